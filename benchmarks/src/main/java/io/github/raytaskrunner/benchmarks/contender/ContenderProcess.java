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

package io.github.raytaskrunner.benchmarks.contender;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.benchmarks.workload.Outcome;
import io.github.raytaskrunner.benchmarks.workload.Workload;
import io.github.raytaskrunner.benchmarks.workload.WorkloadServer;

/**
 * The process of a contender that runs. For use by one thread.
 */
final class ContenderProcess implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofMinutes(2);

	private static final int POLL_MILLIS = 100;

	private static final int END_SECONDS = 30;

	private final long launched;

	private final Process process;

	private final Path log;

	private final Socket socket;

	private final BufferedReader answers;

	private final PrintWriter requests;

	private ContenderProcess(long launched, Process process, Path log, Socket socket) throws IOException {
		this.launched = launched;
		this.process = process;
		this.log = log;
		this.socket = socket;
		socket.setTcpNoDelay(true);
		this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
		this.requests = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	/**
	 * Start a contender and wait until it is ready.
	 * @param contender the contender
	 * @param options further options of its JVM
	 * @param log file for all that it prints
	 * @return the process
	 * @throws ContenderException if it does not start
	 */
	static ContenderProcess start(Contender contender, List<String> options, Path log) {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			ProcessBuilder builder = new ProcessBuilder(contender.command(options, server.getLocalPort()))
				.redirectErrorStream(true)
				.redirectOutput(log.toFile());
			ContenderEnvironment.apply(builder.environment());
			long launched = System.nanoTime();
			Process process = builder.start();
			ContenderProcess started = new ContenderProcess(launched, process, log, accept(server, process, log));
			started.awaitReady();
			return started;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitReady() {
		try {
			read(START_LIMIT);
		}
		catch (ContenderException ex) {
			close();
			throw new ContenderException("it did not start, see " + this.log, false);
		}
	}

	private static Socket accept(ServerSocket server, Process process, Path log) throws IOException {
		long start = System.nanoTime();
		server.setSoTimeout(POLL_MILLIS);
		while (process.isAlive() && System.nanoTime() - start < START_LIMIT.toNanos()) {
			try {
				return server.accept();
			}
			catch (SocketTimeoutException ex) {
				// it may have ended
			}
		}
		destroy(process);
		throw new ContenderException("it did not start, see " + log, false);
	}

	/**
	 * Let the contender do a workload.
	 * @param workload the workload
	 * @param size how much there is to do
	 * @param limit longest time to wait
	 * @return what came of it
	 * @throws ContenderException if it is not done in time, or not at all, or wrong. The
	 * process is of no use then
	 */
	Outcome run(Workload workload, int size, Duration limit) {
		this.requests.println(workload + " " + size);
		String answer = read(limit);
		if (answer.startsWith(WorkloadServer.FAILED)) {
			throw new ContenderException(answer.substring(WorkloadServer.FAILED.length()) + ", see " + this.log, false);
		}
		String[] numbers = answer.split(" ");
		Outcome outcome = new Outcome(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]),
				Long.parseLong(numbers[2]));
		if (outcome.result() != workload.result(size)) {
			throw new ContenderException(
					"its result is %d instead of %d".formatted(outcome.result(), workload.result(size)), false);
		}
		return outcome;
	}

	/**
	 * Return how long ago the process was started.
	 * @return the time, which begins before whatever the contender needs is started
	 */
	Duration age() {
		return Duration.ofNanos(System.nanoTime() - this.launched);
	}

	private String read(Duration limit) {
		try {
			this.socket.setSoTimeout((int) limit.toMillis());
			String line = this.answers.readLine();
			if (line == null) {
				throw new ContenderException("it ended, see " + this.log, false);
			}
			return line;
		}
		catch (SocketTimeoutException ex) {
			throw new ContenderException("not done in " + limit.toSeconds() + " s", true);
		}
		catch (IOException ex) {
			throw new ContenderException(ex + ", see " + this.log, false);
		}
	}

	/**
	 * End the contender with all that it started.
	 */
	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			// it ended already
		}
		if (!hasEnded()) {
			// it has still to do what nobody waits for any more
			this.process.destroy();
			if (!hasEnded()) {
				destroy(this.process);
			}
		}
	}

	private boolean hasEnded() {
		try {
			return this.process.waitFor(END_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static void destroy(Process process) {
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		process.destroyForcibly();
	}

}
