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

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

import com.sun.management.OperatingSystemMXBean;
import io.github.raytaskrunner.calls.LoadedDriver;
import io.github.raytaskrunner.calls.SimulatedWorkersProgram;

/**
 * What a driver has for its workers, in this process, and programs in another one that
 * speak the worker protocol and do nothing but wait. Ray has no part in it.
 */
public final class SimulatedWorkersImplementations implements Implementations {

	private static final Duration LIMIT = Duration.ofMinutes(10);

	private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

	@Override
	public Map<Workload, Implementation> all() {
		return Map.of(Workload.WORKERS, (workers) -> run(workers, (load) -> 0), Workload.WORKERS_HEAP,
				(workers) -> run(workers, Load::heap), Workload.WORKERS_THREADS,
				(workers) -> run(workers, Load::threads), Workload.WORKERS_CPU,
				(workers) -> run(workers, Load::cpuNanos));
	}

	private Outcome run(int workers, ToLongFunction<Load> amount) throws IOException, InterruptedException {
		int tasks = Workload.workerTasks(workers);
		long taskMillis = TimeUnit.SECONDS.toMillis(workers) / Workload.WORKERS_RATE;
		long heap = Heap.used();
		// half more than there are slots, as the scheduler has it
		int inFlight = workers + workers / 2;
		try (Companion companion = Companion.java(SimulatedWorkersProgram.class, workers, taskMillis);
				DataOutputStream ray = new DataOutputStream(companion.input());
				LoadedDriver driver = new LoadedDriver(inFlight, (frame) -> request(ray, frame))) {
			// until all have come
			driver.run(2 * inFlight);
			int before = driver.await(LIMIT);
			long cpu = this.process.getProcessCpuTime();
			long start = System.nanoTime();
			driver.run(tasks);
			int threads = ManagementFactory.getThreadMXBean().getThreadCount();
			int ended = driver.await(LIMIT) - before;
			long nanos = System.nanoTime() - start;
			cpu = this.process.getProcessCpuTime() - cpu;
			driver.run(2 * inFlight);
			heap = Heap.used() - heap;
			driver.await(LIMIT);
			return new Outcome(ended, nanos, amount.applyAsLong(new Load(heap, threads, cpu)));
		}
	}

	private static void request(DataOutputStream ray, byte[] frame) {
		try {
			ray.writeInt(frame.length);
			ray.write(frame);
			ray.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		// each run ends what it has started
	}

	private record Load(long heap, long threads, long cpuNanos) {

	}

}
