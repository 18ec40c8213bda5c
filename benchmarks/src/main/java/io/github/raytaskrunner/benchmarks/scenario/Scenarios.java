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

package io.github.raytaskrunner.benchmarks.scenario;

import java.util.List;

import io.github.raytaskrunner.benchmarks.contender.Contender;
import io.github.raytaskrunner.benchmarks.workload.Workload;

/**
 * All scenarios. The aims are what is wanted, whether or not it is reached.
 */
public final class Scenarios {

	private static final int CORES = Runtime.getRuntime().availableProcessors();

	private Scenarios() {
	}

	/**
	 * Return all scenarios.
	 * @return the scenarios, in the order of the table
	 */
	public static List<Scenario> all() {
		return List.of(cold(), warm(), map(), mapAsCompleted(), few(), oneAfterAnother(), afterIdleness(), chain(),
				tree(), busy(), mixed(), sharedValue(), stages(), captured(), returned(), unfinished(), unfinishedMap(),
				unfinishedCost(), unfinishedMapCost(), embedded(), embeddedMap(), workers(), workersHeap(),
				workersThreads(), workersCpu(), tenTimes(), tenTimesMap(), secondApplication(), start(),
				startOnCluster());
	}

	private static Scenario cold() {
		return new ScenarioBuilder("cold", "tiny tasks by `submit` from a cold cluster", Workload.SUBMIT, 20_000)
			.fromCold()
			.beside(Contender.RAY_JAVA, 5_000, 20)
			.beside(Contender.RAY_PYTHON, 5_000)
			.build();
	}

	private static Scenario warm() {
		return new ScenarioBuilder("warm", "tiny tasks by `submit`, warm", Workload.SUBMIT, 100_000)
			.beside(Contender.RAY_JAVA, 5_000, 50)
			.beside(Contender.RAY_PYTHON, 5_000)
			.beside(Contender.HAZELCAST, 50_000, 10)
			.beside(Contender.REDISSON, 10_000, 30)
			.build();
	}

	private static Scenario map() {
		return new ScenarioBuilder("map", "tiny items by `map`", Workload.MAP, 1_000_000)
			.beside(Contender.RAY_JAVA, 5_000, 500)
			.beside(Contender.HAZELCAST, 50_000, 100)
			.beside(Contender.REDISSON, 10_000, 100)
			.beside(Contender.JOBRUNR, 5_000, 100)
			.build();
	}

	private static Scenario mapAsCompleted() {
		return new ScenarioBuilder("map-as-completed", "tiny items by `mapAsCompleted`, heap of 256 MB",
				Workload.MAP_AS_COMPLETED, 10_000_000)
			.options("-Xmx256m")
			.beside(Contender.RAY_JAVA, 5_000, 500)
			.beside(Contender.HAZELCAST, 50_000, 100)
			.build();
	}

	private static Scenario few() {
		return new ScenarioBuilder("few", "few tiny tasks by `submit`, warm", Workload.SUBMIT, 200)
			.beside(Contender.RAY_JAVA, 200)
			.beside(Contender.PREFECT_RAY, 200, 100)
			.build();
	}

	private static Scenario oneAfterAnother() {
		return new ScenarioBuilder("one-after-another", "one tiny task after another", Workload.ONE_AFTER_ANOTHER,
				2_000)
			.briefly(50)
			.beside(Contender.RAY_JAVA, 1_000, 3)
			.beside(Contender.RAY_PYTHON, 1_000)
			.beside(Contender.HAZELCAST, 2_000)
			.build();
	}

	private static Scenario afterIdleness() {
		return new ScenarioBuilder("after-idleness", "one tiny task after 200 ms of idleness, and again",
				Workload.AFTER_IDLENESS, 50)
			.briefly(3)
			.warmUp(Workload.ONE_AFTER_ANOTHER)
			.beside(Contender.RAY_JAVA, 50, 1)
			.build();
	}

	private static Scenario chain() {
		return new ScenarioBuilder("chain", "chain, each task reads the value of the one before", Workload.CHAIN, 200)
			.briefly(20)
			.beside(Contender.RAY_JAVA, 200, 3)
			.beside(Contender.RAY_PYTHON, 200)
			.build();
	}

	private static Scenario tree() {
		return new ScenarioBuilder("tree", "tree of sums, by its leaves", Workload.TREE, 1_024).briefly(32)
			.beside(Contender.RAY_JAVA, 1_024, 20)
			.build();
	}

	private static Scenario busy() {
		return new ScenarioBuilder("busy", "tasks that compute for 50 ms", Workload.BUSY, 400).briefly(4)
			.beside(Contender.THREAD_POOL, 400)
			.within("all cores busy all the time", (size) -> CORES / 0.05, 0.97)
			.build();
	}

	private static Scenario mixed() {
		return new ScenarioBuilder("mixed", "tasks that compute for 1 ms, with one of 500 ms for each hundred of them",
				Workload.MIXED, 2_000)
			.briefly(100)
			.beside(Contender.THREAD_POOL, 2_000)
			.within("all cores busy all the time", (size) -> size * CORES / (size * 0.001 + size / 100 * 0.5), 0.95)
			.build();
	}

	private static Scenario sharedValue() {
		return new ScenarioBuilder("shared-value", "tiny tasks that read one value of 50 MB", Workload.SHARED_VALUE,
				10_000)
			.briefly(10)
			.beside(Contender.RAY_JAVA, 200, 30)
			.build();
	}

	private static Scenario stages() {
		return large("stages", "value made by one task, changed by the next, summed up by a third, heaps of 64 MB",
				Workload.STAGES, 100)
			.options("-Xmx64m", "-Dray.driver.jvm-options=-Xmx64m")
			.build();
	}

