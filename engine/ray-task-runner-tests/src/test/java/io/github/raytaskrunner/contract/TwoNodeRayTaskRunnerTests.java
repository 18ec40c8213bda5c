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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.documents.GuideExamples;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.TwoNodeCluster;
import org.assertj.core.api.Condition;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the runner on a cluster of two nodes that was there before.
 */
@Tag("slow")
@RayInstallations
class TwoNodeRayTaskRunnerTests extends SeveralNodesContract {

	private static final int LARGE = 5_000_000;

	private TwoNodeCluster cluster;

	@BeforeAll
	@Override
	void startRunner() {
		this.cluster = TwoNodeCluster.start(RayVersions.NEWEST, 2);
		super.startRunner();
	}

	@AfterAll
	@Override
	void stopRunner() {
		super.stopRunner();
		if (this.cluster != null) {
			this.cluster.close();
		}
	}

	@Override
	protected DefaultRayTaskRunner createRunner(RunnerSettings settings) {
		return RayRunners.create(this.cluster, null, settings);
	}

	// ray#15336: how to connect to a cluster that runs already
	@Test
	void runsTasksOnBothNodes() throws Exception {
		List<String> resources = List.of(TwoNodeCluster.FIRST, TwoNodeCluster.SECOND);
		for (String resource : resources) {
			TaskOptions options = TaskOptions.builder().name("on " + resource).resource(resource, 1.0).build();
			assertThat(runner().with(options).submit(() -> "ran").result(ContractPart.LIMIT)).isEqualTo("ran");
		}
	}

