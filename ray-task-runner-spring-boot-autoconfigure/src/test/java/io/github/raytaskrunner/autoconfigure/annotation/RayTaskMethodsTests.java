/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.raytaskrunner.autoconfigure.annotation;

import java.lang.reflect.Proxy;
import java.util.concurrent.FutureTask;

import io.github.raytaskrunner.RayTask;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.TwoRunners;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests of methods with {@link RayTask} whose calls could not be tasks.
 */
class RayTaskMethodsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class, RayTaskAutoConfiguration.class))
		.withPropertyValues("ray.address=embedded");

	static Arguments[] wrongBeans() {
		return new Arguments[] { Arguments.of(new PrivateMethod(), "run", "is private"),
				Arguments.of(new StaticMethod(), "run", "is static"),
				Arguments.of(new FinalMethod(), "run", "is final"),
				Arguments.of(new FinalClass(), "run", "a final class"),
				Arguments.of(new OtherValue(), "count", "returns int"),
				Arguments.of(new OtherFuture(), "count", "returns java.util.concurrent.FutureTask") };
	}

	@ParameterizedTest
	@MethodSource("wrongBeans")
	void isRefusedWhenTheBeanIsCreated(Object bean, String method, String reason) {
		this.contextRunner.withBean("wrong", Object.class, () -> bean)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidRayTaskException.class)
				.hasMessageContaining("'" + bean.getClass().getName() + "." + method + "' of the bean 'wrong'")
				.hasMessageContaining(reason));
	}

	@Test
	void isRefusedOnASuspendFunctionOfKotlin() {
		Class<?> continuation = new ByteBuddy().makeInterface()
			.name("kotlin.coroutines.Continuation")
			.make()
			.load(getClass().getClassLoader())
			.getLoaded();
		Class<?> type = new ByteBuddy().subclass(Object.class)
			.defineMethod("count", Object.class, Visibility.PUBLIC)
			.withParameters(int.class, continuation)
			.intercept(FixedValue.nullValue())
			.annotateMethod(AnnotationDescription.Builder.ofType(RayTask.class).build())
			.make()
			.load(continuation.getClassLoader())
			.getLoaded();
		assertThatExceptionOfType(InvalidRayTaskException.class)
			.isThrownBy(() -> new RayTaskMethods("counter", type, true, false).check())
			.withMessageContaining("is a suspend function");
	}

	@Test
	void isFineBehindAnInterface() {
		this.contextRunner.withBean("wrong", FinalReports.class).withBean(BeanNameAutoProxyCreator.class, () -> {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("wrong");
			return creator;
		}).run((context) -> assertThat(context.getBean(Reports.class).print().result()).isEqualTo("printed"));
	}

	@Test
	void isFineOnAProxyThatIsNotOfSpring() {
		Client proxy = (Client) Proxy.newProxyInstance(Client.class.getClassLoader(), new Class<?>[] { Client.class },
				(target, method, arguments) -> RayTaskFuture
					.completed(TaskContext.current().map(TaskContext::name).orElse("none")));
		this.contextRunner.withBean("client", Client.class, () -> proxy)
			.run((context) -> assertThat(context.getBean(Client.class).fetch().result())
				.endsWith("RayTaskMethodsTests.Client.fetch"));
	}

	@Test
	void isRefusedOnABeanThatIsNoSingleton() {
		this.contextRunner
			.withBean("wrong", Fine.class, Fine::new,
					(definition) -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE))
			.run((context) -> assertThatException().isThrownBy(() -> context.getBean("wrong"))
				.havingRootCause()
				.isInstanceOf(InvalidRayTaskException.class)
				.withMessageContaining("Fine.run' of the bean 'wrong'")
				.withMessageContaining("no singleton"));
	}

	@Test
	void isRefusedBehindAProxyOfAScope() {
		this.contextRunner.withUserConfiguration(Scoped.class)
			.run((context) -> assertThatException().isThrownBy(() -> context.getBean("scoped"))
				.havingRootCause()
				.isInstanceOf(InvalidRayTaskException.class)
				.withMessageContaining("of the bean 'scoped'")
				.withMessageContaining("no singleton"));
	}

	@Test
	void isRefusedWithoutTheProfileThatItNames() {
		this.contextRunner.withPropertyValues("ray.profiles.small.time-limit=1s")
			.withBean("wrong", OfProfile.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidRayTaskException.class)
				.hasMessageContaining("OfProfile.run' of the bean 'wrong'")
				.hasMessageContaining("unknown profile 'smal'")
				.hasMessageContaining("[small]"));
	}

	@Test
	void isRefusedOnALazyBeanOnceThatIsMade() {
		this.contextRunner
			.withBean("wrong", OfProfile.class, OfProfile::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThatException().isThrownBy(() -> context.getBean("wrong"))
				.havingRootCause()
				.isInstanceOf(InvalidRayTaskException.class)
				.withMessageContaining("unknown profile 'smal': configure ray.profiles.smal.*. "));
	}

	@ParameterizedTest
	@ValueSource(classes = { OfRunner.class, OfWrongRunner.class })
	void isRefusedWithoutTheRunnerThatItNames(Class<?> type) {
		this.contextRunner.withBean("wrong", type)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidRayTaskException.class)
				.hasMessageContaining("of the bean 'wrong'")
				.hasMessageContaining("which is no RayTaskRunner")
				.hasMessageContaining("[rayTaskRunner]"));
	}

	@Test
	void isRefusedIfItIsOpenWhichRunnerIsMeant() {
		this.contextRunner.withUserConfiguration(TwoRunners.class)
			.withPropertyValues("first.ray.address=embedded", "second.ray.address=embedded")
			.withBean("wrong", Fine.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidRayTaskException.class)
				.hasMessageContaining("Fine.run' of the bean 'wrong'")
				.hasMessageContaining("[first, second]")
				.hasMessageContaining("@Primary"));
	}

	@Test
	void isRefusedWhereTheRunnerIsOneOfAParentContext() {
		this.contextRunner.run((parent) -> {
			ApplicationContextRunner child = this.contextRunner.withParent(parent).withBean("fine", Fine.class);
			child.run((context) -> assertThat(context.getStartupFailure())
				.hasMessageContaining("its runner is one of a parent context"));
			child.withBean("own", RayTaskRunner.class, parent.getBean(RayTaskRunner.class)::duplicate)
				.run((context) -> assertThat(context).hasNotFailed());
		});
	}

	@Test
	void isFineWhereARunnerIsAMock() {
		this.contextRunner.withBean("fine", OfProfile.class)
			.withBean("runner", DefaultRayTaskRunner.class, () -> mock(DefaultRayTaskRunner.class))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void needsNoOtherRunner() {
		this.contextRunner.withBean("fine", Fine.class).withBean("another", RayTaskRunner.class, () -> {
			throw new IllegalStateException("nobody needs it");
		}, (definition) -> definition.setLazyInit(true))
			.withBean("runner", DefaultRayTaskRunner.class, () -> mock(DefaultRayTaskRunner.class),
					(definition) -> definition.setPrimary(true))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void isExplained(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run("--ray.address=embedded"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("of the bean 'counter' has @RayTask, but it returns int")
			.contains("Let it return nothing, a RayTaskFuture or a CompletableFuture");
	}

	@ImportAutoConfiguration({ RayTaskRunnerAutoConfiguration.class, RayTaskAutoConfiguration.class })
	static class Application {

		@Bean
		OtherValue counter() {
			return new OtherValue();
		}

	}

	static class PrivateMethod {

		@RayTask
		private void run() {
			// never called
		}

	}

	static class StaticMethod {

		@RayTask
		static void run() {
			// never called
		}

	}

	static class FinalMethod {

		@RayTask
		final void run() {
			// never called
		}

	}

	static final class FinalClass {

		@RayTask
		void run() {
			// never called
		}

	}

	static class OtherValue {

		@RayTask
		int count() {
			return 1;
		}

	}

	static class OtherFuture {

		@RayTask
		FutureTask<Integer> count() {
			return new FutureTask<>(() -> 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(scopeName = "request", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Fine scoped() {
			return new Fine();
		}

	}

	static class Fine {

		@RayTask
		void run() {
			// never called
		}

	}

	static class OfProfile {

		@RayTask(profile = "smal")
		void run() {
			// never called
		}

	}

	static class OfRunner {

		@RayTask(runner = "none")
		void run() {
			// never called
		}

	}

	static class OfWrongRunner {

		@RayTask(runner = "wrong")
		void run() {
			// never called
		}

	}

	interface Client {

		@RayTask
		RayTaskFuture<String> fetch();

	}

	interface Reports {

		RayTaskFuture<String> print();

	}

	static final class FinalReports implements Reports {

		@Override
		@RayTask
		public RayTaskFuture<String> print() {
			return RayTaskFuture.completed("printed");
		}

	}

}
