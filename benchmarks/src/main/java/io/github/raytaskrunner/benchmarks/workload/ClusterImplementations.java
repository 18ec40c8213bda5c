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

package io.github.raytaskrunner.benchmarks.workload;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The library on a cluster that it has not started: one application for each workload.
 */
public final class ClusterImplementations implements Implementations {

	private static final int PAUSE_MILLIS = 100;

	/**
	 * Minutes of pauses for each of the cluster's slots.
	 */
	private static final int QUEUE = 3_000 * Runtime.getRuntime().availableProcessors();

	private final RayCluster cluster = RayCluster.start();

	public ClusterImplementations() throws IOException {
		// started by a field
	}

	@Override
	public Map<Workload, Implementation> all() {
		return Map.of(Workload.START, this::start, Workload.SECOND_APPLICATION, this::second, Workload.TEN_TIMES,
				tenTimes(ClusterImplementations::submit), Workload.TEN_TIMES_MAP,
				tenTimes(ClusterImplementations::map));
	}

	private Outcome start(int size) {
		try (ConfigurableApplicationContext context = application(this.cluster.dashboard())) {
			int result = context.getBean(RayTaskRunner.class).submit(() -> size).result();
			return new Outcome(result, System.nanoTime() - context.getBean(RunnerStart.class).nanos(), 0);
		}
	}

	private Outcome second(int size) throws Exception {
		try (ConfigurableApplicationContext first = application(this.cluster.address());
				ConfigurableApplicationContext second = application(this.cluster.address())) {
			List<RayTaskFuture<Integer>> queue = pauses(first, QUEUE);
			queue.get(0).result();
			try {
				return Implementation.timed((tasks) -> sum(pauses(second, tasks))).run(size);
			}
			finally {
				queue.forEach(RayTaskFuture::cancel);
			}
		}
	}

	private static List<RayTaskFuture<Integer>> pauses(ConfigurableApplicationContext application, int size) {
		RayTaskRunner runner = application.getBean(RayTaskRunner.class);
		return IntStream.range(0, size).mapToObj((number) -> runner.submit(() -> {
			Thread.sleep(PAUSE_MILLIS);
			return number + 1;
		})).toList();
	}

	private static long sum(List<RayTaskFuture<Integer>> futures) {
		return futures.stream().mapToLong(RayTaskFuture::result).sum();
	}

	private Implementation tenTimes(Round round) {
		return (size) -> {
			try (ConfigurableApplicationContext context = application(this.cluster.address())) {
				Growth growth = new Growth(this.cluster);
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				return growth.of(() -> round.run(runner, size));
			}
		};
	}

	private static long submit(RayTaskRunner runner, int size) {
		List<RayTaskFuture<Integer>> futures = IntStream.range(0, size)
			.mapToObj((number) -> runner.submit(() -> number + 1))
			.toList();
		return sum(futures);
	}

	private static long map(RayTaskRunner runner, int size) {
		return runner.map((number) -> number + 1, IntStream.range(0, size).boxed().toList())
			.result()
			.stream()
			.mapToLong(Integer::longValue)
			.sum();
	}

	private static ConfigurableApplicationContext application(Object address) {
		return BenchmarkApplication.start("ray.address=" + address);
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.cluster.close();
	}

	private interface Round {

		long run(RayTaskRunner runner, int size);

	}

}
