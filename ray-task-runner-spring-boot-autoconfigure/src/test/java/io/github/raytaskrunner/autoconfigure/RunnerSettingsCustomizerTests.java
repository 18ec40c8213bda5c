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

import java.io.IOException;
import java.time.Duration;

import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunnerSettingsCustomizer}.
 */
class RunnerSettingsCustomizerTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
		.withPropertyValues("ray.address=embedded", "ray.runner.time-limit=10m");

	@Test
	void retryPolicyMayKnowExceptions() {
		this.contextRunner.withUserConfiguration(Customizers.class).run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			assertThat(attempts(runner, IOException::new)).isEqualTo(3);
			assertThat(attempts(runner, IllegalStateException::new)).isEqualTo(1);
		});
	}

	@Test
	void laterCustomizerFindsWhatTheEarlierOneSet() {
		this.contextRunner.withUserConfiguration(Customizers.class).run((context) -> {
			RayTaskSubmitter computed = context.getBean(RayTaskRunner.class)
				.with((options) -> options.profile("computed"));
			assertThat(attempts(computed, IOException::new)).isEqualTo(2);
		});
	}

	@Test
	void profileOfThePropertiesKeepsRetriesThatItSaysNothingOf() {
		this.contextRunner.withUserConfiguration(Customizers.class)
			.withPropertyValues("ray.profiles.slow.time-limit=1h", "ray.profiles.patient.retry.delay=1s",
					"ray.profiles.once.retry.max-retries=0")
			.run((context) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				assertThat(attempts(runner.with(TaskOptions.ofProfile("slow")), IOException::new)).isEqualTo(3);
				assertThat(attempts(runner.with(TaskOptions.ofProfile("patient")), IOException::new)).isEqualTo(3);
				assertThat(attempts(runner.with(TaskOptions.ofProfile("once")), IOException::new)).isEqualTo(1);
			});
	}

	@Test
	void runnersOfTheFactoryAreCustomizedToo() {
		this.contextRunner.withUserConfiguration(Customizers.class, TwoRunners.class)
			.withPropertyValues("first.ray.address=embedded", "second.ray.address=embedded")
			.run((context) -> assertThat(attempts(context.getBean("second", RayTaskRunner.class), IOException::new))
				.isEqualTo(3));
	}

	private static int attempts(RayTaskSubmitter runner, RayFunction<String, Exception> failure)
			throws InterruptedException {
		RayTaskFuture<Object> future = runner.submit(() -> {
			throw failure.apply(String.valueOf(TaskContext.current().orElseThrow().attempt()));
		});
		TaskState state = future.await(TIMEOUT).orElseThrow();
		return Integer.parseInt(String.valueOf(((TaskState.Failed) state).exception().getMessage()));
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		RunnerSettingsCustomizer profile() {
			return (settings) -> settings.plusProfile("computed",
					(options) -> options.retry(policy((settings.defaults().retry() != null) ? 1 : 9)));
		}

		@Bean
		@Order(1)
		RunnerSettingsCustomizer retries() {
			return (settings) -> settings.plusDefaults((options) -> options.retry(policy(2)));
		}

		private static RetryPolicy policy(int maxRetries) {
			return RetryPolicy.builder()
				.maxRetries(maxRetries)
				.delay(Duration.ZERO)
				.includes(IOException.class)
				.build();
		}

	}

}
