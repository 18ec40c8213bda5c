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

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.contract.RayRunners;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TwoNodeCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two applications on one cluster, each with a driver of its own, after one whose driver
 * died while its tasks ran: Ray goes on to count these. What one of them has run
 * meanwhile tells how long the other had to wait, however slow the machine is.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class FairnessTests {

	private static final Duration LIMIT = Duration.ofMinutes(3);

	private static final int SLOTS = 2;

	private static final Duration TASK = Duration.ofSeconds(1);

	/**
	 * Minutes of work for all slots.
	 */
	private static final int QUEUE = 400;

	private static final int FEW = 12;

	private TwoNodeCluster cluster;

	private DefaultRayTaskRunner greedy;

	private DefaultRayTaskRunner modest;

	@BeforeEach
	void start() {
		this.cluster = TwoNodeCluster.start(RayVersions.NEWEST, 1);
		this.greedy = startRunner();
		this.modest = startRunner();
	}

	private DefaultRayTaskRunner startRunner() {
		DefaultRayTaskRunner runner = RayRunners.create(this.cluster, null,
				new RunnerSettings(100_000_000, Duration.ZERO));
		runner.start();
		return runner;
	}

	@AfterEach
	void stop() {
		this.modest.stop();
		this.greedy.stop();
		this.cluster.close();
	}

	@Test
	void whoComesLaterStartsSoonAndGetsItsShare() throws InterruptedException {
		List<RayTaskFuture<Integer>> queue = fillSlots(this.greedy);
		int untilFirst = endedBeside(1, queue);
		int untilFew = endedBeside(FEW, queue);
		System.out.printf("tasks of the one that ended before the first of the other: %d, beside %d: %d%n", untilFirst,
				FEW, untilFew);
		assertThat(untilFirst).isLessThan(QUEUE / 10);
		assertThat(untilFew).isLessThan(3 * FEW);
	}

	/**
	 * Ray goes on to count the leases of a driver that died, and where slots are few it
	 * then gives all of them to one application.
	 */
	@Test
	void nobodyIsStarvedAfterADriverDiedWhileItsTasksRan() throws InterruptedException {
		loseApplication();
		List<RayTaskFuture<Integer>> queue = fillSlots(this.greedy);
		assertThat(endedBeside(2 * SLOTS, queue)).isLessThan(QUEUE / 2);
	}

	private void loseApplication() {
		List<ProcessHandle> others = drivers();
		DefaultRayTaskRunner lost = startRunner();
		try {
			fillSlots(lost);
			ProcessHandle driver = drivers().stream().filter((one) -> !others.contains(one)).findFirst().orElseThrow();
			driver.destroyForcibly();
			driver.onExit().join();
		}
		finally {
			lost.stop();
		}
	}

	private static List<ProcessHandle> drivers() {
		return ProcessHandle.current()
			.children()
			.filter((process) -> LinuxProcesses.describe(process.pid()).contains(".driver.DriverMain"))
			.toList();
	}

	/**
	 * Return how many tasks of a queue end while the modest application runs some.
	 */
	private int endedBeside(int tasks, List<RayTaskFuture<Integer>> queue) throws InterruptedException {
		int before = ended(queue);
		assertThat(RayTaskFutures.of(submit(this.modest, tasks)).await(LIMIT)).isTrue();
		return ended(queue) - before;
	}

	private static List<RayTaskFuture<Integer>> fillSlots(DefaultRayTaskRunner runner) {
		List<RayTaskFuture<Integer>> queue = submit(runner, QUEUE);
		await().atMost(LIMIT).until(() -> ended(queue) >= 2 * SLOTS);
		return queue;
	}

	private static List<RayTaskFuture<Integer>> submit(DefaultRayTaskRunner runner, int count) {
		return IntStream.range(0, count).<RayTaskFuture<Integer>>mapToObj((number) -> runner.submit(() -> {
			Thread.sleep(TASK.toMillis());
			return number;
		})).toList();
	}

	private static int ended(List<RayTaskFuture<Integer>> futures) {
		return (int) futures.stream().filter((future) -> future.state().isFinal()).count();
	}

}
