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

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/**
 * A driver in Java that a cluster runs as a job.
 */
final class RayJob {

	private static final int TIMEOUT_MILLIS = 120_000;

	/**
	 * What a dashboard answers, after ten seconds, while no node of its cluster takes
	 * jobs.
	 */
	private static final String NO_AGENT = "No available agent to submit job";

	private static final int ATTEMPTS = 6;

	private final RayCluster cluster;

	/**
	 * Create a new job.
	 * @param cluster the cluster that runs it
	 */
	RayJob(RayCluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * Submit the job and wait for the result of its first task.
	 * @return the result
	 */
	int result() throws IOException, InterruptedException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			server.setSoTimeout(TIMEOUT_MILLIS);
			submit(entrypoint(server.getLocalPort()));
			try (Socket socket = server.accept()) {
				return new DataInputStream(socket.getInputStream()).readInt();
			}
		}
	}

	private String entrypoint(int port) {
		return String.join(" ",
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), RayDriver.class.getName(), this.cluster.address(),
						RayCluster.classes(), String.valueOf(port)));
	}

	private void submit(String entrypoint) throws IOException, InterruptedException {
		HttpRequest request = this.cluster.request("/api/jobs/")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"entrypoint\": \"" + entrypoint + "\"}"))
			.build();
		HttpClient client = HttpClient.newHttpClient();
		HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
		for (int i = 0; i < ATTEMPTS && response.body().startsWith(NO_AGENT); i++) {
			response = client.send(request, BodyHandlers.ofString());
		}
		if (response.statusCode() != 200) {
			throw new IOException("Ray did not take the job: " + response.body());
		}
	}

}
