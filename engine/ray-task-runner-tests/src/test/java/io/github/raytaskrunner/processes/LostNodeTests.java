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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.contract.RayRunners;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what becomes of values when the node that holds them dies.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class LostNodeTests {

	private static final Duration LIMIT = Duration.ofMinutes(3);

	private static final int LARGE = 5;

	private static final int TASKS = 100;

	private static final int ENDLESS = 50;

	private static final TaskOptions AWAY = TaskOptions.builder().name("away").resource("away", 1.0).build();

	private final DefaultRayTaskRunner runner = RayRunners.create(RayVersions.NEWEST, DriverLaunch.CHILD,
			new RunnerSettings(100_000_000, Duration.ofSeconds(1)));

	private @Nullable Node node;

	@BeforeEach
	void start() throws Exception {
		this.runner.start();
		this.node = Node.join(LinuxProcesses.descendants(ProcessHandle.current().pid())
			.stream()
			.filter((pid) -> LinuxProcesses.name(pid).equals("raylet"))
			.findFirst()
			.orElseThrow());
		// a temporary cluster refuses what it does not have
		Awaitility.await()
			.atMost(LIMIT)
			.until(() -> this.runner.cluster().orElseThrow().resources().containsKey("away"));
	}

	@AfterEach
	void stop() {
		killNode();
		this.runner.stop();
	}

	@Test
	void valueLostWithItsNodeLeavesTheTaskCompletedAndDependentsNotReady() throws Exception {
		List<RayTaskFuture<byte[]>> large = largeValues();
		RayTaskFuture<String> small = this.runner.with(AWAY).submit(() -> "small");
		for (RayTaskFuture<byte[]> future : large) {
			assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
		}
		assertThat(small.await(LIMIT)).contains(new TaskState.Completed());
		List<RayTaskFuture<Integer>> packed = completedInACallThatGoesOn();
		killNode();
		List<RayTaskFuture<Integer>> dependents = large.stream()
			.map((future) -> this.runner.submit(() -> future.result().length))
			.toList();
		RayTaskFuture<String> other = this.runner.submit(() -> small.result() + "!");
		RayTaskFuture<List<Integer>> others = this.runner
			.submit(() -> packed.stream().map(RayTaskFuture::result).toList());
		for (RayTaskFuture<Integer> dependent : dependents) {
			assertThat(dependent.await(LIMIT)).isPresent();
		}
		int lost = IntStream.range(0, LARGE)
			.filter((index) -> !dependents.get(index).state().isCompleted())
			.findFirst()
			.orElseThrow();
		assertThat(dependents.get(lost).state()).isInstanceOfSatisfying(TaskState.NotReady.class, (state) -> {
			assertThat(state.upstreamName()).isEqualTo("away");
			assertThat(state.upstreamException()).isInstanceOf(ResultLostException.class);
		});
		assertThat(other.result(LIMIT)).isEqualTo("small!");
		assertThat(others.result(LIMIT)).isEqualTo(IntStream.range(0, packed.size()).boxed().toList());
		assertThat(large.get(lost).state()).isEqualTo(new TaskState.Completed());
		assertThatExceptionOfType(ResultLostException.class).isThrownBy(() -> large.get(lost).result(LIMIT));
	}

	/**
	 * Submit several, as one can be on both nodes: on a busy machine the driver may ask
	 * Ray how a lease has ended before its worker has told, and so get what it returned.
	 */
	private List<RayTaskFuture<byte[]>> largeValues() {
		return IntStream.range(0, LARGE)
			.mapToObj((number) -> this.runner.with(AWAY).submit(() -> new byte[1_000_000]))
			.toList();
	}

	/**
	 * Return tasks that have completed. Some were packed into one call with a task that
	 * goes on, so Ray does not have their values yet.
	 */
	private List<RayTaskFuture<Integer>> completedInACallThatGoesOn() throws Exception {
		TaskOptions options = TaskOptions.builder().name("packed").resource("away", 1.0).build();
		for (RayTaskFuture<Integer> future : submit(options, Duration.ZERO)) {
			future.result(LIMIT);
		}
		List<RayTaskFuture<Integer>> futures = submit(options, LIMIT);
		RayTaskFuture<Integer> endless = futures.get(ENDLESS);
		Awaitility.await().atMost(LIMIT).until(() -> endless.state().isRunning());
		List<RayTaskFuture<Integer>> before = futures.subList(0, ENDLESS);
		for (RayTaskFuture<Integer> future : before) {
			future.result(LIMIT);
		}
		return before;
	}

	private List<RayTaskFuture<Integer>> submit(TaskOptions options, Duration sleep) {
		return IntStream.range(0, TASKS).mapToObj((number) -> this.runner.with(options).submit(() -> {
			Thread.sleep((number == ENDLESS) ? sleep.toMillis() : 0);
			return number;
		})).toList();
	}

	private void killNode() {
		if (this.node != null) {
			this.node.kill();
		}
	}

	/**
	 * A second node of a temporary cluster, on this machine.
	 */
	private record Node(Process process) {

		/**
		 * Unlike {@code ray start} this stays on loopback.
		 */
		private static final String SCRIPT = """
				import sys, time
				from ray._private.node import Node
				from ray._private.parameter import RayParams
				parameters = RayParams(gcs_address=sys.argv[1], node_ip_address="127.0.0.1", num_cpus=1,
				    resources={"away": 10}, object_store_memory=100_000_000, min_worker_port=0, max_worker_port=0,
				    node_manager_port=0, dashboard_agent_listen_port=0, include_log_monitor=False)
				Node(parameters, head=False, shutdown_at_exit=False, spawn_reaper=False)
				print("joined", flush=True)
				time.sleep(3600)
				""";

		static Node join(long raylet) throws IOException {
			String gcs = LinuxProcesses.describe(raylet).replaceAll("(?s).*--gcs-address=(\\S+).*", "$1");
			Path home = RayTestInstallation.version(RayVersions.NEWEST);
			ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/python").toString(), "-c", SCRIPT, gcs)
				.redirectErrorStream(true);
			builder.environment().clear();
			builder.environment().putAll(environment(raylet));
			Process process = builder.start();
			process.inputReader().lines().filter("joined"::equals).findFirst().orElseThrow();
			return new Node(process);
		}

		private static Map<String, String> environment(long pid) throws IOException {
			return Arrays.stream(Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0"))
				.map((entry) -> entry.split("=", 2))
				.collect(Collectors.toMap((entry) -> entry[0], (entry) -> entry[1]));
		}

		void kill() {
			List<Long> pids = new ArrayList<>(LinuxProcesses.descendants(this.process.pid()));
			pids.add(this.process.pid());
			long[] alive = pids.stream().filter(LinuxProcesses::isAlive).mapToLong(Long::longValue).toArray();
			if (alive.length > 0) {
				LinuxProcesses.kill(alive);
			}
		}

	}

}
