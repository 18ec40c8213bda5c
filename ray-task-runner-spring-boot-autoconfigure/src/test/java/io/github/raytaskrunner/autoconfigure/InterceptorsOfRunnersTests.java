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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.propagation.TaskInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of interceptors that customizers add.
 */
class InterceptorsOfRunnersTests {

	@Test
	void interceptorsAreAddedInOrderToEachRunnerOfTheFactory() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
			.withPropertyValues("first.ray.address=embedded", "second.ray.address=embedded")
			.withUserConfiguration(TwoInterceptors.class, TwoRunners.class)
			.run((context) -> {
				context.getBeansOfType(RayTaskRunner.class)
					.values()
					.forEach((runner) -> assertThat(runner.submit(() -> 42).result()).isEqualTo(42));
				assertThat(context.getBean(Events.class).events()).containsExactly("first", "second", "first",
						"second");
			});
	}

	record Events(List<String> events) {

		RunnerSettingsCustomizer customizer(String name) {
			return (settings) -> settings.withInterceptor(interceptor(name));
		}

		private TaskInterceptor interceptor(String name) {
			return (submission) -> this.events.add(name);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoInterceptors {

		@Bean
		Events events() {
			return new Events(new CopyOnWriteArrayList<>());
		}

		@Bean
		@Order(2)
		RunnerSettingsCustomizer addsSecond(Events events) {
			return events.customizer("second");
		}

		@Bean
		@Order(1)
		RunnerSettingsCustomizer addsFirst(Events events) {
			return events.customizer("first");
		}

	}

}
