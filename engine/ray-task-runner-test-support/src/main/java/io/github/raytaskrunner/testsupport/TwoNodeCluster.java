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

package io.github.raytaskrunner.testsupport;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A Ray cluster of two nodes on this machine's loopback: what an application finds
 * running, not what it starts. It asks for a token where its version knows tokens. One
 * node, the head, has the resource {@value #FIRST}, the other {@value #SECOND}.
 * <p>
 * It ends with this object, and at the latest with this JVM.
 */
public final class TwoNodeCluster implements AutoCloseable {

	/**
	 * Resource of the head, of which there is 1.
	 */
	public static final String FIRST = "one";

	/**
	 * Resource of the other node, of which there is 1.
	 */
	public static final String SECOND = "two";

	private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

	private static final String SCRIPTS = "/io/github/raytaskrunner/";

	private static final String EVENT = "ray-task-runner:event=";

	private final Path directory;

	private final String token = UUID.randomUUID().toString().replace("-", "");

	private final CompletableFuture<Map<String, String>> starting = new CompletableFuture<>();

	private final HttpClient client = HttpClient.newHttpClient();

	private final Process owner;

	private TwoNodeCluster(String version, int cpusPerNode) throws IOException {
		// short, because of the sockets that Ray puts below
		this.directory = Files.createTempDirectory(Path.of("/tmp"), "rtr-");
		Path owner = copy("backend/ray/cluster/owner.py");
		Path script = copy("testsupport/two_nodes.py");
		Files.writeString(tokenFile(), this.token);
		Path python = RayTestInstallation.version(version).resolve("bin").resolve("python");
		ProcessBuilder builder = new ProcessBuilder(List.of(python.toString(), script.toString()))
			.redirectError(log().toFile());
		Map<String, String> environment = builder.environment();
		List.of("RAY_ADDRESS", "RAY_AUTH_TOKEN").forEach(environment::remove);
		environment.putAll(Map.of("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0", "RAY_USAGE_STATS_ENABLED", "0",
				"RAY_AUTH_MODE", "token", "RAY_AUTH_TOKEN_PATH", tokenFile().toString(), "AUTOSCALER_METRIC_PORT", "0",
				"DASHBOARD_METRIC_PORT", "0"));
		environment.merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(),
				(path, java) -> java + File.pathSeparator + path);
		this.owner = builder.start();
		Thread reader = new Thread(this::read, "two-node-cluster-" + this.owner.pid());
		reader.setDaemon(true);
		reader.start();
		this.owner.outputWriter(StandardCharsets.UTF_8)
			.append("{\"directory\": \"%s\", \"arguments\": {\"cpus\": %d}}%n".formatted(this.directory, cpusPerNode))
			.flush();
	}

	/**
	 * Start a cluster and wait until both nodes are alive.
	 * @param version Ray's version
	 * @param cpusPerNode CPUs that each of the nodes offers
	 * @return the running cluster
	 */
	public static TwoNodeCluster start(String version, int cpusPerNode) {
		try {
			TwoNodeCluster cluster = new TwoNodeCluster(version, cpusPerNode);
			try {
				cluster.starting.get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
				return cluster;
			}
			catch (InterruptedException | ExecutionException | TimeoutException ex) {
				String output = Files.readString(cluster.log());
				cluster.close();
				throw new AssertionError("The cluster of two nodes did not start: %s%n%s".formatted(ex, output), ex);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the address for drivers.
	 * @return host and port of the global control store
	 */
	public String gcsAddress() {
		return info("gcs");
	}

	/**
	 * Return the address of the dashboard.
	 * @return an HTTP address
	 */
	public URI dashboardUrl() {
		return URI.create(info("dashboard"));
	}

	/**
	 * Return the token that the cluster asks for.
	 * @return the token, or {@code null} if this version of Ray knows no tokens
	 */
	public @Nullable String token() {
		return Boolean.parseBoolean(info("token")) ? this.token : null;
	}

	/**
	 * Return a file that holds the {@linkplain #token() token}.
	 * @return the file, also if the cluster asks for no token
	 */
	public Path tokenFile() {
		return this.directory.resolve("token");
	}

	/**
	 * Return Ray's own Java runtime in the cluster's version.
	 * @return the jar
	 */
	public Path rayDistJar() {
		return Path.of(info("jar"));
	}

	/**
	 * Return where Ray logs.
	 * @return the directory of both nodes' log files
	 */
	public Path logDirectory() {
		return Path.of(info("logs"));
	}

	/**
	 * Return what the dashboard lists.
	 * @param query {@code tasks}, {@code objects} or whatever else Ray's state API has,
	 * with its filters
	 * @return the entries, by the name of the field
	 * @throws IOException if the dashboard does not answer
	 * @throws IllegalStateException if it answers without a list
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public List<Map<String, Object>> list(String query) throws IOException, InterruptedException {
		URI uri = dashboardUrl()
			.resolve("/api/v0/" + query + (query.contains("?") ? "&" : "?") + "limit=10000&detail=1");
		HttpRequest request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + this.token).build();
		HttpResponse<String> response = this.client.send(request, HttpResponse.BodyHandlers.ofString());
		return StateApi.entries(response.body());
	}

	@Override
	public void close() {
		try {
			this.owner.getOutputStream().close();
		}
		catch (IOException ex) {
			// it ended already
		}
		try {
			if (!this.owner.waitFor(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
				this.owner.descendants().forEach(ProcessHandle::destroyForcibly);
				this.owner.destroyForcibly();
			}
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String info(String name) {
		return Objects.requireNonNull(this.starting.join().get(name), name);
	}

	private Path log() {
		return this.directory.resolve("owner.log");
	}

	private Path copy(String script) throws IOException {
		Path copy = this.directory.resolve(Path.of(script).getFileName());
		try (InputStream stream = TwoNodeCluster.class.getResourceAsStream(SCRIPTS + script)) {
			Files.copy(stream, copy);
		}
		return copy;
	}

	private void read() {
		try (BufferedReader reader = this.owner.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().filter((line) -> line.startsWith(EVENT)).map(TwoNodeCluster::fields).forEach((event) -> {
				switch (event.getOrDefault("ray-task-runner:event", "")) {
					case "started" -> this.starting.complete(event);
					case "failed" -> this.starting.completeExceptionally(new IllegalStateException(event.toString()));
					default -> {
					}
				}
			});
			this.starting.completeExceptionally(new IllegalStateException("Its owner ended"));
		}
		catch (IOException | UncheckedIOException ex) {
			this.starting.completeExceptionally(ex);
		}
	}

	private static Map<String, String> fields(String line) {
		Map<String, String> fields = new HashMap<>();
		for (String field : line.split("&")) {
			String[] parts = field.split("=", 2);
			fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
		}
		return fields;
	}

}
