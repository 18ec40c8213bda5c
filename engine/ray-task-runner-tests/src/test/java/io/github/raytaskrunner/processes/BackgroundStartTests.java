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

package io.github.raytaskrunner.processes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.health.RayTaskRunnerHealthAutoConfiguration;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TcpProxy;
import io.github.raytaskrunner.testsupport.TwoNodeCluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of an application that starts before its cluster.
 */
@Tag("slow")
@RayInstallations
class BackgroundStartTests {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class, RayTaskRunnerHealthAutoConfiguration.class))
		.withPropertyValues("ray.startup=background");

	@Test
	void taskThatWasSubmittedBeforeTheClusterIsThereRunsOnIt() throws IOException {
		try (TcpProxy proxy = new TcpProxy(new InetSocketAddress("127.0.0.1", 1))) {
			proxy.refuse();
			this.contextRunner.withPropertyValues("ray.address=http://127.0.0.1:" + proxy.port()).run((context) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				RayTaskFuture<Integer> future = runner.submit(() -> 42);
				RayTaskFuture<Integer> needsNoCpu = runner.with(withoutCpu()).submit(() -> 43);
				awaitObstacle(context);
				assertThat(future.state()).isInstanceOf(TaskState.Pending.class);
				try (TwoNodeCluster cluster = TwoNodeCluster.start(RayVersions.OLDEST, 1)) {
					proxy.target(
							new InetSocketAddress(cluster.dashboardUrl().getHost(), cluster.dashboardUrl().getPort()));
					proxy.resume();
					assertThat(future.result(LIMIT)).isEqualTo(42);
					assertThat(needsNoCpu.result(LIMIT)).isEqualTo(43);
					assertThat(runner.backend()).isEqualTo("ray-" + RayVersions.OLDEST);
					assertThat(health(context).getStatus()).isEqualTo(Status.UP);
					context.close();
				}
			});
		}
	}

	@Test
	void applicationThatNeverSawItsClusterStops() throws IOException {
		try (TcpProxy proxy = new TcpProxy(new InetSocketAddress("127.0.0.1", 1))) {
			proxy.refuse();
			this.contextRunner
				.withPropertyValues("ray.address=http://127.0.0.1:" + proxy.port(), "ray.shutdown.grace-period=2s")
				.run((context) -> {
					RayTaskFuture<Integer> future = context.getBean(RayTaskRunner.class).submit(() -> 42);
					awaitObstacle(context);
					context.close();
					assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
				});
		}
	}

	private static TaskOptions withoutCpu() {
		return TaskOptions.builder().numCpus(0).build();
	}

	private static Health health(ApplicationContext context) {
		Health health = context.getBean("rayHealthContributor", HealthIndicator.class).health(true);
		return Objects.requireNonNull(health);
	}

	private static void awaitObstacle(ApplicationContext context) {
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(health(context).getDetails()).containsKeys("reason", "obstacle"));
		assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
	}

}
