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

package io.github.raytaskrunner.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.AbstractFactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of runners among other beans: what tasks capture of these, and several runners.
 */
@ExtendWith(OutputCaptureExtension.class)
class RunnersAndBeansTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
		.withPropertyValues("ray.address=embedded");

	private final ApplicationContextRunner withoutBeans = this.contextRunner
		.withPropertyValues("ray.beans.enabled=false");

	@Test
	void beanThatALambdaCapturedIsTheBean() {
		this.contextRunner.withBean("pricing", Pricing.class).run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			assertThat(pricing.priceWithItsFactor().result(TIMEOUT)).isEqualTo(200);
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			assertThat(runner.submit(() -> System.identityHashCode(pricing)).result(TIMEOUT))
				.isEqualTo(System.identityHashCode(pricing));
			assertThat(runner.submit(() -> List.of(pricing)).result(TIMEOUT).get(0)).isSameAs(pricing);
			assertThat(runner.map((number) -> number * pricing.factor, List.of(1, 2)).result()).containsExactly(2, 4);
		});
	}

	@Test
	void functionThatIsABeanTakesTheBeanItCapturedAlong() {
		this.contextRunner.withBean("pricing", Pricing.class).withUserConfiguration(Functions.class).run((context) -> {
			RayFunction<Integer, Integer> price = function(context, "price");
			assertThat(context.getBean(RayTaskRunner.class).submit(() -> price.apply(21)).result(TIMEOUT))
				.isEqualTo(42);
		});
	}

	@Test
	void contextIsRefusedAlsoWhereBeansTravel() {
		this.contextRunner.run((context) -> {
			AnnotationConfigApplicationContext source = (AnnotationConfigApplicationContext) context
				.getSourceApplicationContext();
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> context.getBean(RayTaskRunner.class).submit(() -> source.getBeanDefinitionCount()))
				.withMessageContaining("it is the application context");
		});
	}

	@Test
	void providerOfBeansIsRefused() {
		this.contextRunner.withBean("pricing", Pricing.class).run((context) -> {
			ObjectProvider<Pricing> provider = context.getBeanProvider(Pricing.class);
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> context.getBean(RayTaskRunner.class).submit(() -> provider.getObject().factor))
				.withMessageContaining("captured argument 1")
				.withMessageContaining("it looks for beans, which are in this process: capture the bean instead");
		});
	}

	@Test
	void beanThatALambdaCapturedIsRefusedByPathAndName() {
		this.withoutBeans.withBean("pricing", Pricing.class).run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(pricing::priceWithItsFactor)
				.withMessageContaining("Pricing")
				.withMessageContaining("it is the Spring bean 'pricing'")
				.withMessageContaining("capture the values that the task needs");
			assertThat(pricing.priceWithACopyOfItsFactor().result(TIMEOUT)).isEqualTo(200);
		});
	}

	@Test
	void beanIsRefusedWhereNoWorkerCouldHaveIt() {
		this.contextRunner.withBean("pricing", Pricing.class)
			.withPropertyValues("ray.address=http://127.0.0.1:1", "ray.startup=background",
					"ray.shutdown.grace-period=2s")
			.run((context) -> {
				Pricing pricing = context.getBean(Pricing.class);
				assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(pricing::priceWithItsFactor)
					.withMessageContaining("it is the Spring bean 'pricing'");
			});
	}

	@Test
	void applicationMayHaveSeveralRunners() {
		this.contextRunner.withUserConfiguration(TwoRunners.class)
			.withPropertyValues("first.ray.address=embedded", "first.ray.init.num-cpus=1",
					"second.ray.address=embedded", "second.ray.init.num-cpus=2")
			.run((context) -> {
				DefaultRayTaskRunner first = context.getBean("first", DefaultRayTaskRunner.class);
				DefaultRayTaskRunner second = context.getBean("second", DefaultRayTaskRunner.class);
				assertThat(first).isNotEqualTo(second);
				assertThat(first.submit(() -> 1).result(TIMEOUT)).isEqualTo(1);
				assertThat(second.submit(() -> 2).result(TIMEOUT)).isEqualTo(2);
				assertThat(context.getBeansOfType(RayTaskRunner.class)).containsOnlyKeys("first", "second");
			});
	}

	@Test
	void eachRunnerSaysByItsNameThatItStartedAndStopped(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(TwoRunners.class)
			.withPropertyValues("first.ray.address=embedded", "second.ray.address=http://127.0.0.1:1",
					"second.ray.startup=background", "second.ray.shutdown.grace-period=2s")
			.run((context) -> assertThat(output).contains("Ray task runner 'first' started: ",
					"Ray task runner 'second' is connecting to the Ray cluster at http://127.0.0.1:1"));
		assertThat(output).contains("Ray task runner 'first' stopped", "Ray task runner 'second' stopped");
	}

	@Test
	void unknownNameBelowAnotherPrefixIsAnError() {
		this.contextRunner.withUserConfiguration(TwoRunners.class)
			.withPropertyValues("first.ray.address=embedded", "second.ray.adress=embedded")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("second.ray.adress"));
	}

	@Test
	void beanInACollectionIsRefusedByPath() {
		this.withoutBeans.withBean("pricing", Pricing.class).run((context) -> {
			List<Object> pricings = List.of("first", new Object[] { context.getBean(Pricing.class) });
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> context.getBean(RayTaskRunner.class).submit(pricings::size))
				.withMessageContaining("element 1 (java.lang.Object[]) → element 0")
				.withMessageContaining("it is the Spring bean 'pricing'");
		});
	}

	@Test
	void lambdaThatIsABeanIsAValueUnlessItCapturedABean() {
		this.withoutBeans.withBean("pricing", Pricing.class).withUserConfiguration(Functions.class).run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			RayFunction<Integer, Integer> twice = function(context, "twice");
			assertThat(runner.submit(() -> twice.apply(21)).result(TIMEOUT)).isEqualTo(42);
			RayFunction<Integer, Integer> price = function(context, "price");
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> runner.submit(() -> price.apply(21)))
				.withMessageContaining("it is the Spring bean 'pricing'");
		});
	}

	@SuppressWarnings("unchecked")
	private static RayFunction<Integer, Integer> function(ApplicationContext context, String name) {
		return context.getBean(name, RayFunction.class);
	}

	@Test
	void collectionThatIsABeanIsAValue() {
		this.contextRunner.withBean("names", ArrayList.class, () -> new ArrayList<>(List.of("a", "b")))
			.run((context) -> {
				List<?> names = context.getBean("names", List.class);
				assertThat(context.getBean(RayTaskRunner.class).submit(names::size).result(TIMEOUT)).isEqualTo(2);
			});
	}

	@Test
	void whatAFactoryMadeIsRefusedByName() {
		this.withoutBeans.withBean("made", PricingFactory.class).run((context) -> {
			Object made = context.getBean("made");
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> context.getBean(RayTaskRunner.class).submit(made::hashCode))
				.withMessageContaining("it is the Spring bean 'made'");
		});
	}

	@Test
	void runnerIsTheOneOfTheTask() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			assertThat(runner.submit(() -> runner.submit(() -> 42).result()).result()).isEqualTo(42);
		});
	}

	@Test
	void contextAndEnvironmentAreRefused() {
		this.withoutBeans.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			Environment environment = context.getEnvironment();
			AnnotationConfigApplicationContext source = (AnnotationConfigApplicationContext) context
				.getSourceApplicationContext();
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> runner.submit(() -> source.getBeanDefinitionCount()))
				.withMessageContaining("it is the application context");
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> runner.submit(() -> environment.getProperty("a")))
				.withMessageContaining("it is the Spring bean 'environment'");
		});
	}

	@Component
	static class Pricing {

		private final RayTaskRunner runner;

		private final int factor = 2;

		Pricing(RayTaskRunner runner) {
			this.runner = runner;
		}

		RayTaskFuture<Integer> priceWithItsFactor() {
			return this.runner.submit(() -> 100 * this.factor);
		}

		RayTaskFuture<Integer> priceWithACopyOfItsFactor() {
			int factor = this.factor;
			return this.runner.submit(() -> 100 * factor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Functions {

		@Bean
		RayFunction<Integer, Integer> twice() {
			return (number) -> 2 * number;
		}

		@Bean
		RayFunction<Integer, Integer> price(Pricing pricing) {
			return (number) -> number * pricing.factor;
		}

	}

	static class PricingFactory extends AbstractFactoryBean<Object> {

		@Override
		public Class<?> getObjectType() {
			return FactoryMade.class;
		}

		@Override
		protected Object createInstance() {
			return new FactoryMade();
		}

	}

	static class FactoryMade {

	}

}
