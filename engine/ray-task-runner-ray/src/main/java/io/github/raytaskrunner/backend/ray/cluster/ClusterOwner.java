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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.raytaskrunner.threads.DaemonThreads;
import io.github.raytaskrunner.waiting.Deadline;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter;

/**
 * The process that owns a temporary cluster: {@code owner.py} in Ray's own Python. It
 * calls {@code ray.init}, tells what happens, and ends everything it started at the end
 * of its standard input.
 */
final class ClusterOwner {

	/**
	 * The owner kills for at most eight seconds, and then removes the directory.
	 */
	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration DESTROY_TIMEOUT = Duration.ofSeconds(2);

	private final Process process;

	private final Consumer<OwnerEvent> onEvent;

	private final Consumer<@Nullable Exception> onEnd;

	private final RecordedProcesses processes = new RecordedProcesses();

	private final Thread follower = new DaemonThreads("ray-cluster").newThread(this::follow);

	/**
	 * Create a new instance.
	 * @param process the process, which waits for the arguments
	 * @param onEvent told by a thread of this object what the process tells
	 * @param onEnd told by the same thread when the process ended, with the reason if it
	 * told what cannot be understood
	 */
	ClusterOwner(Process process, Consumer<OwnerEvent> onEvent, Consumer<@Nullable Exception> onEnd) {
		this.process = process;
		this.onEvent = onEvent;
		this.onEnd = onEnd;
	}

	/**
	 * Start a process.
	 * @param python Ray's Python
	 * @param directory directory of the cluster
	 * @param javaHome the Java for the workers
	 */
	static Process launch(Path python, ClusterDirectory directory, Path javaHome) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(python.toString(), directory.script().toString());
		builder.redirectError(directory.log().toFile());
		ClusterEnvironment.applyToOwner(builder.environment(), directory.token(), javaHome);
		return builder.start();
	}

	/**
	 * Let the process call {@code ray.init}.
	 * @param directory directory of the cluster
	 * @param arguments arguments by their Python names
	 */
	void init(Path directory, Map<String, Object> arguments) {
		this.follower.start();
		String line = JsonWriter.standard()
			.writeToString(Map.of("directory", directory.toString(), "arguments", arguments)) + "\n";
		try {
			OutputStream input = this.process.getOutputStream();
			input.write(line.getBytes(StandardCharsets.UTF_8));
			input.flush();
		}
		catch (IOException ex) {
			// it ended already, and its follower knows more about it
		}
	}

	long pid() {
		return this.process.pid();
	}

	private void follow() {
		Exception failure = null;
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().forEach((line) -> OwnerEvent.parse(line).ifPresent(this::handle));
		}
		catch (IOException | RuntimeException ex) {
			failure = ex;
		}
		// regularly nothing is left by now
		this.processes.destroy(DESTROY_TIMEOUT);
		this.onEnd.accept(failure);
	}

	private void handle(OwnerEvent event) {
		if (event.name().equals("processes")) {
			this.processes.record(event.get("pids"));
		}
		this.onEvent.accept(event);
	}

	/**
	 * End the process and the cluster, also when the caller is interrupted. Returns when
	 * nothing runs any more, or after some seconds.
	 */
	void close() {
		boolean interrupted = Thread.interrupted();
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			// it is closed if the process ended
		}
		interrupted |= awaitUninterruptibly((millis) -> this.process.waitFor(millis, TimeUnit.MILLISECONDS),
				CLOSE_TIMEOUT);
		this.process.destroyForcibly();
		if (Thread.currentThread() != this.follower) {
			interrupted |= awaitUninterruptibly(this.follower::join, DESTROY_TIMEOUT.multipliedBy(2));
		}
		this.processes.destroy(DESTROY_TIMEOUT);
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean awaitUninterruptibly(InterruptibleWait wait, Duration timeout) {
		Deadline deadline = new Deadline(timeout);
		boolean interrupted = false;
		while (true) {
			try {
				// a thread's join takes zero for ever
				wait.await(Math.max(1, deadline.remaining().toMillis()));
				return interrupted;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
	}

	@FunctionalInterface
	private interface InterruptibleWait {

		void await(long millis) throws InterruptedException;

	}

}
