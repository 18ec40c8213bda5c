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

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;

/**
 * Tasks of the library with large values.
 */
final class RunnerValues {

	private final RayTaskRunner runner;

	RunnerValues(RayTaskRunner runner) {
		this.runner = runner;
	}

	Map<Workload, Implementation> all() {
		return Map.of(Workload.SHARED_VALUE, Implementation.timed(this::sharedValue), Workload.STAGES,
				Implementation.timed(this::stages), Workload.CAPTURED, Implementation.timed(this::captured),
				Workload.RETURNED, Implementation.timed(this::returned));
	}

	private long sharedValue(int size) {
		RayTaskFuture<byte[]> value = this.runner.putShared(Computation.ones(Workload.SHARED_MEGABYTES));
		List<RayTaskFuture<Integer>> futures = IntStream.range(0, size)
			.mapToObj((index) -> this.runner.submit(() -> (int) value.result()[index]))
			.toList();
		return futures.stream().mapToLong(RayTaskFuture::result).sum();
	}

	private long stages(int megabytes) {
		RayTaskFuture<byte[]> first = this.runner.submit(() -> Computation.ones(megabytes));
		RayTaskFuture<byte[]> second = this.runner.submit(() -> Computation.doubled(first.result()));
		return this.runner.submit(() -> Computation.sum(second.result())).result();
	}

	private long captured(int megabytes) {
		byte[] bytes = Computation.ones(megabytes);
		return this.runner.submit(() -> Computation.sum(bytes)).result();
	}

	private long returned(int megabytes) {
		return Computation.sum(this.runner.submit(() -> Computation.ones(megabytes)).result());
	}

}
