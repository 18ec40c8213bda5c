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

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskOptions.Scope;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.testsupport.RandomTexts;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.StateApi;
import io.ray.api.PlacementGroups;
import io.ray.api.options.PlacementGroupCreationOptions;
import io.ray.api.placementgroup.PlacementGroup;
import io.ray.api.placementgroup.PlacementStrategy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the options of tasks that there are only on Ray.
 */
@ParameterizedClass
@CsvSource({ RayVersions.NEWEST + ", job", RayVersions.OLDEST + ", child" })
@TestInstance(Lifecycle.PER_CLASS)
@Tag("slow")
@RayInstallations
class TaskOptionsOnRayTests {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private static final String GROUP = "reservé";

	@Parameter(0)
	private String version;

	@Parameter(1)
	private String launch;

	private AnnotationConfigApplicationContext context;

	private RayTaskRunner runner;

	private int dashboardPort;

	private String group;

	@BeforeParameterizedClassInvocation
	void start() throws Exception {
		try (ServerSocket socket = new ServerSocket(0)) {
			this.dashboardPort = socket.getLocalPort();
		}
		this.context = new AnnotationConfigApplicationContext();
		this.context.register(RayTaskRunnerAutoConfiguration.class);
		TestPropertyValues
			.of("ray.address=local", "ray.home=" + RayTestInstallation.version(this.version),
					"ray.driver.launch=" + this.launch, "ray.init.num-cpus=2", "ray.runner.crash-retries=1",
					"ray.init.dashboard-port=" + this.dashboardPort, "ray.init.namespace=öptions 中",
					"ray.init.runtime-env.env-vars.RAY_TEST_JOB=job", "ray.init.runtime-env.env-vars.RAY_TEST_BOTH=job",
					"ray.profiles.env.runtime-env.env-vars.RAY_TEST_TASK=4",
					"ray.profiles.group.placement-group=" + GROUP, "ray.profiles.group.bundle-index=0")
			.applyTo(this.context);
		this.context.refresh();
		this.runner = this.context.getBean(RayTaskRunner.class);
		this.group = this.runner.with((options) -> options.name("reserve").numCpus(0))
			.submit(() -> reserve(GROUP))
			.result(LIMIT);
	}

	// a group that a task has reserved stays until the job ends
	private static String reserve(String name) {
		PlacementGroup group = PlacementGroups.createPlacementGroup(
				new PlacementGroupCreationOptions(name, List.of(Map.of("CPU", 1.0)), PlacementStrategy.PACK));
		if (!group.wait(30)) {
			throw new IllegalStateException("No room for " + name);
		}
		return group.getId().toString();
	}

	@AfterParameterizedClassInvocation
	void close() {
		this.context.close();
	}

	// prefect#13007: options crash a run on a remote cluster
	@Test
	void environmentOfATaskWinsOverThatOfTheJob() throws Exception {
		TaskOptions options = TaskOptions.builder()
			.name("env")
			.runtimeEnv(Map.of("env_vars", Map.of("RAY_TEST_TASK", "task", "RAY_TEST_BOTH", "task")))
			.build();
		assertThat(this.runner.with(options).submit(TaskOptionsOnRayTests::variables).result(LIMIT))
			.isEqualTo("job, task, task");
		assertThat(this.runner.submit(TaskOptionsOnRayTests::variables).result(LIMIT)).isEqualTo("job, null, job");
	}

	@Test
	void environmentOfAProfileReachesTheTask() throws Exception {
		assertThat(
				this.runner.with(TaskOptions.ofProfile("env")).submit(TaskOptionsOnRayTests::variables).result(LIMIT))
			.isEqualTo("job, 4, job");
	}

	@Test
	void environmentReachesTasksWithinTheTask() throws Exception {
		RayTaskRunner captured = this.runner;
		RayTaskFuture<String> outer = captured.with(TaskOptions.ofProfile("env"))
			.submit(() -> captured.submit(TaskOptionsOnRayTests::variables).result());
		assertThat(outer.result(LIMIT)).isEqualTo("job, 4, job");
	}

	private static String variables() {
		return System.getenv("RAY_TEST_JOB") + ", " + System.getenv("RAY_TEST_TASK") + ", "
				+ System.getenv("RAY_TEST_BOTH");
	}

	@Test
	void settingsReachTheRunnerWithinATask() throws Exception {
		RayTaskRunner captured = this.runner;
		TaskState state = captured
			.submit(() -> captured.with(TaskOptions.named("end"))
				.execute(() -> Runtime.getRuntime().halt(1))
				.await(LIMIT)
				.orElseThrow())
			.result(LIMIT);
		assertThat(state).isInstanceOf(TaskState.Crashed.class);
		assertThat(state.toString()).contains("attempt 2");
	}

