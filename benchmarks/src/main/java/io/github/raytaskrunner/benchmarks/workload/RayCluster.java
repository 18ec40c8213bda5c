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
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * A temporary cluster of Ray that is as large as the library's and is not the library's.
 * What starts this JVM tells by system properties where Ray's Python and the classes of
 * the benchmarks are.
 */
public final class RayCluster implements AutoCloseable {

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
	public static final String SCRIPT = "io/github/raytaskrunner/benchmarks/ray_cluster.py";

	private final Companion owner;

	private RayCluster(Companion owner) {
		this.owner = owner;
	}

	/**
	 * Start a cluster.
	 * @return the cluster, which is ready
	 */
	static RayCluster start() throws IOException {
		return new RayCluster(Companion
			.start(List.of(System.getProperty(PYTHON), "-B", Path.of(classes()).resolve(SCRIPT).toString())));
	}

	/**
	 * Return the folder of the classes that drivers and workers need.
	 * @return the folder
	 */
	static String classes() {
		return System.getProperty(CLASSES);
	}

	/**
	 * Return where drivers connect.
	 * @return host and port of the global control store
	 */
	String address() {
		return this.owner.firstLine().split(" ")[0];
	}

	/**
	 * Return where the dashboard is.
	 * @return an HTTP address
	 */
	URI dashboard() {
		return URI.create("http://" + this.owner.firstLine().split(" ")[1]);
	}

	/**
	 * Prepare a request to the dashboard, with the token that all clusters of this
	 * process ask for.
	 * @param path path and query
	 * @return the request, to be completed
	 */
	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(dashboard().resolve(path))
			.header("Authorization", "Bearer " + System.getenv("RAY_AUTH_TOKEN"));
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.owner.close();
	}

}
