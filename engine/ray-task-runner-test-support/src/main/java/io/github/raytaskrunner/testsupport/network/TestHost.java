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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A host of a {@link TestNetwork}. It has processes, an address, a host name, a home, a
 * {@code /tmp/ray} and shared memory of its own. Everything else on disk is that of this
 * machine.
 */
public final class TestHost implements AutoCloseable {

	private static final Duration RUN_TIMEOUT = Duration.ofMinutes(2);

	private static final String DEVICE = "eth0";

	private static final String SCRIPT = """
			echo %1$s > /proc/sys/kernel/hostname
			echo 0 > /proc/sys/net/ipv4/ip_early_demux
			ip link set lo up
			ip rule add preference 2 table local
			ip rule delete preference 0
			mkdir -p /tmp/ray
			mount --bind %2$s/ray /tmp/ray
			mount --bind %2$s/../hosts /etc/hosts
			mount -t tmpfs tmpfs /dev/shm
			""";

	private final String name;

	private final int number;

	private final Path directory;

	private final Namespaces networkSwitch;

	private final Namespaces namespaces;

	private TestHost(String name, int number, Path directory, Namespaces networkSwitch, Namespaces namespaces) {
		this.name = name;
		this.number = number;
		this.directory = directory;
		this.networkSwitch = networkSwitch;
		this.namespaces = namespaces;
	}

	static TestHost create(Path parent, Namespaces networkSwitch, int number, String name, Path... hidden)
			throws IOException {
		Path directory = Files.createDirectory(parent.resolve(name));
		for (String folder : List.of("home", "ray", "nothing")) {
			Files.createDirectory(directory.resolve(folder));
		}
		StringBuilder script = new StringBuilder(SCRIPT.formatted(name, directory));
		for (Path path : hidden) {
			Path nothing = Files.isDirectory(path) ? directory.resolve("nothing") : Path.of("/dev/null");
			script.append("mount --bind %s %s\n".formatted(nothing, path.toRealPath()));
		}
		Namespaces namespaces = Namespaces.create(script.toString(), directory.resolve("host.log"));
		TestHost host = new TestHost(name, number, directory, networkSwitch, namespaces);
		host.connect();
		Files.writeString(parent.resolve("hosts"), "%s %s%n".formatted(host.address(), name),
				StandardOpenOption.APPEND);
		return host;
	}

	private void connect() {
		this.namespaces.onNetwork("ip", "link", "add", DEVICE, "address", hardwareAddress(), "type", "veth", "peer",
				"name", port(), "netns", Long.toString(this.networkSwitch.pid()));
		this.networkSwitch.onNetwork("ip", "link", "set", port(), "master", TestNetwork.SWITCH, "up");
		this.namespaces.onNetwork("ip", "address", "add", address() + "/24", "dev", DEVICE);
		this.namespaces.onNetwork("ip", "link", "set", DEVICE, "up");
	}

	/**
	 * Spare looking for another host's hardware address: that would make a cut link known
	 * as "no route to host".
	 */
	void know(TestHost other) {
		this.namespaces.onNetwork("ip", "neighbour", "replace", other.address(), "lladdr", other.hardwareAddress(),
				"dev", DEVICE, "nud", "permanent");
	}

	private String hardwareAddress() {
		return "02:00:00:00:00:%02x".formatted(this.number);
	}

	private String port() {
		return "port" + this.number;
	}

	/**
	 * Return the host's name, by which the other hosts reach it.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the host's IP address.
	 * @return the address
	 */
	public String address() {
		return "10.77.0." + this.number;
	}

	/**
	 * Return the host's directory, with its {@code home} and its {@code ray}, which is
	 * {@code /tmp/ray} there.
	 * @return the directory
	 */
	public Path directory() {
		return this.directory;
	}

	/**
	 * Prepare a process on this host. Its working directory is the host's home. Of the
	 * environment it has what it is given, and the home.
	 * @param environment further variables
	 * @param command the command, with an absolute path or one found by {@code PATH}
	 * among the variables
	 * @return a builder
	 */
	public ProcessBuilder process(Map<String, String> environment, List<String> command) {
		Path home = this.directory.resolve("home");
		// the working directory is lost on the way
		List<String> entered = new ArrayList<>(List.of("/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", home.toString()));
		entered.addAll(command);
		ProcessBuilder builder = new ProcessBuilder(this.namespaces.enter(entered));
		builder.environment().clear();
		builder.environment().put("HOME", home.toString());
		builder.environment().putAll(environment);
		return builder;
	}

	/**
	 * Run a command to its end.
	 * @param environment further variables
	 * @param command the command
	 * @return what it printed
	 * @throws AssertionError if it fails; has what it printed
	 */
	public String run(Map<String, String> environment, String... command) {
		try {
			Path output = Files.createTempFile(this.directory, "run", ".log");
			Process process = process(environment, List.of(command)).redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			boolean ended = process.waitFor(RUN_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			String printed = Files.readString(output, StandardCharsets.UTF_8);
			if (!ended || process.exitValue() != 0) {
				throw new AssertionError("%s on %s %s:%n%s".formatted(String.join(" ", command), this.name,
						ended ? "failed" : "did not end", printed));
			}
			return printed;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * List the processes that run on this host.
	 * @return their identifiers on this machine
	 */
	public List<Long> processes() {
		return ProcessHandle.allProcesses()
			.map(ProcessHandle::pid)
			.filter((pid) -> pid != this.namespaces.pid() && this.namespaces.contain(pid))
			.toList();
	}

	/**
	 * Cut the host's link: packets from and to it vanish, and nobody is told.
	 */
	public void cut() {
		this.networkSwitch.onNetwork("ip", "link", "set", port(), "down");
	}

	/**
	 * Undo {@link #cut}.
	 */
	public void restore() {
		this.networkSwitch.onNetwork("ip", "link", "set", port(), "up");
	}

	/**
	 * Let packets of another host to a TCP port of this host vanish, also those of
	 * existing connections.
	 * @param other the other host
	 * @param ports a port, or a range such as {@code 10101-10110}; up to 65534
	 */
	public void drop(TestHost other, String ports) {
		this.namespaces.onNetwork("ip", "rule", "add", "preference", "1", "from", other.address(), "ipproto", "tcp",
				"dport", ports, "blackhole");
	}

	/**
	 * Undo every {@link #drop}.
	 */
	public void accept() {
		this.namespaces.onNetwork("ip", "rule", "flush", "preference", "1");
	}

	/**
	 * Kill all processes of this host at once, and go on without them.
	 */
	public void killProcesses() {
		run(Map.of(), "/bin/sh", "-c", "kill -9 -1 || true");
	}

	/**
	 * Switch the host off like a machine that loses power: nobody is told.
	 */
	public void powerOff() {
		cut();
		close();
	}

	@Override
	public void close() {
		this.namespaces.close();
	}

}
