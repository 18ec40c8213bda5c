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

package io.github.raytaskrunner.autoconfigure.health;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RayTaskRunnerHealthAutoConfiguration}.
 */
class RayTaskRunnerHealthAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("ray.address=embedded", "ray.init.num-cpus=3")
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class,
				RayTaskRunnerHealthAutoConfiguration.class));

	@Test
	void tellsTheHealthOfTheRunner() {
		this.contextRunner.run((context) -> {
			HealthIndicator indicator = context.getBean("rayHealthContributor", HealthIndicator.class);
			assertThat(indicator.health(true)).isEqualTo(Health.up()
				.withDetail("backend", "embedded")
				.withDetail("slots", 3)
				.withDetail("nodes", 1)
				.build());
			context.getBean(DefaultRayTaskRunner.class).stop();
			assertThat(indicator.health(false)).extracting(Health::getStatus).isEqualTo(Status.OUT_OF_SERVICE);
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.ray.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(RayTaskRunner.class)
				.doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void backsOffIfThereIsAnIndicatorOfOnesOwn() {
		this.contextRunner.withBean("rayHealthIndicator", HealthIndicator.class, () -> Health.up()::build)
			.run((context) -> assertThat(context).hasSingleBean(HealthContributor.class));
	}

	@Test
	void backsOffIfHealthIsMissing() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasSingleBean(RayTaskRunner.class)
				.doesNotHaveBean(RayTaskRunnerHealthAutoConfiguration.class));
	}

}
