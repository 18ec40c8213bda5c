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

package io.github.raytaskrunner.autoconfigure.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RayEndpoint} and {@link RayEndpointAutoConfiguration}.
 */
class RayEndpointTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class, RayEndpointAutoConfiguration.class))
		.withPropertyValues("ray.address=embedded", "ray.init.num-cpus=1",
				"management.endpoints.web.exposure.include=ray");

	@Test
	void describesRunnersAndTasks() {
		this.contextRunner.run((context) -> {
			RayTaskFuture<?> future = submitEndless(context.getBean(RayTaskRunner.class));
			RayEndpoint endpoint = context.getBean(RayEndpoint.class);
			Awaitility.await().until(() -> future.state() instanceof TaskState.Running);
			RayEndpoint.RunnerDescriptor runner = endpoint.runners().runners().get("rayTaskRunner");
			assertThat(runner).isNotNull();
			assertThat(runner.status().state()).isEqualTo("connected");
			assertThat(runner.status().backend()).isEqualTo("embedded");
			assertThat(runner.status().slots()).isEqualTo(1);
			assertThat(runner.counts()).isEqualTo(new RayEndpoint.CountsDescriptor(0, 1, 0));
			assertThat(runner.inFlight()).singleElement().satisfies((task) -> {
				assertThat(task.name()).isEqualTo("endless");
				assertThat(task.key()).isEqualTo(future.key());
				assertThat(task.state()).isEqualTo("running");
				assertThat(task.age()).isPositive();
			});
			assertThat(endpoint.task(future.key()))
				.isEqualTo(new RayEndpoint.TaskDescriptor("endless", future.key(), "running"));
			assertThat(endpoint.task("none")).isNull();
			future.cancel();
		});
	}

	@Test
	void cancelsByKey() {
		this.contextRunner.run((context) -> {
			RayTaskFuture<?> future = submitEndless(context.getBean(RayTaskRunner.class));
			RayEndpoint endpoint = context.getBean(RayEndpoint.class);
			assertThat(endpoint.cancel(future.key()))
				.isEqualTo(new RayEndpoint.TaskDescriptor("endless", future.key(), "cancelled"));
			assertThat(future.await(Duration.ofSeconds(30))).containsInstanceOf(TaskState.Cancelled.class);
			assertThat(endpoint.cancel("none")).isNull();
		});
	}

	@Test
	void describesARunnerThatIsStopped() {
		this.contextRunner.run((context) -> {
			context.getBean(DefaultRayTaskRunner.class).stop();
			RayEndpoint endpoint = context.getBean(RayEndpoint.class);
			RayEndpoint.RunnerDescriptor runner = endpoint.runners().runners().get("rayTaskRunner");
			assertThat(runner).isNotNull();
			assertThat(runner.status().state()).isEqualTo("stopped");
			assertThat(runner.inFlight()).isEmpty();
			assertThat(endpoint.task("none")).isNull();
		});
	}

	@Test
	void describesRunnersThatTellLess() {
		RayTaskRunner simple = Mockito.mock(RayTaskRunner.class);
		BDDMockito.given(simple.isRunning()).willReturn(true);
		BDDMockito.given(simple.find("none")).willReturn(Optional.empty());
		RayEndpoint endpoint = new RayEndpoint(
				Map.of("simple", simple, "mock", Mockito.mock(DefaultRayTaskRunner.class)));
		assertThat(endpoint.runners().runners().values()).extracting((runner) -> runner.status().state())
			.containsExactly("stopped", "connected");
		assertThat(endpoint.task("none")).isNull();
	}

	@Test
	void isNotThereUnlessItIsExposed() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(RayEndpoint.class));
		this.contextRunner.withPropertyValues("management.endpoint.ray.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(RayEndpoint.class));
	}

	@Test
	void isNotThereWithoutARunner() {
		this.contextRunner.withPropertyValues("ray.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RayEndpoint.class));
	}

	private static RayTaskFuture<?> submitEndless(RayTaskRunner runner) {
		return runner.with((options) -> options.name("endless")).submit(() -> {
			new CountDownLatch(1).await();
			return 1;
		});
	}

}
