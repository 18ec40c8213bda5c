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
import java.util.EnumMap;
import java.util.Map;

import io.ray.api.Ray;

/**
 * Ray's own Java API: this process is a driver on a temporary cluster, which is as large
 * as the library's.
 */
public final class RayImplementations implements Implementations {

	private final Map<Workload, Implementation> all = new EnumMap<>(Workload.class);

	private final RayCluster cluster;

	public RayImplementations() throws IOException {
		this.cluster = RayCluster.start();
		RayDriver.connect(this.cluster.address(), RayCluster.classes());
		this.all.putAll(new RayTasks().all());
		this.all.putAll(new RayValues().all());
		this.all.put(Workload.START, this::start);
	}

	@Override
	public Map<Workload, Implementation> all() {
		return this.all;
	}

	private Outcome start(int size) throws IOException, InterruptedException {
		long start = System.nanoTime();
		return new Outcome(new RayJob(this.cluster).result(), System.nanoTime() - start, 0);
	}

	@Override
	public void close() throws IOException, InterruptedException {
		Ray.shutdown();
		this.cluster.close();
	}

}
