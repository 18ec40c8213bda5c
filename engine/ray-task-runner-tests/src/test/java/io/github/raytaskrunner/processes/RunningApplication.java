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

package io.github.raytaskrunner.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.TestJvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A {@link TestApplication} in a process of its own, with a temporary cluster of two
 * CPUs.
 */
final class RunningApplication implements AutoCloseable {

	/**
	 * Longest time to wait for whatever takes some work: more than cluster, driver and
	 * worker may take to start, so that the application tells which of them does not.
	 */
	static final Duration LIMIT = Duration.ofMinutes(7);

	/**
	 * Longest time until nothing of a dead application is left.
	 */
	static final Duration END_LIMIT = Duration.ofSeconds(10);

	private static final Pattern OWNER = Pattern.compile("(/\\S+)/owner\\.py");

	private static final Pattern DRIVER = Pattern.compile("\\d+ java .*\\.driver\\.DriverMain.*");

	private final TestJvm jvm;

	private final Path folder;

	private RunningApplication(TestJvm jvm, Path folder) {
		this.jvm = jvm;
		this.folder = folder;
	}

	/**
	 * Start an application, without waiting for it.
	 * @param folder an empty folder
	 */
	static RunningApplication launch(String rayVersion, Path folder, String... properties) {
		return launch(TestJvm.of(TestApplication.class), rayVersion, folder, properties);
	}

	static RunningApplication launch(TestJvm.Builder jvm, String rayVersion, Path folder, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--folder=" + folder, "--spring.main.banner-mode=off",
				"--ray.address=local", "--ray.home=" + RayTestInstallation.version(rayVersion), "--ray.init.num-cpus=2",
				"--ray.shutdown.grace-period=1s"));
		arguments.addAll(List.of(properties));
		return new RunningApplication(
				jvm.arguments(arguments.toArray(String[]::new)).start(folder.resolve("application.log")), folder);
	}

	RunningApplication awaitUp() {
		awaitLine(TestApplication.UP);
		return this;
	}

	TestJvm jvm() {
		return this.jvm;
	}

	void command(String command) {
		this.jvm.command(command);
	}

	/**
	 * Submit a task that runs until it is {@linkplain #release released}, and wait until
	 * it runs.
	 * @return the process that runs it
	 */
	long hold(String task) {
		command("hold " + task);
		return awaitRunning(task);
	}

	long awaitRunning(String task) {
		Path pid = this.folder.resolve(task + ".pid");
		await().atMost(LIMIT).until(() -> Files.exists(pid));
		try {
			return Long.parseLong(Files.readString(pid));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void release(String task) {
		try {
			Files.createFile(this.folder.resolve(task + ".end"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for the end of a task.
	 * @return how it ended
	 */
	String awaitEnd(String task) {
		return awaitLine(task + ": ").substring(task.length() + 2);
	}

	String awaitLine(String start) {
		return this.jvm.awaitLine((line) -> line.startsWith(start), LIMIT);
	}

	/**
	 * Wait for a line of the log.
	 */
	String awaitLog(String message) {
		return this.jvm.awaitLine((line) -> line.contains(message), LIMIT);
	}

	List<String> output() {
		return this.jvm.output();
	}

	/**
	 * Close the application context and wait until that is done.
	 * @return how long it took
	 */
	Duration closeContext() {
		command("close");
		String line = awaitLine(TestApplication.CLOSED);
		return Duration.ofMillis(Long.parseLong(line.replaceAll("\\D", "")));
	}

	long pid() {
		return this.jvm.process().pid();
	}

	/**
	 * List everything that the application started.
	 */
	List<Long> children() {
		return LinuxProcesses.descendants(pid());
	}

	long driver() {
		return child((description) -> DRIVER.matcher(description).matches());
	}

	long child(String name) {
		return child((description) -> description.matches("\\d+ " + name + " .*"));
	}

	private long child(Predicate<String> description) {
		List<Long> found = children().stream().filter((pid) -> description.test(LinuxProcesses.describe(pid))).toList();
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	/**
	 * Return the directory of the application's cluster.
	 */
	Path directory() {
		return children().stream()
			.map(LinuxProcesses::describe)
			.map(OWNER::matcher)
			.filter(Matcher::find)
			.map((matcher) -> Path.of(matcher.group(1)))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Return where the application and everything it started listen.
	 */
	Set<InetSocketAddress> listeningSockets() {
		return LinuxProcesses.listeningSockets(Stream.concat(Stream.of(pid()), children().stream()).toList());
	}

	/**
	 * Note what there is now, to see later that it is gone.
	 */
	Remains remains() {
		return new Remains(children(), directory());
	}

	@Override
	public void close() {
		this.jvm.close();
	}

	/**
	 * What must not remain of an application.
	 *
	 * @param processes everything it started
	 * @param directory the directory of its cluster
	 */
	record Remains(List<Long> processes, Path directory) {

		/**
		 * Check that nothing is left.
		 */
		void areGone() {
			assertThat(this.processes).filteredOn(LinuxProcesses::isAlive)
				.extracting(LinuxProcesses::describe)
				.isEmpty();
			assertThat(LinuxProcesses.mentioning(this.directory)).isEmpty();
			assertThat(this.directory).doesNotExist();
		}

		void awaitGone() {
			await().atMost(END_LIMIT).pollInterval(Duration.ofMillis(100)).untilAsserted(this::areGone);
		}

	}

}
