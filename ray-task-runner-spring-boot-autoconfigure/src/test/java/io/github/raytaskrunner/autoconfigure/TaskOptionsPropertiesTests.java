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
import java.util.List;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of the properties that set how tasks run.
 */
class TaskOptionsPropertiesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("ray.address=embedded", "ray.init.num-cpus=2")
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class));

	@Test
	void profileDemandsWhatItSays() {
		this.contextRunner
			.withPropertyValues("ray.profiles.gpu.num-gpus=1", "ray.profiles.large.num-cpus=2",
					"ray.profiles.large.memory=1TB", "ray.init.memory=2TB", "ray.profiles.env.runtime-env.env_vars.A=b",
					"ray.profiles.tpu.resources.tpu=1", "ray.init.resources.tpu=1")
			.run((context) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				assertThat(
						runner.with((options) -> options.name("large").profile("large")).submit(() -> "runs").result())
					.isEqualTo("runs");
				assertThat(runner.with((options) -> options.name("tpu").profile("tpu")).submit(() -> "runs").result())
					.isEqualTo("runs");
				assertThatIllegalArgumentException()
					.isThrownBy(
							() -> runner.with((options) -> options.name("train").profile("gpu")).submit(() -> "never"))
					.withMessageContaining("'train'")
					.withMessageContaining("'GPU'")
					.withMessageContaining("ray.init.num-gpus");
				assertThatIllegalArgumentException()
					.isThrownBy(
							() -> runner.with((options) -> options.name("train").profile("env")).submit(() -> "never"))
					.withMessageContaining("runtime environment");
				assertThatIllegalArgumentException()
					.isThrownBy(
							() -> runner.with((options) -> options.name("train").profile("gpus")).submit(() -> "never"))
					.withMessageContaining("'gpus'")
					.withMessageContaining("[env, gpu, large, tpu]");
			});
	}

	@Test
	void declaredGpusAreCounted() {
		this.contextRunner.withPropertyValues("ray.init.num-gpus=1").run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			assertThat(runner.with((options) -> options.name("train").numGpus(1)).submit(() -> "runs").result())
				.isEqualTo("runs");
		});
	}

	@Test
	void unknownPropertyOfAProfileIsNamed() {
		this.contextRunner.withPropertyValues("ray.profiles.gpu.gpus=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("ray.profiles.gpu.gpus"));
	}

	@Test
	void impossibleAmountOfAProfileIsNamed() {
		this.contextRunner
			.withPropertyValues("ray.profiles.half.num-cpus=1.5", "ray.profiles.half.runtime-env.env-vars.KEY=secret")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasStackTraceContaining("ray.profiles.half.num-cpus with value '1.5'")
				.hasStackTraceContaining("whole number"));
	}

	@Test
	void tasksAreRetriedAsTheProperties() {
		this.contextRunner
			.withPropertyValues("ray.runner.retry.max-retries=1", "ray.runner.retry.delay=1ms",
					"ray.profiles.stubborn.retry.max-retries=3", "ray.profiles.once.retry.max-retries=0")
			.run((context) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				assertThat(attempts(runner, TaskOptions.none())).isEqualTo(2);
				assertThat(attempts(runner, TaskOptions.ofProfile("stubborn"))).isEqualTo(4);
				assertThat(attempts(runner, TaskOptions.ofProfile("once"))).isEqualTo(1);
				RetryPolicy own = RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build();
				assertThat(attempts(runner, TaskOptions.builder().profile("stubborn").retry(own).build())).isEqualTo(3);
			});
	}

	private static int attempts(RayTaskRunner runner, TaskOptions options) throws InterruptedException {
		RayTaskFuture<Object> future = runner.with(options).submit(() -> {
			throw new IllegalStateException(String.valueOf(TaskContext.current().orElseThrow().attempt()));
		});
		TaskState state = future.await(Duration.ofSeconds(60)).orElseThrow();
		return Integer.parseInt(String.valueOf(((TaskState.Failed) state).exception().getMessage()));
	}

	@Test
	void tasksHaveTheTimeLimitOfTheProperties() {
		this.contextRunner.withPropertyValues("ray.runner.time-limit=50ms", "ray.profiles.slow.time-limit=60s")
			.run((context) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				assertThat(runner.execute(() -> Thread.sleep(60_000)).await(Duration.ofSeconds(60)))
					.contains(new TaskState.TimedOut(Duration.ofMillis(50)));
				TaskOptions slow = TaskOptions.ofProfile("slow");
				assertThat(runner.with(slow).execute(() -> Thread.sleep(100)).await(Duration.ofSeconds(60)))
					.contains(new TaskState.Completed());
			});
	}

	@Test
	void gracePeriodEndsNoLaterThanSpringsOwn() {
		this.contextRunner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=10s")
			.run((context) -> assertThat(context).hasNotFailed());
		this.contextRunner
			.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=10s", "ray.shutdown.grace-period=15s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("ray.shutdown.grace-period")
				.hasMessageContaining("PT10S"));
	}

	@Test
	void fullRunnerRejects() {
		this.contextRunner
			.withPropertyValues("ray.runner.max-unfinished=1", "ray.runner.when-full=reject",
					"ray.shutdown.grace-period=0")
			.run((context) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				runner.execute(() -> Thread.sleep(60_000));
				assertThatExceptionOfType(RayTaskRejectedException.class)
					.isThrownBy(() -> runner.submit(() -> "rejected"))
					.withMessageContaining("ray.runner.max-unfinished");
			});
	}

	@Test
	void runnersOfEqualSettingsAreEqual() {
		this.contextRunner.run((context) -> this.contextRunner
			.run((same) -> this.contextRunner.withPropertyValues("ray.runner.crash-retries=5").run((other) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				assertThat(runner).isEqualTo(same.getBean(RayTaskRunner.class))
					.isEqualTo(runner.duplicate())
					.isNotEqualTo(other.getBean(RayTaskRunner.class));
			})));
	}

	@Test
	void duplicateRunsByItself() {
		this.contextRunner.run((context) -> {
			RayTaskRunner duplicate = context.getBean(RayTaskRunner.class).duplicate();
			duplicate.start();
			try {
				List<RayTaskFuture<Integer>> futures = duplicate.map((item) -> item + 1, List.of(1, 2)).asList();
				assertThat(futures).extracting(RayTaskFuture::result).containsExactly(2, 3);
			}
			finally {
				duplicate.stop();
			}
			assertThat(context.getBean(RayTaskRunner.class).isRunning()).isTrue();
		});
	}

}