	@Test
	void demandsReachRay() throws Exception {
		TaskOptions options = TaskOptions.builder()
			.name("demanding")
			.numCpus(0.5)
			.memory(DataSize.ofMegabytes(64))
			.resource(TwoNodeCluster.FIRST, 0.25)
			.build();
		runner().with(options).submit(() -> "ran").result(ContractPart.LIMIT);
		await().atMost(ContractPart.LIMIT)
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(
					this.cluster.list("tasks?filter_keys=name&filter_predicates=%3D&filter_values=demanding"))
				.extracting("required_resources")
				.singleElement(InstanceOfAssertFactories.MAP)
				.containsEntry("CPU", 0.5)
				.containsEntry("memory", 64.0 * 1024 * 1024)
				.containsEntry(TwoNodeCluster.FIRST, 0.25)
				.hasKeySatisfying(new Condition<>((name) -> name.toString().contains("ray_task_runner_0"),
						"a resource of the job")));
	}

	@Test
	void dashboardShowsWhoseJobItIs() throws Exception {
		assertThat(this.cluster.list("jobs")).filteredOn("type", "DRIVER")
			.extracting("runtime_env")
			.first()
			.asString()
			.contains("RAY_TASK_RUNNER_APPLICATION")
			.contains("tests");
	}

	@Test
	void saysWhereTasksRun() {
		assertThat(ContractPart.backend(runner()).summary()).contains(RayVersions.NEWEST)
			.contains("2 nodes")
			.contains("4 slots")
			.contains("dashboard at " + this.cluster.dashboardUrl());
	}

	@Test
	void rayFreesTheObjectsOfFuturesThatNobodyHolds() throws Exception {
		List<RayTaskFuture<byte[]>> futures = new ArrayList<>();
		futures.add(runner().put(ContractPart.bytes(LARGE)));
		futures.add(runner().submit(() -> ContractPart.bytes(LARGE)));
		assertThat(RayTaskFutures.of(futures).await(ContractPart.LIMIT)).isTrue();
		await().atMost(ContractPart.LIMIT).ignoreExceptions().until(() -> {
			System.gc();
			return objects(LARGE) == futures.size();
		});
		futures.clear();
		await().atMost(ContractPart.LIMIT).ignoreExceptions().until(() -> {
			System.gc();
			return objects(LARGE) == 0;
		});
	}

	private long objects(int size) throws Exception {
		return this.cluster.list("objects")
			.stream()
			.filter((object) -> ((Number) object.get("object_size")).intValue() >= size)
			.count();
	}

	@Test
	void applicationUsesSeveralClustersOfSeveralVersions() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
			.withUserConfiguration(GuideExamples.SeveralClusters.class)
			.withPropertyValues("research.ray.address=" + this.cluster.gcsAddress(),
					"research.ray.auth.token-path=" + this.cluster.tokenFile(),
					"research.ray.worker.jvm-options=" + TestJvm.SHORT_LIVED, "reports.ray.address=local",
					"reports.ray.home=" + RayTestInstallation.version(RayVersions.OLDEST),
					"reports.ray.init.num-cpus=1", "reports.ray.worker.jvm-options=" + TestJvm.SHORT_LIVED)
			.run((context) -> {
				RayTaskRunner research = context.getBean("research", RayTaskRunner.class);
				RayTaskRunner reports = context.getBean("reports", RayTaskRunner.class);
				assertThat(research.backend()).isEqualTo("ray-" + RayVersions.NEWEST);
				assertThat(reports.backend()).isEqualTo("ray-" + RayVersions.OLDEST);
				int found = research.submit(() -> 1).result(ContractPart.LIMIT);
				assertThat(reports.submit(() -> found + 1).result(ContractPart.LIMIT)).isEqualTo(2);
				reports.stop();
				assertThat(research.submit(() -> 3).result(ContractPart.LIMIT)).isEqualTo(3);
			});
	}

	@Test
	void examplesOfTheGuideThatNeedRayWork() throws Exception {
		GuideExamples examples = new GuideExamples(runner());
		assertThat(examples.crashRetries().result(ContractPart.LIMIT)).isEqualTo(3);
		assertThat(examples.environment().result(ContractPart.LIMIT)).isEqualTo("large");
	}

	@Test
	void demandThatNoNodeMeetsIsReportedWhileItWaits(CapturedOutput output) {
		// Ray cannot cancel a call that waits, so it would stay in flight
		DefaultRayTaskRunner runner = createRunner(new RunnerSettings(1024 * 1024, Duration.ZERO));
		runner.start();
		try {
			RayTaskFuture<String> future = runner.with((options) -> options.name("wide").numGpus(8.0))
				.submit(() -> "never");
			await().atMost(ContractPart.LIMIT)
				.until(() -> output.getOut().contains("Task 'wide'")
						&& output.getOut().contains("no node has 8.0 of the resource 'GPU'"));
			assertThat(future.state().isFinal()).isFalse();
		}
		finally {
			runner.stop();
		}
	}

	@Test
	void demandOfATaskOfATaskThatNoNodeMeetsIsReportedWhileItWaits(CapturedOutput output) {
		DefaultRayTaskRunner runner = createRunner(new RunnerSettings(1024 * 1024, Duration.ZERO));
		runner.start();
		try {
			RayTaskFuture<String> future = runner.submit(() -> {
				RayTaskRunner within = TaskContext.current().orElseThrow().runner();
				return within.with((options) -> options.name("wide inner").numGpus(8.0)).submit(() -> "never").result();
			});
			await().atMost(ContractPart.LIMIT)
				.until(() -> output.getOut().contains("Task 'wide inner'")
						&& output.getOut().contains("no node has 8.0 of the resource 'GPU'"));
			assertThat(future.state().isFinal()).isFalse();
		}
		finally {
			runner.stop();
		}
	}

	// Ray counts a worker that it has to kill as busy for ever, and then starts tasks of
	// the same kind, whoever submits them, one in two seconds
	@Test
	void tasksThatARunnerDidNotWaitForSlowNobodyDown() throws Exception {
		DefaultRayTaskRunner impatient = createRunner(new RunnerSettings(1024 * 1024, Duration.ZERO));
		impatient.start();
		try {
			ContractPart.occupy(impatient, ContractPart.backend(impatient).slots(), ContractPart.LIMIT);
		}
		finally {
			impatient.stop();
		}
		assertThatTasksStartAtOnce();
	}

	@Test
	void tasksOfADriverThatWasKilledSlowNobodyDown() throws Exception {
		Set<ProcessHandle> before = javaChildren().collect(Collectors.toSet());
		DefaultRayTaskRunner runner = createRunner(new RunnerSettings(1024 * 1024, Duration.ZERO));
		runner.start();
		try {
			ContractPart.occupy(runner, ContractPart.backend(runner).slots(), ContractPart.LIMIT);
			ProcessHandle driver = javaChildren().filter(Predicate.not(before::contains)).findFirst().orElseThrow();
			driver.destroyForcibly();
			await().atMost(ContractPart.LIMIT).until(() -> runner.counts().inFlight() == 0);
		}
		finally {
			runner.stop();
		}
		assertThatTasksStartAtOnce();
	}

	private static Stream<ProcessHandle> javaChildren() {
		return ProcessHandle.current()
			.children()
			.filter((child) -> child.info().command().filter((command) -> command.endsWith("java")).isPresent());
	}

	private void assertThatTasksStartAtOnce() throws Exception {
		runner().submit(() -> "warm").result(ContractPart.LIMIT);
		long start = System.nanoTime();
		for (int i = 0; i < 20; i++) {
			assertThat(runner().submit(() -> "quick").result(ContractPart.LIMIT)).isEqualTo("quick");
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
	}

	@Test
	void clusterThatRayCallsTheCurrentOneIsFoundByItsControlStore(@TempDir Path folder) throws IOException {
		Path record = Files.createDirectory(folder.resolve("ray")).resolve("ray_current_cluster");
		Files.writeString(record, this.cluster.gcsAddress());
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
			.withPropertyValues("RAY_TMPDIR=" + folder, "ray.auth.token-path=" + this.cluster.tokenFile())
			.run((context) -> {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				assertThat(runner.backend()).isEqualTo("ray-" + RayVersions.NEWEST);
				assertThat(runner.submit(() -> 42).result()).isEqualTo(42);
			});
	}

}
