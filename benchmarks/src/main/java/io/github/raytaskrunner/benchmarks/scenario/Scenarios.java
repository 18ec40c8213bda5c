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
				embedded(), embeddedMap(), start());
	}

	private static Scenario cold() {
		return Scenario.of("cold", "tiny tasks by `submit` from a cold cluster", Workload.SUBMIT, 20_000)
			.fromCold()
			.beside(Contender.RAY_JAVA, 5_000, 20)
			.beside(Contender.RAY_PYTHON, 5_000, 0);
	}

	private static Scenario warm() {
		return Scenario.of("warm", "tiny tasks by `submit`, warm", Workload.SUBMIT, 100_000)
			.beside(Contender.RAY_JAVA, 5_000, 50)
			.beside(Contender.RAY_PYTHON, 5_000, 0)
			.beside(Contender.HAZELCAST, 50_000, 10)
			.beside(Contender.REDISSON, 10_000, 30);
	}

	private static Scenario map() {
		return Scenario.of("map", "tiny items by `map`", Workload.MAP, 1_000_000)
			.beside(Contender.RAY_JAVA, 5_000, 500)
			.beside(Contender.HAZELCAST, 50_000, 100)
			.beside(Contender.REDISSON, 10_000, 100)
			.beside(Contender.JOBRUNR, 5_000, 100);
	}

	private static Scenario mapAsCompleted() {
		return Scenario
			.of("map-as-completed", "tiny items by `mapAsCompleted`, heap of 256 MB", Workload.MAP_AS_COMPLETED,
					10_000_000)
			.with("-Xmx256m")
			.beside(Contender.RAY_JAVA, 5_000, 500)
			.beside(Contender.HAZELCAST, 50_000, 100);
	}

	private static Scenario few() {
		return Scenario.of("few", "200 tiny tasks by `submit`", Workload.SUBMIT, 200)
			.beside(Contender.RAY_JAVA, 200, 0)
			.beside(Contender.PREFECT_RAY, 200, 100);
	}

	private static Scenario oneAfterAnother() {
		return Scenario.of("one-after-another", "one tiny task after another", Workload.ONE_AFTER_ANOTHER, 2_000)
			.shortly(50)
			.beside(Contender.RAY_JAVA, 1_000, 3)
			.beside(Contender.RAY_PYTHON, 1_000, 0)
			.beside(Contender.HAZELCAST, 2_000, 0);
	}

	private static Scenario afterIdleness() {
		return Scenario
			.of("after-idleness", "one tiny task after 200 ms of idleness, and again", Workload.AFTER_IDLENESS, 50)
			.shortly(3)
			.beside(Contender.RAY_JAVA, 50, 1);
	}

	private static Scenario chain() {
		return Scenario.of("chain", "chain, each task reads the value of the one before", Workload.CHAIN, 200)
			.shortly(20)
			.beside(Contender.RAY_JAVA, 200, 3)
			.beside(Contender.RAY_PYTHON, 200, 0);
	}

	private static Scenario tree() {
		return Scenario.of("tree", "tree of sums, by its leaves", Workload.TREE, 1_024)
			.shortly(32)
			.beside(Contender.RAY_JAVA, 1_024, 20);
	}

	private static Scenario busy() {
		return Scenario.of("busy", "tasks that compute for 50 ms", Workload.BUSY, 400)
			.shortly(4)
			.beside(Contender.THREAD_POOL, 400, 0)
			.within("all cores busy all the time", (size) -> CORES / 0.05, 0.97);
	}

	private static Scenario mixed() {
		return Scenario
			.of("mixed", "tasks that compute for 1 ms, with one of 500 ms for each hundred of them", Workload.MIXED,
					2_000)
			.shortly(100)
			.beside(Contender.THREAD_POOL, 2_000, 0)
			.within("all cores busy all the time", (size) -> size * CORES / (size * 0.001 + size / 100 * 0.5), 0.95);
	}

	private static Scenario sharedValue() {
		return Scenario.of("shared-value", "tiny tasks that read one value of 50 MB", Workload.SHARED_VALUE, 10_000)
			.shortly(10)
			.beside(Contender.RAY_JAVA, 200, 30);
	}

	private static Scenario stages() {
		return large("stages", "value made by one task, changed by the next, summed up by a third; heaps of 64 MB",
				Workload.STAGES, 100)
			.with("-Xmx64m", "-Dray.driver.jvm-options=-Xmx64m");
	}

	private static Scenario captured() {
		return large("captured", "value that a task captured", Workload.CAPTURED, 50);
	}

	private static Scenario returned() {
		return large("returned", "value that a task returns", Workload.RETURNED, 50);
	}

	private static Scenario large(String id, String title, Workload workload, int megabytes) {
		return Scenario.of(id, title, workload, megabytes)
			.in(Unit.MEGABYTES_PER_SECOND)
			.shortly(2)
			.beside(Contender.RAY_JAVA, megabytes, 0.9);
	}

	private static Scenario unfinished() {
		return heap("unfinished", "heap of unfinished tasks, submitted one by one", Workload.UNFINISHED).within("1 KB",
				(size) -> 1024, 1);
	}

	private static Scenario unfinishedMap() {
		return heap("unfinished-map", "heap of unfinished items of a `map`", Workload.UNFINISHED_MAP).within("16 bytes",
				(size) -> 16, 1);
	}

	private static Scenario heap(String id, String title, Workload workload) {
		return Scenario.of(id, title, workload, 1_000_000)
			.embedded()
			.with("-Xmx4g", "-Dray.runner.max-unfinished=2000000", "-Dray.runner.max-pending-size=1GB")
			.in(Unit.BYTES_PER_TASK);
	}

	private static Scenario embedded() {
		return Scenario.of("embedded", "embedded, tiny tasks by `submit`", Workload.SUBMIT, 1_000_000)
			.embedded()
			.beside(Contender.THREAD_POOL, 1_000_000, 0.3);
	}

	private static Scenario embeddedMap() {
		return Scenario.of("embedded-map", "embedded, tiny items by `map`", Workload.MAP, 1_000_000)
			.embedded()
			.beside(Contender.THREAD_POOL, 1_000_000, 1);
	}

	private static Scenario start() {
		return Scenario.of("start", "from the start of the JVM, and of Ray, to the first result", Workload.SUBMIT, 1)
			.fromCold()
			.in(Unit.SECONDS_SINCE_START)
			.beside(Contender.RAY_JAVA, 1, 0.77);
	}

}