	@Test
	void environmentMayHoldAnyText() throws Exception {
		Map<String, String> variables = new LinkedHashMap<>();
		new RandomTexts().unicode(60)
			.stream()
			.filter(RandomTexts::isOfProcess)
			.forEach((text) -> variables.put("RAY_TEST_" + variables.size(), text));
		variables.put("RAY_TEST_🚀", "name");
		TaskOptions options = TaskOptions.builder()
			.name("text")
			.crashRetries(0)
			.runtimeEnv(Map.of("env_vars", variables))
			.build();
		List<String> names = List.copyOf(variables.keySet());
		assertThat(this.runner.with(options).submit(() -> names.stream().map(System::getenv).toList()).result(LIMIT))
			.isEqualTo(List.copyOf(variables.values()));
	}

	@Test
	void rayShowsANameThatItCannotTakeWithEscapes() {
		TaskOptions options = TaskOptions.named("rocket 🚀");
		assertThat(this.runner.with(options).submit(() -> TaskContext.current().orElseThrow().name()).result())
			.isEqualTo("rocket 🚀");
		awaitTask("rocket \\u{1F680}", (task) -> assertThat(task).isNotEmpty());
	}

	@Test
	void directoryOfATaskNeedsAUri() throws Exception {
		TaskOptions options = TaskOptions.builder()
			.name("directory")
			.crashRetries(0)
			.runtimeEnv(Map.of("working_dir", "/tmp"))
			.build();
		assertThat(this.runner.with(options).submit(() -> "never").await(LIMIT)).get()
			.isInstanceOf(TaskState.Crashed.class);
	}

	@Test
	void nodeIsAResource() throws Exception {
		TaskOptions options = TaskOptions.builder().name("on a node").resource("node:127.0.0.1", 0.001).build();
		assertThat(this.runner.with(options).submit(() -> "runs").result(LIMIT)).isEqualTo("runs");
		awaitTask("on a node", (task) -> assertThat(task).hasEntrySatisfying("required_resources",
				(resources) -> assertThat(resources.toString()).contains("node:127.0.0.1=0.001", "CPU=1.0")));
	}

	@Test
	void taskRunsInItsPlacementGroup() throws Exception {
		TaskOptions options = TaskOptions.builder()
			.name("in a group")
			.numCpus(0.5)
			.placementGroup(GROUP)
			.bundleIndex(0)
			.build();
		assertThat(this.runner.with(options).submit(() -> "runs").result(LIMIT)).isEqualTo("runs");
		awaitTask("in a group", (task) -> assertThat(task).containsEntry("placement_group_id", this.group)
			.hasEntrySatisfying("required_resources", (resources) -> assertThat(resources.toString()).contains("0.5")));
	}

	@Test
	void taskRunsInThePlacementGroupOfItsScope() throws Exception {
		try (Scope scope = TaskOptions.builder().placementGroup(GROUP).build().open()) {
			assertThat(this.runner.with(TaskOptions.named("in a scope")).submit(() -> "runs").result(LIMIT))
				.isEqualTo("runs");
		}
		awaitTask("in a scope", (task) -> assertThat(task).containsEntry("placement_group_id", this.group));
	}

	@Test
	void taskRunsInThePlacementGroupOfItsProfile() throws Exception {
		assertThat(
				this.runner.with((all) -> all.name("in a profile").profile("group")).submit(() -> "runs").result(LIMIT))
			.isEqualTo("runs");
		awaitTask("in a profile", (task) -> assertThat(task).containsEntry("placement_group_id", this.group));
	}

	@Test
	void unknownPlacementGroupIsNamed() throws Exception {
		TaskOptions options = TaskOptions.builder().name("lost").placementGroup("missing").build();
		assertThat(this.runner.with(options).submit(() -> "never").await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.Crashed.class, (state) -> assertThat(state.toString())
				.contains("There is no placement group 'missing' in the namespace 'öptions 中'"));
	}

	/**
	 * Wait until Ray lists a task as it should be.
	 */
	private void awaitTask(String name, Consumer<Map<String, Object>> requirement) {
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> requirement.accept(task(tasks(), name)));
	}

	private String tasks() {
		String address = "http://127.0.0.1:" + this.dashboardPort + "/api/v0/tasks?detail=1&limit=1000";
		return this.runner.with((options) -> options.name("ask").numCpus(0)).submit(() -> get(address)).result();
	}

	// workers know where the token of their cluster is
	private static String get(String address) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT);
		String tokenFile = System.getenv("RAY_AUTH_TOKEN_PATH");
		if (tokenFile != null) {
			request.header("Authorization", "Bearer " + Files.readString(Path.of(tokenFile)));
		}
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
	}

	private static Map<String, Object> task(String tasks, String name) {
		return StateApi.entries(tasks)
			.stream()
			.filter((task) -> name.equals(task.get("name")))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No task '" + name + "' in " + tasks));
	}

}
