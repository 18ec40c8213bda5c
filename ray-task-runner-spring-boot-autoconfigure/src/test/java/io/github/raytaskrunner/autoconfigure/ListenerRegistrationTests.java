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
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.autoconfigure.metrics.RayTaskRunnerMetricsAutoConfiguration;
import io.github.raytaskrunner.metrics.RayTaskRunnerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests of {@link ListenerRegistration}.
 */
class ListenerRegistrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("ray.address=embedded")
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class,
				RayTaskRunnerMetricsAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void observableRunnerOfAnotherClassIsGivenTheListeners() {
		ObservableRayTaskRunner own = mock(ObservableRayTaskRunner.class);
		this.contextRunner.withBean("own", RayTaskRunner.class, () -> own)
			.run((context) -> then(own).should().addListener(context.getBean(RayTaskRunnerMetrics.class)));
	}

	@Test
	void observableRunnerOfAFactoryIsGivenTheListeners() {
		ObservableRayTaskRunner own = mock(ObservableRayTaskRunner.class);
		this.contextRunner.withBean("own", RunnerFactory.class, () -> new RunnerFactory(own)).run((context) -> {
			assertThat(context.getBean(RayTaskRunner.class)).isSameAs(own);
			then(own).should().addListener(context.getBean(RayTaskRunnerMetrics.class));
		});
	}

	@Test
	void listenerMayUseTheRunnerOfALazyApplication() {
		this.contextRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(ListenerWithRunner.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void listenerMayUseTheRunner() {
		this.contextRunner.withBean(ListenerWithRunner.class).run((context) -> {
			assertThat(context).hasNotFailed();
			ListenerWithRunner listener = context.getBean(ListenerWithRunner.class);
			listener.runner.submit(() -> 42).result(TIMEOUT);
			Awaitility.await().atMost(TIMEOUT).until(() -> listener.submitted.get() == 1);
		});
	}

	@Test
	void listenerIsToldOnceHoweverOftenItIsAdded() {
		this.contextRunner.run((context) -> {
			ObservableRayTaskRunner runner = context.getBean(ObservableRayTaskRunner.class);
			runner.addListener(context.getBean(RayTaskRunnerMetrics.class));
			assertThat(runner.submit(() -> 42).result(TIMEOUT)).isEqualTo(42);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			// told last of all
			Awaitility.await()
				.atMost(TIMEOUT)
				.until(() -> meters.find("ray.tasks.run.time").tag("outcome", "completed").timer() != null);
			assertThat(meters.get("ray.tasks.submitted").counter().count()).isEqualTo(1);
		});
	}

	static final class RunnerFactory implements FactoryBean<RayTaskRunner> {

		private final RayTaskRunner runner;

		RunnerFactory(RayTaskRunner runner) {
			this.runner = runner;
		}

		@Override
		public RayTaskRunner getObject() {
			return this.runner;
		}

		@Override
		public Class<?> getObjectType() {
			return RayTaskRunner.class;
		}

	}

	static final class ListenerWithRunner implements TaskListener {

		private final AtomicInteger submitted = new AtomicInteger();

		private final RayTaskRunner runner;

		ListenerWithRunner(RayTaskRunner runner) {
			this.runner = runner;
		}

		@Override
		public void stateChanged(TaskStateChange change) {
			if (change.previous() == null) {
				this.submitted.incrementAndGet();
			}
		}

	}

}
