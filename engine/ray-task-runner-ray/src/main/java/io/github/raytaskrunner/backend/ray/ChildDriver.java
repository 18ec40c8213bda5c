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

package io.github.raytaskrunner.backend.ray;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.backend.Waits;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.threads.DaemonThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A driver that is a child of this process.
 */
final class ChildDriver implements LaunchedDriver {

	private static final Log logger = LogFactory.getLog(ChildDriver.class);

	private static final long END_TIMEOUT_SECONDS = 2;

	private final Process process;

	private final Path outputFile;

	private final Deque<String> lastLines = new ArrayDeque<>();

	private final CompletableFuture<DriverEndpoint> endpoint = new CompletableFuture<>();

	ChildDriver(Process process, Path outputFile) {
		this.process = process;
		this.outputFile = outputFile;
		new DaemonThreads("ray-driver-output").newThread(this::copyOutput).start();
	}

	void awaitEndpoint(Duration timeout) {
		try {
			Waits.get(this.endpoint, timeout, "the driver process to start");
		}
		catch (TimeoutException ex) {
			throw new DriverException("The driver process did not start within " + timeout + ". " + output());
		}
		catch (ExecutionException ex) {
			String reason = describeEnd();
			new DriverOutput(output()).throwIfRefused();
			throw new DriverException("The driver did not start: " + reason);
		}
	}

	private void copyOutput() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8);
				DriverLogFile file = new DriverLogFile(this.outputFile)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				DriverEndpoint.find(line).ifPresent(this.endpoint::complete);
				if (DriverOutput.mayTellWhy(line)) {
					remember(line);
				}
				file.write(line);
			}
		}
		catch (IOException ex) {
			logger.debug("The driver's output ended", ex);
		}
		this.endpoint.completeExceptionally(new IOException("The driver ended"));
	}

	private void remember(String line) {
		synchronized (this.lastLines) {
			if (this.lastLines.size() == DriverOutput.LAST_LINES) {
				this.lastLines.removeFirst();
			}
			this.lastLines.add(line);
		}
	}

	private String output() {
		synchronized (this.lastLines) {
			return this.lastLines.isEmpty() ? "It said nothing"
					: "It last said:\n  " + String.join("\n  ", this.lastLines);
		}
	}

	@Override
	public DriverEndpoint endpoint() {
		return this.endpoint.join();
	}

	@Override
	public boolean hasEnded() {
		return !this.process.isAlive();
	}

	@Override
	public String describeEnd() {
		String name = "driver process " + this.process.pid();
		if (!waitFor(Duration.ofSeconds(END_TIMEOUT_SECONDS))) {
			return name + " still runs. " + output();
		}
		return name + " ended with exit code " + this.process.exitValue() + ". " + output();
	}

	/**
	 * End the process, whether or not the caller is interrupted: one that is killed
	 * leaves workers behind which Ray goes on to count.
	 */
	@Override
	public void stop(Duration timeout) {
		boolean interrupted = Thread.interrupted();
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			logger.debug("The driver had ended already", ex);
		}
		if (!waitFor(timeout)) {
			this.process.destroyForcibly();
			waitFor(Duration.ofSeconds(END_TIMEOUT_SECONDS));
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean waitFor(Duration timeout) {
		return Waits.await(() -> this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS))
				|| !this.process.isAlive();
	}

}
