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

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RayTask;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.TwoRunners;
import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RayTaskAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RayTaskAutoConfigurationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class, RayTaskAutoConfiguration.class))
		.withPropertyValues("ray.address=embedded", "ray.profiles.small.time-limit=1ms")
		.withBean("pricing", Pricing.class);

	@Test
	void methodRunsAsATaskOfItsBean() {
		this.contextRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			assertThat(pricing.price(21).result(TIMEOUT)).isEqualTo(42);
			assertThat(pricing.stage(21).get(30, TimeUnit.SECONDS)).isEqualTo(42);
			assertThat(pricing.future(21).get(30, TimeUnit.SECONDS)).isEqualTo(42);
			assertThat(pricing.taskName().result(TIMEOUT)).isEqualTo("RayTaskAutoConfigurationTests.Pricing.taskName");
			assertThat(pricing.named().result(TIMEOUT)).isEqualTo("named");
		});
	}

	@Test
	void methodWithoutAValueRunsToo() {
		this.contextRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			pricing.announce();
			assertThat(pricing.announced().await(30, TimeUnit.SECONDS)).isTrue();
		});
	}

	@Test
	void failureOfAMethodWithoutAValueIsLoggedOnceWithItsStack(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			context.getBean(Pricing.class).failInVain();
			Awaitility.await()
				.atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(output).contains("java.io.IOException: in vain",
						"Pricing.failInVain(RayTaskAutoConfigurationTests.java:"));
			context.close();
			assertThat(output.toString().lines().filter((line) -> line.contains("WARN") || line.contains("ERROR")))
				.singleElement()
				.asString()
				.contains("'RayTaskAutoConfigurationTests.Pricing.failInVain'");
		});
	}

	@Test
	void methodThatWillNotRunAsAnotherWasCancelledIsNoFailure(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			RayTaskFuture<Integer> cancelled = context.getBean(RayTaskRunner.class).submit(() -> {
				new CountDownLatch(1).await();
				return 1;
			});
			Pricing pricing = context.getBean(Pricing.class);
			pricing.announce(cancelled);
			cancelled.cancel();
			pricing.failInVain();
			Awaitility.await()
				.atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(output).contains("java.io.IOException: in vain"));
			context.close();
			assertThat(output).doesNotContain("Pricing.announce");
		});
	}

	@Test
	void argumentsTravel() {
		this.contextRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			List<Integer> amounts = new CopyOnWriteArrayList<>(List.of(1));
			assertThat(pricing.add(amounts).result(TIMEOUT)).containsExactly(1, 2);
			assertThat(amounts).containsExactly(1);
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> pricing.lock(new ReentrantLock()))
				.withMessageContaining("'RayTaskAutoConfigurationTests.Pricing.lock'")
				.withMessageContaining("locks hold the state of this process");
		});
	}

	@Test
	void futureAmongTheArgumentsIsAnUpstreamTask() {
		this.contextRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			assertThat(pricing.twice(pricing.price(21)).result(TIMEOUT)).isEqualTo(84);
			assertThatExceptionOfType(TaskNotReadyException.class)
				.isThrownBy(() -> pricing.twice(pricing.fail()).result(TIMEOUT));
		});
	}

	@Test
	void exceptionIsThatOfTheMethod() {
		this.contextRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> pricing.fail().result(TIMEOUT))
				.withCauseInstanceOf(IOException.class);
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> pricing.failLater().get(30, TimeUnit.SECONDS))
				.havingRootCause()
				.isInstanceOf(IOException.class)
				.withMessage("later");
		});
	}

	@Test
	void cancelReachesTheTask() {
		this.contextRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			CompletableFuture<Integer> endless = pricing.endless();
			assertThat(pricing.announced().await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(endless.cancel(true)).isTrue();
			assertThat(pricing.interrupted().await(30, TimeUnit.SECONDS)).isTrue();
		});
	}

	@Test
	void profileAndOtherOptionsApply() {
		this.contextRunner.run((context) -> assertThat(context.getBean(Pricing.class).small().await(TIMEOUT))
			.hasValueSatisfying((state) -> assertThat(state.label()).isEqualTo("timed_out")));
	}

	@Test
	void annotationMayBeOfAnother() {
		this.contextRunner.withBean("composed", Composed.class).run((context) -> {
			Composed composed = context.getBean(Composed.class);
			assertThat(composed.named().result(TIMEOUT)).isEqualTo("composed");
			assertThat(composed.small().await(TIMEOUT))
				.hasValueSatisfying((state) -> assertThat(state.label()).isEqualTo("timed_out"));
		});
	}

	@Test
	void methodThatATaskCallsIsATaskOfItsOwn() {
		this.contextRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			ObservableRayTaskRunner runner = context.getBean(ObservableRayTaskRunner.class);
			String inner = runner.submit(() -> pricing.taskName().result()).result(TIMEOUT);
			assertThat(inner).isEqualTo("RayTaskAutoConfigurationTests.Pricing.taskName");
		});
	}

	@Test
	void otherAdviceRunsOnceAndWithinTheTask() {
		this.contextRunner.withUserConfiguration(Advice.class).run((context) -> {
			assertThat(context.getBean(Pricing.class).price(21).result(TIMEOUT)).isEqualTo(42);
			assertThat(context.getBean(Advice.class).tasks)
				.containsExactly("RayTaskAutoConfigurationTests.Pricing.price");
		});
	}

	@Test
	void runnerIsChosenByName() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class, RayTaskAutoConfiguration.class))
			.withUserConfiguration(TwoRunners.class)
			.withBean("reports", Reports.class)
			.withPropertyValues("first.ray.address=embedded", "second.ray.address=embedded")
			.run((context) -> {
				assertThat(context.getBean(Reports.class).print().result(TIMEOUT)).isEqualTo("printed");
				assertThat(context.getBean("second", ObservableRayTaskRunner.class).find("none")).isEmpty();
			});
	}

	@Test
	void beansThatStayAreRefused() {
		this.contextRunner.withPropertyValues("ray.beans.enabled=false")
			.run((context) -> assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> context.getBean(Pricing.class).price(1))
				.withMessageContaining("'RayTaskAutoConfigurationTests.Pricing.price'")
				.withMessageContaining("the Spring bean 'pricing'")
				.withMessageContaining("beans stay in this process, as 'ray.beans.enabled' is 'false'"));
	}

	static class Pricing {

		private final int factor = 2;

		private final CountDownLatch announced = new CountDownLatch(1);

		private final CountDownLatch interrupted = new CountDownLatch(1);

		@RayTask
		RayTaskFuture<Integer> price(int amount) {
			return RayTaskFuture.completed(this.factor * amount);
		}

		@RayTask
		RayTaskFuture<Integer> twice(RayTaskFuture<Integer> price) {
			return RayTaskFuture.completed(2 * price.result());
		}

		@RayTask
		CompletableFuture<Integer> stage(int amount) {
			return CompletableFuture.completedFuture(this.factor * amount);
		}

		@RayTask
		Future<Integer> future(int amount) {
			return CompletableFuture.completedFuture(this.factor * amount);
		}

		@RayTask
		RayTaskFuture<String> taskName() {
			return RayTaskFuture.completed(TaskContext.current().orElseThrow().name());
		}

		@RayTask(name = "named")
		RayTaskFuture<String> named() {
			return RayTaskFuture.completed(TaskContext.current().orElseThrow().name());
		}

		@RayTask
		void announce() {
			this.announced.countDown();
		}

		@RayTask
		void announce(RayTaskFuture<Integer> price) {
			this.announced.countDown();
		}

		@RayTask
		void failInVain() throws IOException {
			throw new IOException("in vain");
		}

		CountDownLatch interrupted() {
			return this.interrupted;
		}

		CountDownLatch announced() {
			return this.announced;
		}

		@RayTask
		RayTaskFuture<List<Integer>> add(List<Integer> amounts) {
			amounts.add(2);
			return RayTaskFuture.completed(amounts);
		}

		@RayTask
		void lock(ReentrantLock lock) {
			lock.lock();
		}

		@RayTask
		RayTaskFuture<Integer> fail() throws IOException {
			throw new IOException("at once");
		}

		@RayTask
		CompletableFuture<Integer> failLater() {
			return CompletableFuture.failedFuture(new IOException("later"));
		}

		@RayTask
		CompletableFuture<Integer> endless() {
			this.announced.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.interrupted.countDown();
			}
			return CompletableFuture.completedFuture(1);
		}

		@RayTask(profile = "small")
		RayTaskFuture<Integer> small() throws InterruptedException {
			new CountDownLatch(1).await();
			return RayTaskFuture.completed(1);
		}

	}

	static class Reports {

		@RayTask(runner = "second")
		RayTaskFuture<String> print() {
			return RayTaskFuture.completed("printed");
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@RayTask(name = "composed")
	@interface ComposedTask {

		@AliasFor(annotation = RayTask.class)
		String profile() default "";

	}

	static class Composed {

		@ComposedTask
		RayTaskFuture<String> named() {
			return RayTaskFuture.completed(TaskContext.current().orElseThrow().name());
		}

		@ComposedTask(profile = "small")
		RayTaskFuture<Integer> small() throws InterruptedException {
			new CountDownLatch(1).await();
			return RayTaskFuture.completed(1);
		}

	}

	static class Advice {

		private final List<String> tasks = new CopyOnWriteArrayList<>();

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		DefaultPointcutAdvisor advisor() {
			MethodInterceptor noting = (invocation) -> {
				this.tasks.add(TaskContext.current().map(TaskContext::name).orElse("none"));
				return invocation.proceed();
			};
			return new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(null, RayTask.class, true), noting);
		}

	}

}
