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

package io.github.raytaskrunner.testsupport.network;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.raytaskrunner.testsupport.RayTestInstallation;
import org.jspecify.annotations.Nullable;

/**
 * A Ray cluster on test hosts, started there as an administrator would: {@code ray start}
 * on each. It ends with its hosts.
 */
public final class RayOnHosts {

	/**
	 * Port of the global control store.
	 */
	public static final int GCS_PORT = 6379;

	/**
	 * Port of the dashboard, and thereby of the job API.
	 */
	public static final int DASHBOARD_PORT = 8265;

	private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

	private static final String OBJECT_STORE_BYTES = Long.toString(256 * 1024 * 1024);

	private static final String AWAIT_NODES = "await_nodes.py";

	/**
	 * Ray takes 16 s to notice that a node is gone unless it is told to look more often.
	 */
	private static final Map<String, String> HEALTH_CHECKS = Map.of("RAY_health_check_period_ms", "1000",
			"RAY_health_check_timeout_ms", "2000", "RAY_health_check_failure_threshold", "3");

	private final Path installation;

	private final @Nullable String token;

	private final Map<String, String> settings;

	private final TestHost head;

	/**
	 * Create a cluster without nodes.
	 * @param version Ray's version
	 * @param token the token that the cluster asks for, or {@code null}
	 * @param head the host of the head
	 */
	public RayOnHosts(String version, @Nullable String token, TestHost head) {
		this(version, token, head, Map.of());
	}

	/**
	 * Create a cluster without nodes.
	 * @param version Ray's version
	 * @param token the token that the cluster asks for, or {@code null}
	 * @param head the host of the head
	 * @param settings environment variables that set up Ray
	 */
	public RayOnHosts(String version, @Nullable String token, TestHost head, Map<String, String> settings) {
		this.installation = RayTestInstallation.version(version);
		this.token = token;
		this.head = head;
		this.settings = settings;
	}

	/**
	 * Start the head, without waiting for it.
	 * @param options further options of {@code ray start}, such as {@code --num-cpus=2}
	 */
	public void startHead(String... options) {
		start(this.head, List.of("--head", "--port=" + GCS_PORT, "--dashboard-host=0.0.0.0",
				"--dashboard-port=" + DASHBOARD_PORT, "--include-dashboard=true"), options);
	}

	/**
	 * Start a node, without waiting for it.
	 * @param host the host of the node
	 * @param options further options of {@code ray start}, such as {@code --num-cpus=2}
	 */
	public void startNode(TestHost host, String... options) {
		start(host, List.of("--address=" + this.head.address() + ":" + GCS_PORT), options);
	}

	private void start(TestHost host, List<String> role, String... options) {
		List<String> command = new ArrayList<>(List.of(executable("python"), executable("ray"), "start",
				"--node-ip-address=" + host.address(), "--object-store-memory=" + OBJECT_STORE_BYTES, "--block"));
		command.addAll(role);
		command.addAll(List.of(options));
		try {
			host.process(environment(), command)
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log(host).toFile()))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Let a node leave the cluster, as an administrator would: it says good-bye.
	 * @param host the host of the node
	 */
	public void stopNode(TestHost host) {
		host.run(Map.of(), "/bin/sh", "-c", "kill -15 -1 || true");
	}

	/**
	 * Wait until a number of nodes live.
	 * @param count the number
	 * @throws AssertionError if that takes long; tells what {@code ray start} printed on
	 * the head
	 */
	public void awaitNodes(int count) {
		try {
			this.head.run(Map.of(), executable("python"), script().toString(), dashboardUrl(),
					(this.token != null) ? this.token : "", Integer.toString(count));
		}
		catch (AssertionError ex) {
			throw new AssertionError(ex.getMessage() + read(log(this.head)), ex);
		}
	}

	/**
	 * Wait until somebody listens on the head.
	 * @param port the port
	 */
	public void awaitListening(int port) {
		this.head.run(environment(), "timeout", "60", "bash", "-c",
				"until (: < /dev/tcp/%s/%d) 2> /dev/null; do sleep 0.2; done".formatted(this.head.address(), port));
	}

	private Path script() {
		Path script = this.head.directory().resolve(AWAIT_NODES);
		try (InputStream stream = RayOnHosts.class.getResourceAsStream(AWAIT_NODES)) {
			Files.copy(stream, script, StandardCopyOption.REPLACE_EXISTING);
			return script;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the dashboard's address.
	 * @return an HTTP address, by the name of the head's host
	 */
	public String dashboardUrl() {
		return "http://%s:%d".formatted(this.head.name(), DASHBOARD_PORT);
	}

	/**
	 * Return the environment of processes that use Ray's own commands.
	 * @return the variables
	 */
	public Map<String, String> environment() {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("PATH",
				String.join(File.pathSeparator, Path.of(System.getProperty("java.home"), "bin").toString(),
						this.installation.resolve("bin").toString(), SYSTEM_PATH));
		environment.put("RAY_USAGE_STATS_ENABLED", "0");
		environment.putAll(HEALTH_CHECKS);
		if (this.token != null) {
			environment.put("RAY_AUTH_MODE", "token");
			environment.put("RAY_AUTH_TOKEN", this.token);
		}
		environment.putAll(this.settings);
		return environment;
	}

	/**
	 * Return the jar by which this Ray runs Java: hide it from a host to have a node
	 * whose Ray has none.
	 * @return the jar
	 */
	public Path jar() {
		try (Stream<Path> files = Files.walk(this.installation.resolve("lib"))) {
			return files.filter((file) -> file.endsWith("ray/jars/ray_dist.jar")).findFirst().orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what the dashboard tells about jobs.
	 * @return JSON
	 */
	public String jobs() {
		return this.head.run(Map.of(), executable("python"), "-c", """
				import sys, urllib.request
				print(urllib.request.urlopen(sys.argv[1] + "/api/jobs/", timeout=10).read().decode())
				""", dashboardUrl());
	}

	/**
	 * Run a command as a Ray job to its end.
	 * @param command the command, for a shell, without quotes
	 * @return what it printed
	 */
	public String runJob(String command) {
		return this.head.run(environment(), executable("python"), executable("ray"), "job", "submit", "--address",
				dashboardUrl(), "--", "sh", "-c", command);
	}

	/**
	 * Return a host's {@code java} programs that a node would find: hide them from a host
	 * to have a node without Java.
	 * @return the programs
	 */
	public static Path[] javas() {
		Stream<Path> directories = Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin")),
				Stream.of(SYSTEM_PATH.split(File.pathSeparator)).map(Path::of));
		return directories.map((directory) -> directory.resolve("java"))
			.filter(Files::exists)
			.map(RayOnHosts::real)
			.distinct()
			.toArray(Path[]::new);
	}

	private String executable(String name) {
		return this.installation.resolve("bin").resolve(name).toString();
	}

	private static Path log(TestHost host) {
		return host.directory().resolve("ray-start.log");
	}

	private static Path real(Path path) {
		try {
			return path.toRealPath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
