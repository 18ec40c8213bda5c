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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.ray.api.ObjectRef;
import io.ray.api.Ray;

/**
 * Tasks of Ray with large values.
 */
final class RayValues {

	Map<Workload, Implementation> all() {
		return Map.of(Workload.SHARED_VALUE, Implementation.timed(this::sharedValue), Workload.STAGES,
				Implementation.timed(this::stages), Workload.CAPTURED, Implementation.timed(this::captured),
				Workload.RETURNED, Implementation.timed(this::returned));
	}

	static Integer element(byte[] bytes, Integer index) {
		return (int) bytes[index];
	}

	static byte[] ones(Integer megabytes) {
		return Computation.ones(megabytes);
	}

	static byte[] doubled(byte[] bytes) {
		return Computation.doubled(bytes);
	}

	static Long sum(byte[] bytes) {
		return Computation.sum(bytes);
	}

	private long sharedValue(int size) {
		ObjectRef<byte[]> value = Ray.put(Computation.ones(Workload.SHARED_MEGABYTES));
		List<ObjectRef<Integer>> references = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			references.add(Ray.task(RayValues::element, value, i).remote());
		}
		return Ray.get(references).stream().mapToLong(Integer::longValue).sum();
	}

	private long stages(int megabytes) {
		ObjectRef<byte[]> first = Ray.task(RayValues::ones, megabytes).remote();
		ObjectRef<byte[]> second = Ray.task(RayValues::doubled, first).remote();
		return Ray.task(RayValues::sum, second).remote().get();
	}

	private long captured(int megabytes) {
		return Ray.task(RayValues::sum, Computation.ones(megabytes)).remote().get();
	}

	private long returned(int megabytes) {
		return Computation.sum(Ray.task(RayValues::ones, megabytes).remote().get());
	}

}
