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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextRefreshedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class RayTaskRunnerAutoConfigurationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@TempDir
	static Path empty;

	private final ApplicationContextRunner withoutRay = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
		.withPropertyValues("PATH=" + empty, "RAY_TMPDIR=" + empty);

	private final ApplicationContextRunner contextRunner = this.withoutRay.withPropertyValues("ray.address=embedded");

	@Test
	void runnerRunsTasksAsLongAsTheContext() {
		this.contextRunner.run((context) -> {
			DefaultRayTaskRunner runner = context.getBean(DefaultRayTaskRunner.class);
			assertThat(runner.isRunning()).isTrue();
			assertThat(runner.submit(() -> 42).result(TIMEOUT)).isEqualTo(42);
			context.close();
			assertThat(runner.isRunning()).isFalse();
			assertThatExceptionOfType(RayTaskRejectedException.class).isThrownBy(() -> runner.submit(() -> 42));
		});
	}

	@Test
	void runningTasksGetTheGracePeriodWhenTheContextCloses() {
		this.contextRunner.run((context) -> {
			RayTaskFuture<Integer> future = context.getBean(RayTaskRunner.class).submit(() -> {
				Thread.sleep(300);
				return 42;
			});
			context.close();
			assertThat(future.state()).isInstanceOf(TaskState.Completed.class);
		});
	}

	@Test
	void runnerGoesOnWhileTheContextPauses() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			RayTaskFuture<Integer> before = runner.submit(() -> 42);
			ConfigurableApplicationContext source = (ConfigurableApplicationContext) context
				.getSourceApplicationContext();
			source.pause();
			assertThat(runner.isRunning()).isTrue();
			source.restart();
			assertThat(before.result(TIMEOUT)).isEqualTo(42);
		});
	}

	@Test
	void runnerIsLeftOutIfNotEnabled() {
		this.contextRunner.withPropertyValues("ray.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RayTaskRunner.class)
				.doesNotHaveBean(RayProperties.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ray.runner.time-limit", "ray.init.num-cpus", "ray.init.memory", "ray.init.resources.tpu",
			"ray.home", "ray.startup", "ray.profiles.gpu.num-gpus", "ray.worker.lease-term", "ray.worker.jvm-options",
			"ray.init.namespace" })
	void emptyValueIsAsNone(String name) {
		this.contextRunner.withPropertyValues(name + "=").run((context) -> assertThat(context).hasNotFailed());
		this.contextRunner.withPropertyValues(name + "=${UNSET:}").run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void emptyValueOfAnUnknownPropertyIsRefused() {
		this.contextRunner.withPropertyValues("ray.init.num-cpu=")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("ray.init.num-cpu"));
	}

	@Test
	void runnerOfTheUserWins() {
		this.contextRunner.withBean("own", RayTaskRunner.class, () -> mock(RayTaskRunner.class))
			.run((context) -> assertThat(context).hasSingleBean(RayTaskRunner.class)
				.hasBean("own")
				.doesNotHaveBean(DefaultRayTaskRunner.class));
	}

	@Test
	void runnerIsSharedWithChildContexts() {
		this.contextRunner.run((parent) -> this.contextRunner.withParent(parent)
			.run((child) -> assertThat(child.getBean(RayTaskRunner.class))
				.isSameAs(parent.getBean(RayTaskRunner.class))));
	}

	@Test
	void runnersOfTwoContextsAreIndependent() {
		this.contextRunner.run((one) -> {
			this.contextRunner.run((other) -> assertThat(other.getBean(RayTaskRunner.class))
				.isNotSameAs(one.getBean(RayTaskRunner.class)));
			assertThat(one.getBean(RayTaskRunner.class).submit(() -> 42).result(TIMEOUT)).isEqualTo(42);
		});
	}

	@Test
	void runnerStopsIfAnotherBeanFailsToStart() {
		List<RayTaskRunner> runners = new ArrayList<>();
		this.contextRunner.withBean(FailingLifecycle.class, runners).run((context) -> assertThat(context).hasFailed());
		assertThat(runners).singleElement().satisfies((runner) -> assertThat(runner.isRunning()).isFalse());
	}

	@Test
	void runnerStopsIfTheContextFailsAfterItsStart() {
		List<RayTaskRunner> runners = new ArrayList<>();
		this.contextRunner.withInitializer(
				(context) -> context.addApplicationListener((ApplicationListener<ContextRefreshedEvent>) (event) -> {
					runners.add(event.getApplicationContext().getBean(RayTaskRunner.class));
					throw new IllegalStateException("late");
				}))
			.run((context) -> assertThat(context).hasFailed());
		assertThat(runners).singleElement().satisfies((runner) -> assertThat(runner.isRunning()).isFalse());
	}

	@Test
	void runnerStartsAlsoIfBeansAreLazy() {
		this.contextRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(RayTaskRunner.class).isRunning()).isTrue());
	}

	@Test
	void numberOfCpusIsThatOfTasksAtOnce(CapturedOutput output) {
		this.contextRunner.withPropertyValues("ray.init.num-cpus=3")
			.run((context) -> assertThat(output)
				.contains("Ray task runner 'rayTaskRunner' started: embedded, 3 threads"));
	}

	@Test
	void tellsTheTaskListeners() {
		RecordingListener listener = new RecordingListener();
		this.contextRunner.withBean(TaskListener.class, () -> listener).run((context) -> {
			context.getBean(RayTaskRunner.class).submit(() -> 42).result(TIMEOUT);
			await().untilAsserted(() -> assertThat(listener.states).startsWith(new TaskState.Pending())
				.endsWith(new TaskState.Completed()));
		});
	}

	@Test
	void worksWithoutMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasSingleBean(RayTaskRunner.class));
	}

	@Nested
	class Address {

		@Test
		void embeddedIfThereIsNoRay(CapturedOutput output) {
			RayTaskRunnerAutoConfigurationTests.this.withoutRay
				.run((context) -> assertThat(context.getBean(RayTaskRunner.class).backend()).isEqualTo("embedded"));
			assertThat(output.toString().lines().filter((line) -> line.contains("pip install \"ray[default]\"")))
				.singleElement()
				.asString()
				.contains("INFO", "embedded");
		}

		@Test
		void emptyIsAsGoodAsNone() {
			RayTaskRunnerAutoConfigurationTests.this.withoutRay.withPropertyValues("ray.address=")
				.run((context) -> assertThat(context.getBean(RayTaskRunner.class).backend()).isEqualTo("embedded"));
		}

		/**
		 * Ray's own variable for the address is the property's name as well.
		 */
		@Test
		void isTakenFromTheVariableOfRay() {
			RayTaskRunnerAutoConfigurationTests.this.withoutRay
				.withInitializer(TestProperties.systemEnvironment("RAY_ADDRESS", "embedded"))
				.run((context) -> assertThat(context.getBean(RayProperties.class).address()).isEqualTo("embedded"));
		}

		@Test
		void otherVariablesOfRayAreNoErrors() {
			RayTaskRunnerAutoConfigurationTests.this.withoutRay
				.withInitializer(TestProperties.systemEnvironment("RAY_AUTH_MODE", "token"))
				.run((context) -> assertThat(context).hasNotFailed());
		}

	}

	static final class FailingLifecycle implements SmartLifecycle {

		private final RayTaskRunner runner;

		private final List<RayTaskRunner> runners;

		FailingLifecycle(List<RayTaskRunner> runners, RayTaskRunner runner) {
			this.runners = runners;
			this.runner = runner;
		}

		@Override
		public void start() {
			assertThat(this.runner.isRunning()).isTrue();
			this.runners.add(this.runner);
			throw new IllegalStateException("cannot start");
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

	static final class RecordingListener implements TaskListener {

		private final List<TaskState> states = Collections.synchronizedList(new ArrayList<>());

		@Override
		public void stateChanged(TaskStateChange change) {
			this.states.add(change.state());
		}

	}

}
