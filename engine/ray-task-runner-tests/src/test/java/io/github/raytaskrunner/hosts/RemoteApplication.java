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

package io.github.raytaskrunner.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.network.TestHost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A {@link RemoteProgram} on a test host, which has nothing but Java on its path.
 */
final class RemoteApplication implements AutoCloseable {

	/**
	 * Longest time to wait for whatever takes some work: more than driver and worker may
	 * take to start, so that the application tells which of them does not.
	 */
	static final Duration LIMIT = Duration.ofMinutes(5);

	static final Duration GRACE_PERIOD = Duration.ofSeconds(10);

	private final TestJvm jvm;

	private final Path folder;

	private RemoteApplication(TestJvm jvm, Path folder) {
		this.jvm = jvm;
		this.folder = folder;
	}

	/**
	 * Start an application, without waiting for it.
	 * @param folder an empty folder that all hosts share
	 */
	static RemoteApplication launch(TestHost host, Path folder, Map<String, String> environment, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--folder=" + folder, "--spring.main.banner-mode=off",
				"--spring.application.name=remote-program",
				"--ray.shutdown.grace-period=" + GRACE_PERIOD.toSeconds() + "s"));
		arguments.addAll(List.of(properties));
		TestJvm.Builder builder = TestJvm.of(RemoteProgram.class)
			.on(host)
			.environment("PATH", Path.of(System.getProperty("java.home"), "bin").toString())
			.arguments(arguments.toArray(String[]::new));
		environment.forEach(builder::environment);
		return new RemoteApplication(builder.start(folder.resolve("application.log")), folder);
	}

	RemoteApplication awaitUp() {
		awaitLine(RemoteProgram.UP);
		return this;
	}

	/**
	 * Wait until the application gave up, and return what it printed.
	 */
	String awaitFailure() {
		assertThat(this.jvm.awaitExit(LIMIT)).as(this::output).isEqualTo(1);
		return output();
	}

	void command(String command) {
		this.jvm.command(command);
	}

	/**
	 * Submit a task that runs until it is {@linkplain #release released}, and wait until
	 * it runs.
	 * @return the name of the host that runs it
	 */
	String hold(String task) {
		command("hold " + task);
		return awaitStarts(task, 1).get(0);
	}

	/**
	 * Wait until a task was started a number of times.
	 * @return the names of the hosts that ran it
	 */
	List<String> awaitStarts(String task, int number) {
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThat(starts(task)).as(this::output).hasSizeGreaterThanOrEqualTo(number));
		return starts(task);
	}

	/**
	 * Return the names of the hosts that ran a task, in order.
	 */
	List<String> starts(String task) {
		Path starts = this.folder.resolve(task + ".starts");
		try {
			return Files.exists(starts) ? Files.readAllLines(starts) : List.of();
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

	/**
	 * Check that short tasks run.
	 */
	void runTasks() {
		int number = 20 + count("counted ");
		command("count " + number);
		awaitLine("counted " + number);
	}

	private int count(String start) {
		return (int) this.jvm.output().stream().filter((line) -> line.startsWith(start)).count();
	}

	String awaitLine(String part) {
		return this.jvm.awaitLine((line) -> line.contains(part), LIMIT);
	}

	String output() {
		return String.join("\n", this.jvm.output());
	}

	void kill() {
		this.jvm.kill();
	}

	/**
	 * Tell the application to end, and wait for it.
	 * @return how long that took
	 */
	Duration stop() {
		long start = System.nanoTime();
		close();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/**
	 * End the application as it ends by itself, so that its driver ends too.
	 */
	@Override
	public void close() {
		try {
			this.jvm.process().getOutputStream().close();
			this.jvm.awaitExit(LIMIT);
		}
		catch (IOException ex) {
			// it ended already
		}
		finally {
			this.jvm.close();
		}
	}

}
