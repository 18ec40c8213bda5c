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

package io.github.raytaskrunner.contract;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Smoke tests on the versions of Ray that {@code -Dray.matrix} names, for
 * {@code src/scripts/matrix.sh}.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "ray.matrix", matches = ".+")
class RayMatrixTests {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	static Stream<Arguments> versions() {
		return Arrays.stream(System.getProperty("ray.matrix").split(","))
			.flatMap((version) -> Stream.of("child", "job").map((launch) -> Arguments.of(version, launch)));
	}

	@ParameterizedTest
	@MethodSource("versions")
	void runsTasks(String version, String launch) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
			.withPropertyValues("ray.address=local", "ray.home=" + RayTestInstallation.version(version),
					"ray.driver.launch=" + launch, "ray.init.num-cpus=2", "ray.init.resources.license=1",
					"ray.profiles.licensed.resources.license=1")
			.run((context) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				assertThat(runner.backend()).isEqualTo("ray-" + version);
				graphs(runner);
				nestedTasks(runner);
				failuresAndCrashes(runner);
				cancelsAndTimeLimits(runner);
				options(runner);
			});
		System.out.println("MATRIX Ray " + version + ", driver as " + launch + ": works");
	}

	private static void graphs(RayTaskRunner runner) throws Exception {
		List<RayTaskFuture<Integer>> numbers = IntStream.range(0, 100)
			.mapToObj((number) -> runner.submit(() -> number))
			.toList();
		RayTaskFuture<Integer> sum = runner.submit(() -> numbers.stream().mapToInt(RayTaskFuture::result).sum());
		assertThat(sum.result(LIMIT)).isEqualTo(4950);
		RayTaskFuture<byte[]> large = runner.submit(() -> new byte[5_000_000]);
		assertThat(runner.submit(() -> large.result().length).result(LIMIT)).isEqualTo(5_000_000);
		assertThat(large.result(LIMIT)).hasSize(5_000_000);
		RayTaskFuture<CompletableFuture<Integer>> stage = runner.submit(() -> CompletableFuture.supplyAsync(() -> 42));
		assertThat(stage.result(LIMIT)).isCompletedWithValue(42);
	}

	private static void nestedTasks(RayTaskRunner runner) throws Exception {
		TaskOptions licensed = TaskOptions.ofProfile("licensed");
		assertThat(runner.submit(() -> runner.with(licensed).submit(() -> "inner").result()).result(LIMIT))
			.isEqualTo("inner");
	}

	private static void failuresAndCrashes(RayTaskRunner runner) throws Exception {
		assertThat(runner.submit(() -> Integer.parseInt("none")).await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.Failed.class,
					(failed) -> assertThat(failed.exception()).isInstanceOf(NumberFormatException.class));
		assertThat(runner.with(TaskOptions.named("unsteady")).submit(() -> {
			int attempt = TaskContext.current().orElseThrow().attempt();
			if (attempt == 1) {
				Runtime.getRuntime().halt(1);
			}
			return attempt;
		}).result(LIMIT)).isEqualTo(2);
	}

	private static void cancelsAndTimeLimits(RayTaskRunner runner) throws Exception {
		TaskOptions limited = TaskOptions.builder().name("slow").timeLimit(Duration.ofMillis(200)).build();
		assertThat(runner.with(limited).execute(() -> Thread.sleep(60_000)).await(LIMIT)).get()
			.isInstanceOf(TaskState.TimedOut.class);
		RayTaskFuture<?> sleep = runner.execute(() -> Thread.sleep(60_000));
		ContractPart.awaitRunning(sleep);
		assertThat(sleep.cancel()).isTrue();
	}

	private static void options(RayTaskRunner runner) throws Exception {
		TaskOptions options = TaskOptions.builder()
			.name("rocket 🚀")
			.resource("license", 1)
			.runtimeEnv(Map.of("env_vars", Map.of("RAY_TEST_TEXT", "é🚀")))
			.build();
		assertThat(runner.with(options)
			.submit(() -> TaskContext.current().orElseThrow().name() + System.getenv("RAY_TEST_TEXT"))
			.result(LIMIT)).isEqualTo("rocket 🚀é🚀");
	}

}
