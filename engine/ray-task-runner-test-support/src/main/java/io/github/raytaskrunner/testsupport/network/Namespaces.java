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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Network, process, host name and mount namespaces without a name, and the process that
 * keeps them. That process ends with its standard input, so at the latest with this JVM,
 * and then the kernel kills every process inside and removes every network device.
 */
final class Namespaces implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String READY = "ready";

	/**
	 * Bash, as it takes care of orphans when it is the first process.
	 */
	private static final String KEEP = "\necho " + READY + "\nwhile read -r line; do :; done";

	private final Process process;

	private final ProcessHandle init;

	private Namespaces(Process process, ProcessHandle init) {
		this.process = process;
		this.init = init;
	}

	/**
	 * Create namespaces.
	 * @param setUp a script that is run inside first
	 * @param log file for what the script prints
	 * @throws IOException if it is not permitted or the script fails
	 */
	static Namespaces create(String setUp, Path log) throws IOException {
		Process process = new ProcessBuilder("unshare", "--net", "--uts", "--pid", "--mount-proc", "--fork",
				"--kill-child", "bash", "-c", "set -e\n" + setUp + KEEP)
			.redirectError(log.toFile())
			.start();
		BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.equals(READY)) {
				return new Namespaces(process, process.children().findFirst().orElseThrow());
			}
		}
		process.destroyForcibly();
		throw new IOException(Files.readString(log).strip());
	}

	/**
	 * Return the first process inside.
	 */
	long pid() {
		return this.init.pid();
	}

	/**
	 * Return whether a process is inside.
	 * @param pid the process
	 */
	boolean contain(long pid) {
		try {
			return link(pid).equals(link(pid()));
		}
		catch (IOException ex) {
			// it ended
			return false;
		}
	}

	private static Path link(long pid) throws IOException {
		return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns", "pid"));
	}

	/**
	 * Return a command that runs another one inside.
	 */
	List<String> enter(List<String> command) {
		List<String> entering = new ArrayList<>(
				List.of("nsenter", "--target", Long.toString(pid()), "--mount", "--uts", "--net", "--pid", "--"));
		entering.addAll(command);
		return entering;
	}

	/**
	 * Run a command on the network inside, which sees the processes and files outside.
	 */
	void onNetwork(String... command) {
		List<String> entering = new ArrayList<>(List.of("nsenter", "--target", Long.toString(pid()), "--net", "--"));
		entering.addAll(List.of(command));
		try {
			Process process = new ProcessBuilder(entering).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException(String.join(" ", command) + ": " + output);
			}
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
	 * Kill every process inside, and wait until they are gone.
	 */
	@Override
	public void close() {
		this.init.destroyForcibly();
		this.process.destroyForcibly();
		try {
			this.init.onExit().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
			this.process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
