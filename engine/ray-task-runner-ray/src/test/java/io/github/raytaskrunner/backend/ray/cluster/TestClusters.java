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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonParserFactory;

/**
 * Starts clusters for tests and looks at them.
 */
final class TestClusters {

	static final Duration START_TIMEOUT = Duration.ofMinutes(2);

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private TestClusters() {
	}

	static RayInstallation installation(String version) {
		return RayInstallation.find(RayTestInstallation.version(version), null).orElseThrow();
	}

	static TemporaryCluster start(String version, Consumer<String> onDeath) {
		return start(version, Map.of("num_cpus", 2), onDeath);
	}

	static TemporaryCluster start(String version, Map<String, Object> arguments, Consumer<String> onDeath) {
		return TemporaryCluster.start(installation(version), arguments, javaHome(), START_TIMEOUT, onDeath);
	}

	static Path javaHome() {
		return Path.of(System.getProperty("java.home"));
	}

	static List<Long> processes(TemporaryCluster cluster) {
		long owner = owner(cluster);
		return Stream.concat(Stream.of(owner), LinuxProcesses.descendants(owner).stream()).toList();
	}

	static long owner(TemporaryCluster cluster) {
		return ProcessHandle.current()
			.children()
			.map(ProcessHandle::pid)
			.filter((pid) -> LinuxProcesses.describe(pid).contains(cluster.directory() + "/owner.py"))
			.findFirst()
			.orElseThrow();
	}

	static long process(TemporaryCluster cluster, String name) {
		return processes(cluster).stream()
			.filter((pid) -> LinuxProcesses.name(pid).equals(name))
			.findFirst()
			.orElseThrow();
	}

	static HttpResponse<String> get(ClusterInfo info, String path) {
		return send(request(info, path, info.tokenFile()).GET());
	}

	static HttpResponse<String> getWithoutToken(ClusterInfo info, String path) {
		return send(request(info, path, null).GET());
	}

	static String submitJob(ClusterInfo info, String entrypoint) {
		HttpResponse<String> response = send(
				request(info, "/api/jobs/", info.tokenFile()).header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString("{\"entrypoint\": \"" + entrypoint + "\"}")));
		if (response.statusCode() != 200) {
			throw new AssertionError(response.body());
		}
		return (String) JsonParserFactory.getJsonParser().parseMap(response.body()).get("submission_id");
	}

	private static HttpRequest.Builder request(ClusterInfo info, String path, @Nullable Path tokenFile) {
		HttpRequest.Builder request = HttpRequest.newBuilder(info.dashboard().resolve(URI.create(path)))
			.timeout(Duration.ofSeconds(30));
		try {
			return (tokenFile != null) ? request.header("Authorization", "Bearer " + Files.readString(tokenFile))
					: request;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