	private static Scenario captured() {
		return large("captured", "value that a task captured", Workload.CAPTURED, 50).build();
	}

	private static Scenario returned() {
		return large("returned", "value that a task returns", Workload.RETURNED, 50).build();
	}

	private static ScenarioBuilder large(String id, String title, Workload workload, int megabytes) {
		return new ScenarioBuilder(id, title, workload, megabytes).in(Unit.MEGABYTES_PER_SECOND)
			.briefly(2)
			.beside(Contender.RAY_JAVA, megabytes, 0.9);
	}

	private static Scenario unfinished() {
		return unfinished("unfinished", "heap of unfinished tasks, submitted one by one", Workload.UNFINISHED)
			.in(Unit.BYTES_PER_TASK)
			.within("1 KB", (size) -> 1024, 1)
			.build();
	}

	private static Scenario unfinishedMap() {
		return unfinished("unfinished-map", "heap of unfinished items of a `map`", Workload.UNFINISHED_MAP)
			.in(Unit.BYTES_PER_TASK)
			.within("16 bytes", (size) -> 16, 1)
			.build();
	}

	private static Scenario unfinishedCost() {
		return unfinished("unfinished-cost", "all of so many tasks unfinished at once, submitted one by one",
				Workload.UNFINISHED_COST)
			.besideItself(10_000, 0.77)
			.build();
	}

	private static Scenario unfinishedMapCost() {
		return unfinished("unfinished-map-cost", "all of so many items of a `map` unfinished at once",
				Workload.UNFINISHED_MAP_COST)
			.besideItself(10_000, 0.77)
			.build();
	}

	private static ScenarioBuilder unfinished(String id, String title, Workload workload) {
		return new ScenarioBuilder(id, title, workload, 1_000_000).by(Contender.EMBEDDED)
			.options("-Xmx4g", "-Dray.runner.max-unfinished=2000000", "-Dray.runner.max-pending-size=1GB");
	}

	private static Scenario embedded() {
		return new ScenarioBuilder("embedded", "embedded, tiny tasks by `submit`", Workload.SUBMIT, 1_000_000)
			.by(Contender.EMBEDDED)
			.beside(Contender.THREAD_POOL, 1_000_000, 0.3)
			.build();
	}

	private static Scenario embeddedMap() {
		return new ScenarioBuilder("embedded-map", "embedded, tiny items by `map`", Workload.MAP, 1_000_000)
			.by(Contender.EMBEDDED)
			.beside(Contender.THREAD_POOL, 1_000_000, 1)
			.build();
	}

	private static Scenario workers() {
		return workers("workers", "tasks of 100 ms on simulated workers, 100 for each", Workload.WORKERS)
			.in(Unit.SECONDS)
			.within("all slots busy all the time", Workload::workerSeconds, 0.9)
			.build();
	}

	private static Scenario workersHeap() {
		return workers("workers-heap", "the driver's heap while they run", Workload.WORKERS_HEAP)
			.in(Unit.BYTES_PER_WORKER)
			.within("64 KB", (size) -> 64 * 1024, 1)
			.build();
	}

	private static Scenario workersThreads() {
		return workers("workers-threads", "the driver's threads while they run", Workload.WORKERS_THREADS)
			.in(Unit.THREADS)
			.besideItself(4, 1)
			.build();
	}

	private static Scenario workersCpu() {
		return workers("workers-cpu", "what they cost the driver, with as many tasks a second", Workload.WORKERS_CPU)
			.in(Unit.CPU_MICROS_PER_TASK)
			.besideItself(4, 1)
			.build();
	}

	private static ScenarioBuilder workers(String id, String title, Workload workload) {
		return new ScenarioBuilder(id, title, workload, 4_000).by(Contender.SIMULATED_WORKERS);
	}

	private static Scenario tenTimes() {
		return tenTimes("ten-times", "what has grown most after ten times so many tiny tasks by `submit`",
				Workload.TEN_TIMES, 100_000);
	}

	private static Scenario tenTimesMap() {
		return tenTimes("ten-times-map", "what has grown most after ten times so many tiny items by `map`",
				Workload.TEN_TIMES_MAP, 1_000_000);
	}

	private static Scenario tenTimes(String id, String title, Workload workload, int size) {
		return new ScenarioBuilder(id, title, workload, size).by(Contender.RUNNER_ON_CLUSTER)
			.options("-Xmx256m")
			.in(Unit.TIMES_AS_MUCH)
			.within("as after the first time", (tasks) -> 1, 0.8)
			.build();
	}

	private static Scenario secondApplication() {
		return new ScenarioBuilder("second-application",
				"tasks of 100 ms of an application, beside one with a queue of minutes on the same cluster",
				Workload.SECOND_APPLICATION, 100)
			.by(Contender.RUNNER_ON_CLUSTER)
			.briefly(1)
			.in(Unit.SECONDS)
			.within("half of the slots after 3 s", (size) -> 3 + size * 0.1 / (CORES / 2.0), 1)
			.build();
	}

	private static Scenario startOnCluster() {
		return new ScenarioBuilder("start-on-cluster", "driver as a job of a cluster that runs, until the first result",
				Workload.START, 1)
			.by(Contender.RUNNER_ON_CLUSTER)
			.fromCold()
			.in(Unit.SECONDS)
			.beside(Contender.RAY_JAVA, 1, 0.77)
			.build();
	}

	private static Scenario start() {
		return new ScenarioBuilder("start", "from the start of the JVM, and of Ray, to the first result",
				Workload.SUBMIT, 1)
			.fromCold()
			.in(Unit.SECONDS_SINCE_START)
			.beside(Contender.RAY_JAVA, 1, 0.77)
			.build();
	}

}
