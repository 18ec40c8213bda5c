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

import java.util.function.Consumer;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTask;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskOptionsBuilder;
import io.github.raytaskrunner.autoconfigure.annotation.RayTaskAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.endpoint.RayEndpoint;
import io.github.raytaskrunner.autoconfigure.endpoint.RayEndpointAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.health.RayTaskRunnerHealthAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.json.RayTaskFutureJsonAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.metrics.RayTaskRunnerMetricsAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests of all that surrounds a runner in an application whose runner is a mock.
 */
@SpringBootTest(classes = MockedRunnerTests.Application.class,
		properties = "management.endpoints.web.exposure.include=ray")
class MockedRunnerTests {

	@MockitoBean
	private RayTaskRunner runner;

	@Test
	void healthTellsWhetherItRuns(@Autowired HealthIndicator indicator) {
		assertThat(indicator.health(false)).isEqualTo(Health.outOfService().build());
		given(this.runner.isRunning()).willReturn(true);
		assertThat(indicator.health(false)).extracting(Health::getStatus).isEqualTo(Status.UP);
	}

	@Test
	void gaugesCountNothing(@Autowired MeterRegistry registry) {
		assertThat(registry.get("ray.tasks.queued").gauge().value()).isZero();
	}

	@Test
	void endpointShowsIt(@Autowired RayEndpoint endpoint) {
		assertThat(endpoint.runners().runners()).hasEntrySatisfying("rayTaskRunner",
				(descriptor) -> assertThat(descriptor.status().state()).isEqualTo("stopped"));
		given(this.runner.isRunning()).willReturn(true);
		assertThat(endpoint.runners().runners()).hasEntrySatisfying("rayTaskRunner",
				(descriptor) -> assertThat(descriptor.status().state()).isEqualTo("connected"));
		assertThat(endpoint.task("none")).isNull();
	}

	@Test
	void methodOfABeanIsSubmittedToIt(@Autowired Reports reports) {
		RayTaskSubmitter submitter = mock(RayTaskSubmitter.class);
		given(submitter.submit(ArgumentMatchers.<RayCallable<Object>>any()))
			.willReturn(RayTaskFuture.completed("mocked"));
		given(this.runner.with(ArgumentMatchers.<Consumer<TaskOptionsBuilder>>any())).willReturn(submitter);
		assertThat(reports.print().result()).isEqualTo("mocked");
	}

	@Test
	void futureIsWritten(@Autowired JacksonModule module) {
		given(this.runner.submit(ArgumentMatchers.<RayCallable<Object>>any()))
			.willReturn(RayTaskFuture.completed("mocked"));
		assertThat(JsonMapper.builder().addModule(module).build().writeValueAsString(this.runner.submit(() -> 1)))
			.contains("\"state\":\"completed\"");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ RayTaskRunnerAutoConfiguration.class, RayTaskAutoConfiguration.class,
			RayTaskRunnerHealthAutoConfiguration.class, RayTaskRunnerMetricsAutoConfiguration.class,
			RayEndpointAutoConfiguration.class, RayTaskFutureJsonAutoConfiguration.class,
			MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
			SimpleMetricsExportAutoConfiguration.class })
	static class Application {

		@Bean
		Reports reports() {
			return new Reports();
		}

	}

	static class Reports {

		@RayTask
		RayTaskFuture<String> print() {
			return RayTaskFuture.completed("printed");
		}

	}

}
