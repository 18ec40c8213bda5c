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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

import org.opentest4j.TestAbortedException;

import org.springframework.util.FileSystemUtils;

/**
 * A network of hosts on this machine, made of Linux namespaces. It is connected to
 * nothing else: not even this machine reaches the hosts.
 * <p>
 * Nothing of it has a name that could collide, and nothing but files outlives this JVM,
 * however it ends; the files are removed by the next network.
 */
public final class TestNetwork implements AutoCloseable {

	static final String SWITCH = "switch0";

	private static final String DIRECTORY_PREFIX = "rtr-hosts-";

	private static final String SWITCH_SCRIPT = """
			ip link add %1$s type bridge
			ip link set %1$s up
			ip link add probe0 type veth peer name probe1
			ip link delete probe0
			mount -t tmpfs tmpfs /dev/shm""".formatted(SWITCH);

	private final Path directory;

	private final Namespaces networkSwitch;

	private final Deque<TestHost> hosts = new ArrayDeque<>();

	private TestNetwork(Path directory, Namespaces networkSwitch) {
		this.directory = directory;
		this.networkSwitch = networkSwitch;
	}

	/**
	 * Create a network without hosts.
	 * @return the network
	 * @throws TestAbortedException if this machine does not permit it; says why
	 */
	public static TestNetwork create() {
		try {
			removeLeftovers();
			Path directory = Files.createTempDirectory(DIRECTORY_PREFIX + ProcessHandle.current().pid() + "-");
			Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost\n");
			return new TestNetwork(directory, createSwitch(directory));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Namespaces createSwitch(Path directory) throws IOException {
		try {
			Namespaces networkSwitch = Namespaces.create(SWITCH_SCRIPT, directory.resolve("switch.log"));
			System.out.println("Tests on several hosts run, in network namespaces of this machine");
			return networkSwitch;
		}
		catch (IOException ex) {
			FileSystemUtils.deleteRecursively(directory);
			String reason = "Tests on several hosts are skipped, as no network namespaces can be made here: "
					+ ex.getMessage();
			System.out.println(reason);
			throw new TestAbortedException(reason, ex);
		}
	}

	private static void removeLeftovers() throws IOException {
		try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			for (Path entry : entries.filter(TestNetwork::isLeftover).toList()) {
				FileSystemUtils.deleteRecursively(entry);
			}
		}
	}

	private static boolean isLeftover(Path directory) {
		String name = directory.getFileName().toString();
		return name.matches(DIRECTORY_PREFIX + "\\d+-.*")
				&& ProcessHandle.of(Long.parseLong(name.substring(DIRECTORY_PREFIX.length()).replaceAll("-.*", "")))
					.isEmpty();
	}

	/**
	 * Add a host and connect it with the others, which know it by its name.
	 * @param name the host's name
	 * @param hidden files and directories of this machine that look empty there
	 * @return the host
	 */
	public TestHost addHost(String name, Path... hidden) {
		int number = this.hosts.size() + 1;
		try {
			TestHost host = TestHost.create(this.directory, this.networkSwitch, number, name, hidden);
			this.hosts.forEach((other) -> {
				other.know(host);
				host.know(other);
			});
			this.hosts.push(host);
			return host;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot create the host " + name, ex);
		}
	}

	@Override
	public void close() {
		this.hosts.forEach(TestHost::close);
		this.networkSwitch.close();
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
