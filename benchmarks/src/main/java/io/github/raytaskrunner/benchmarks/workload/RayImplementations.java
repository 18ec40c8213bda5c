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
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.ray.api.Ray;

/**
 * Ray's own Java API: this process is a driver on a temporary cluster, which is as large
 * as the library's. What starts it tells by system properties where Ray's Python and this
 * class are.
 */
public final class RayImplementations implements Implementations {

	/**
	 * System property with Ray's Python.
	 */
	public static final String PYTHON = "benchmarks.python";

	/**
	 * System property with the folder of the classes of the benchmarks.
	 */
	public static final String CLASSES = "benchmarks.classes";

	/**
	 * Script that starts a cluster, below the folder of the classes.
	 */
	public static final String CLUSTER_SCRIPT = "io/github/raytaskrunner/benchmarks/ray_cluster.py";

	private final Map<Workload, Implementation> all = new EnumMap<>(Workload.class);

	private final Companion cluster;

	public RayImplementations() throws IOException {
		String classes = System.getProperty(CLASSES);
		this.cluster = Companion
			.start(List.of(System.getProperty(PYTHON), "-B", Path.of(classes).resolve(CLUSTER_SCRIPT).toString()));
		System.setProperty("ray.address", this.cluster.firstLine());
		System.setProperty("ray.node-ip", "127.0.0.1");
		System.setProperty("ray.job.code-search-path", classes);
		Ray.init();
		this.all.putAll(new RayTasks().all());
		this.all.putAll(new RayValues().all());
	}

	@Override
	public Map<Workload, Implementation> all() {
		return this.all;
	}

	@Override
	public void close() throws IOException, InterruptedException {
		Ray.shutdown();
		this.cluster.close();
	}

}
