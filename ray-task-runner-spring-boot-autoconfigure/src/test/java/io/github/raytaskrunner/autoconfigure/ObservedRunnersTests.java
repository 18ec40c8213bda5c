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

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.autoconfigure.health.RayTaskRunnerHealthAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.metrics.RayTaskRunnerMetricsAutoConfiguration;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentMatchers;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests that health and metrics take every kind of {@link RayTaskRunner} as it is.
 */
@ExtendWith(OutputCaptureExtension.class)
class ObservedRunnersTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("ray.address=embedded")
		.withConfiguration(
				AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class, RayTaskRunnerHealthAutoConfiguration.class,
						RayTaskRunnerMetricsAutoConfiguration.class, MetricsAutoConfiguration.class,
						CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void runnerOfAnotherClassHasHealthAndIsSaidToHaveNoMetrics(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(OwnRunner.class).run((context) -> {
			RayTaskRunner own = context.getBean(RayTaskRunner.class);
			assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			given(own.isRunning()).willReturn(true);
			given(own.backend()).willReturn("grid");
			assertThat(health(context)).isEqualTo(Health.up().withDetail("backend", "grid").build());
			assertThat(queued(context)).isZero();
		});
		assertThat(output.toString().lines().filter((line) -> line.contains("Metrics leave out what runs in [own]")))
			.hasSize(1);
	}

	@Test
	void runnerOfTheLibraryIsNotSaidToBeLeftOut(CapturedOutput output) {
		this.contextRunner.run((context) -> assertThat(output).doesNotContain("Metrics leave out"));
	}

	@Test
	void observableRunnerOfAnotherClassHasBoth() {
		ObservableRayTaskRunner own = mock(ObservableRayTaskRunner.class);
		given(own.counts()).willReturn(new TaskCounts(7, 1, 0));
		given(own.status()).willReturn(new RunnerStatus.Stopped());
		this.contextRunner.withBean("own", RayTaskRunner.class, () -> own).run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(queued(context)).isEqualTo(7);
		});
	}

	@Test
	void tasksThatAnotherClassPassesOnAreCounted() {
		this.contextRunner.withUserConfiguration(DecoratedRunner.class).run((context) -> {
			assertThat(context.getBean("delegate", RayTaskRunner.class).submit(() -> 42).result(TIMEOUT)).isEqualTo(42);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			Awaitility.await()
				.atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(meters.get("ray.tasks.submitted").counter().count()).isEqualTo(1));
			CompositeHealthContributor contributor = context.getBean(CompositeHealthContributor.class);
			assertThat(contributor.stream()).extracting("name").containsExactlyInAnyOrder("decorator", "delegate");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void proxyIsAsGoodAsItsTarget(boolean ofClass) {
		this.contextRunner.withBean(BeanNameAutoProxyCreator.class, () -> {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("rayTaskRunner");
			creator.setProxyTargetClass(ofClass);
			return creator;
		}).run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			assertThat(runner.submit(() -> runner.submit(() -> 42).result()).result(TIMEOUT)).isEqualTo(42);
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(health(context).getDetails()).containsKeys("backend", "slots", "nodes");
			assertThat(queued(context)).isZero();
		});
	}

	@Test
	void runnerMayBeExchangedAsItIsCreated() {
		RayTaskRunner exchanged = mock(RayTaskRunner.class);
		this.contextRunner.withBean(BeanPostProcessor.class, () -> new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof RayTaskRunner) ? exchanged : bean;
			}

		}).run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(queued(context)).isZero();
		});
	}

	@Test
	void runnerMayBeMissingInTheEnd() {
		this.contextRunner.withUserConfiguration(NoRunner.class)
			.run((context) -> assertThat(context.getBean(CompositeHealthContributor.class).stream()).isEmpty());
	}

	@Test
	void readingAGaugeCreatesNoRunner() {
		this.contextRunner.withUserConfiguration(PrototypeRunner.class).run((context) -> {
			int created = context.getBean(PrototypeRunner.class).created;
			assertThat(queued(context)).isZero();
			assertThat(context.getBean(PrototypeRunner.class).created).isEqualTo(created);
		});
	}

	@Test
	void runnerMayBeLazy() {
		this.contextRunner.withUserConfiguration(LazyRunner.class).run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(queued(context)).isZero();
		});
	}

	private static Health health(BeanFactory beans) {
		Health health = beans.getBean("rayHealthContributor", HealthIndicator.class).health(true);
		assertThat(health).isNotNull();
		return health;
	}

	private static double queued(BeanFactory beans) {
		return beans.getBean(MeterRegistry.class).get("ray.tasks.queued").gauge().value();
	}

	@SpringJUnitConfig(Observed.class)
	@TestPropertySource(properties = "ray.address=embedded")
	abstract static class OfTests {

		@Autowired
		private HealthIndicator indicator;

		@Autowired
		private BeanFactory beans;

		Status status() {
			Health health = this.indicator.health(true);
			assertThat(health).isNotNull();
			return health.getStatus();
		}

		@Test
		void hasGauges() {
			assertThat(queued(this.beans)).isZero();
		}

	}

	@Nested
	class Mocks extends OfTests {

		@MockitoBean
		private RayTaskRunner runner;

		@Test
		void isOutOfServiceUnlessItIsSaidToRun() {
			assertThat(status()).isEqualTo(Status.OUT_OF_SERVICE);
			given(this.runner.isRunning()).willReturn(true);
			assertThat(status()).isEqualTo(Status.UP);
		}

	}

	@Nested
	class MocksOfTheImplementation extends OfTests {

		@MockitoBean
		private DefaultRayTaskRunner runner;

		@Test
		void isOutOfServiceUnlessItIsSaidToRun() {
			assertThat(status()).isEqualTo(Status.OUT_OF_SERVICE);
			given(this.runner.isRunning()).willReturn(true);
			assertThat(status()).isEqualTo(Status.UP);
		}

	}

	@Nested
	class Spies extends OfTests {

		@MockitoSpyBean
		private RayTaskRunner runner;

		@Test
		void runsTasks() throws Exception {
			assertThat(this.runner.submit(() -> 42).result(TIMEOUT)).isEqualTo(42);
			then(this.runner).should().submit(ArgumentMatchers.<RayCallable<Integer>>any());
			assertThat(status()).isEqualTo(Status.UP);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ RayTaskRunnerAutoConfiguration.class, RayTaskRunnerHealthAutoConfiguration.class,
			RayTaskRunnerMetricsAutoConfiguration.class, MetricsAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class })
	static class Observed {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRunner {

		@Bean
		RayTaskRunner own() {
			return mock(RayTaskRunner.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DecoratedRunner {

		@Bean
		DefaultRayTaskRunner delegate(RayTaskRunnerFactory factory) {
			return factory.create("ray");
		}

		@Bean
		@Primary
		RayTaskRunner decorator() {
			return mock(RayTaskRunner.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoRunner {

		@Bean
		@Nullable RayTaskRunner none() {
			return null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrototypeRunner {

		private int created;

		@Bean
		@Scope("prototype")
		DefaultRayTaskRunner prototype(RayTaskRunnerFactory factory) {
			this.created++;
			return factory.create("ray");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyRunner {

		@Bean
		@Lazy
		DefaultRayTaskRunner lazy(RayTaskRunnerFactory factory) {
			return factory.create("ray");
		}

	}

}
