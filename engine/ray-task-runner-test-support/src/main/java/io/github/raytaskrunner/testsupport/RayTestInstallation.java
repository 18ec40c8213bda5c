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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.opentest4j.TestAbortedException;

/**
 * A real Ray in a Python virtual environment below the project's folder {@code .ray},
 * installed when a test first asks for it and kept for the next ones.
 */
public final class RayTestInstallation {

	private static final Duration TIMEOUT = Duration.ofMinutes(15);

	private static final int TAIL_LINES = 30;

	private static final String CHECK_PYTHON = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))";

	private static final String CHECK_RAY = "import sys, ray, ray.dashboard.optional_deps; "
			+ "sys.exit(ray.__version__ != sys.argv[1])";

	private final String version;

	private final Path home;

	private final Path log;

	private final Path marker;

	private RayTestInstallation(String version, Path folder) {
		this.version = version;
		this.home = folder.resolve(version);
		this.log = folder.resolve(version + ".log");
		this.marker = folder.resolve(version + ".installed");
	}

	/**
	 * Provide an installation.
	 * @param version Ray's version, such as {@link RayVersions#NEWEST}
	 * @return the virtual environment
	 * @throws TestAbortedException if this machine has no suitable Python
	 * @throws AssertionError if Ray cannot be installed
	 */
	public static Path version(String version) {
		Path folder = projectFolder().resolve(".ray").resolve("install");
		RayTestInstallation installation = new RayTestInstallation(version, folder);
		if (!Files.exists(installation.marker)) {
			reasonToSkip().ifPresent((reason) -> {
				throw new TestAbortedException(reason);
			});
			installation.provideAlone(folder);
		}
		return installation.home;
	}

	/**
	 * Say why nothing can be installed here.
	 * @return the reason, or nothing if it can
	 */
	public static Optional<String> reasonToSkip() {
		Optional<Path> python = python();
		if (python.isEmpty()) {
			return Optional.of("There is no python3 on the PATH to install Ray with");
		}
		try {
			Process process = new ProcessBuilder(python.get().toString(), "-c", CHECK_PYTHON).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			boolean suitable = process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
			process.destroyForcibly();
			return suitable ? Optional.empty()
					: Optional.of(python.get() + " is older than 3.9 or comes without venv: no Ray can be installed");
		}
		catch (IOException ex) {
			return Optional.of(python.get() + " does not start: " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while asking Python for its version", ex);
		}
	}

	/**
	 * Return the folder of the project.
	 * @return the folder with the Maven wrapper, at or above the working directory
	 */
	public static Path projectFolder() {
		Path folder = Path.of("").toAbsolutePath();
		while (folder != null) {
			if (Files.exists(folder.resolve("mvnw"))) {
				return folder;
			}
			folder = folder.getParent();
		}
		throw new IllegalStateException("There is no mvnw at or above the working directory");
	}

	private static Optional<Path> python() {
		return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.filter((entry) -> !entry.isEmpty())
			.map((entry) -> Path.of(entry, "python3"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private void provideAlone(Path folder) {
		// one thread of this JVM, then one JVM of this machine
		synchronized (RayTestInstallation.class) {
			try {
				Files.createDirectories(folder);
				try (FileChannel channel = FileChannel.open(folder.resolve(this.version + ".lock"),
						StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
					if (!Files.exists(this.marker)) {
						provide();
						Files.writeString(this.marker, lock.isValid() ? this.version : "");
					}
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException("Cannot install Ray into " + this.home, ex);
			}
		}
	}

	private void provide() throws IOException {
		if (isComplete()) {
			return;
		}
		long start = System.nanoTime();
		Files.deleteIfExists(this.log);
		Path python = python().orElseThrow();
		run(start, List.of(python.toString(), "-m", "venv", "--clear", this.home.toString()));
		run(start, List.of(executable(), "-m", "pip", "install", "--progress-bar", "off",
				"ray[default]==" + this.version, "setuptools<80"));
		run(start, check());
	}

	private boolean isComplete() throws IOException {
		if (!Files.isExecutable(Path.of(executable()))) {
			return false;
		}
		try {
			run(System.nanoTime(), check());
			return true;
		}
		catch (AssertionError ex) {
			return false;
		}
	}

	private String executable() {
		return this.home.resolve("bin").resolve("python").toString();
	}

	private List<String> check() {
		return List.of(executable(), "-c", CHECK_RAY, this.version);
	}

	private void run(long start, List<String> command) throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
			.start();
		try {
			long left = TIMEOUT.toNanos() - (System.nanoTime() - start);
			if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
				throw failure(command, "took longer than " + TIMEOUT);
			}
			if (process.exitValue() != 0) {
				throw failure(command, "ended with " + process.exitValue());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure(command, "was interrupted");
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

	private AssertionError failure(List<String> command, String what) throws IOException {
		List<String> lines = Files.readAllLines(this.log);
		List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
		return new AssertionError("Cannot install Ray %s: '%s' %s. See %s, which ends with:%n%s".formatted(this.version,
				String.join(" ", command), what, this.log, String.join("\n", tail)));
	}

}
