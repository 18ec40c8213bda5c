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

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.github.raytaskrunner.testsupport.network.TestHost;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own that a test starts and may kill. What it prints goes to a file.
 */
public final class TestJvm implements AutoCloseable {

	/**
	 * Option of JVMs that live for seconds: they start faster if they do not optimise.
	 * The JVMs of this class have it, and so have drivers and workers of applications in
	 * them.
	 */
	public static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

	/**
	 * Option that undoes {@link #SHORT_LIVED}.
	 */
	public static final String LONG_LIVED = "-XX:TieredStopAtLevel=4";

	private final Process process;

	private final Path output;

	private final boolean entered;

	private TestJvm(Process process, Path output, boolean entered) {
		this.process = process;
		this.output = output;
		this.entered = entered;
	}

	/**
	 * Prepare a JVM that runs a class on this JVM's class path.
	 * @param mainClass the class to run
	 * @return a builder
	 */
	public static Builder of(Class<?> mainClass) {
		return new Builder(List.of(mainClass.getName())).classPath(System.getProperty("java.class.path"));
	}

	/**
	 * Prepare a JVM that runs an executable jar.
	 * @param jar the jar
	 * @return a builder
	 */
	public static Builder ofJar(Path jar) {
		return new Builder(List.of("-jar", jar.toString()));
	}

	/**
	 * Return the process that this JVM started: it has the standard streams and the exit
	 * code of the JVM.
	 * @return the process
	 */
	public Process process() {
		return this.process;
	}

	/**
	 * Return the identifier of the JVM's process, which is not the {@linkplain #process()
	 * started one} if it runs on a test host.
	 * @return the identifier on this machine
	 */
	public long pid() {
		if (!this.entered) {
			return this.process.pid();
		}
		return Awaitility.await()
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.process.children().findFirst(), Optional::isPresent)
			.orElseThrow()
			.pid();
	}

	/**
	 * Write a line to the JVM's standard input.
	 * @param command the line
	 * @throws AssertionError if the JVM ended; has the whole output
	 */
	public void command(String command) {
		try {
			OutputStream input = this.process.getOutputStream();
			input.write((command + "\n").getBytes(StandardCharsets.UTF_8));
			input.flush();
		}
		catch (IOException ex) {
			throw new AssertionError("The JVM hears nothing:%n%s".formatted(String.join("\n", output())), ex);
		}
	}

	/**
	 * Return what the JVM printed up to now.
	 * @return the lines
	 */
	public List<String> output() {
		try {
			return new String(Files.readAllBytes(this.output), StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait until the JVM printed a line.
	 * @param line says which
	 * @param timeout longest time to wait
	 * @return the first such line
	 * @throws AssertionError if there is none in time; has the whole output, and what the
	 * JVM has started
	 */
	public String awaitLine(Predicate<String> line, Duration timeout) {
		try {
			Awaitility.await()
				.atMost(timeout)
				.pollInterval(Duration.ofMillis(50))
				.until(() -> !this.process.isAlive() || output().stream().anyMatch(line));
		}
		catch (ConditionTimeoutException ex) {
			// told below
		}
		return output().stream()
			.filter(line)
			.findFirst()
			.orElseThrow(() -> new AssertionError("The line did not come within %s, only:%n%s%nIt started:%n%s"
				.formatted(timeout, String.join("\n", output()), String.join("\n", descendants()))));
	}

	private List<String> descendants() {
		return this.process.descendants()
			.map((process) -> process.pid() + " " + process.info().commandLine().orElse(""))
			.toList();
	}

	/**
	 * Wait until the JVM ended by itself.
	 * @param timeout longest time to wait
	 * @return its exit code
	 * @throws AssertionError if it does not end in time; has the whole output
	 */
	public int awaitExit(Duration timeout) {
		try {
			if (this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				return this.process.exitValue();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new AssertionError("The JVM did not end within %s:%n%s".formatted(timeout, String.join("\n", output())));
	}

	/**
	 * Kill the JVM in the hardest way, and nothing that it started.
	 */
	public void kill() {
		LinuxProcesses.kill(pid());
	}

	/**
	 * End the JVM if it still runs.
	 */
	@Override
	public void close() {
		if (this.entered) {
			this.process.children().forEach(ProcessHandle::destroyForcibly);
		}
		this.process.destroyForcibly();
	}

	/**
	 * Prepares a JVM.
	 */
	public static final class Builder {

		private final List<String> main;

		private final List<String> options = new ArrayList<>(List.of(SHORT_LIVED,
				"-Dray.driver.jvm-options=" + SHORT_LIVED, "-Dray.worker.jvm-options=" + SHORT_LIVED));

		private final List<String> arguments = new ArrayList<>();

		private final Map<String, String> environment = new LinkedHashMap<>();

		private Path javaHome = Path.of(System.getProperty("java.home"));

		private @Nullable TestHost host;

		private Builder(List<String> main) {
			this.main = main;
		}

		/**
		 * Set the class path.
		 * @param classPath the class path
		 * @return this builder
		 */
		public Builder classPath(String classPath) {
			return jvmOptions("-cp", classPath);
		}

		/**
		 * Set a system property.
		 * @param name the property's name
		 * @param value the property's value
		 * @return this builder
		 */
		public Builder systemProperty(String name, String value) {
			return jvmOptions("-D" + name + "=" + value);
		}

		/**
		 * Add options of the JVM.
		 * @param options the options
		 * @return this builder
		 */
		public Builder jvmOptions(String... options) {
			this.options.addAll(List.of(options));
			return this;
		}

		/**
		 * Add arguments of the program.
		 * @param arguments the arguments
		 * @return this builder
		 */
		public Builder arguments(String... arguments) {
			this.arguments.addAll(List.of(arguments));
			return this;
		}

		/**
		 * Set an environment variable.
		 * @param name the variable's name
		 * @param value the variable's value
		 * @return this builder
		 */
		public Builder environment(String name, String value) {
			this.environment.put(name, value);
			return this;
		}

		/**
		 * Let the JVM run on a test host, with the environment variables given here
		 * alone.
		 * @param host the host
		 * @return this builder
		 */
		public Builder on(TestHost host) {
			this.host = host;
			return this;
		}

		/**
		 * Set the Java to run, by default that of this JVM.
		 * @param javaHome its directory
		 * @return this builder
		 */
		public Builder javaHome(Path javaHome) {
			this.javaHome = javaHome;
			return this;
		}

		/**
		 * Start the JVM.
		 * @param output the file for everything it prints
		 * @return the running JVM
		 */
		public TestJvm start(Path output) {
			List<String> command = new ArrayList<>();
			command.add(this.javaHome.resolve("bin").resolve("java").toString());
			command.addAll(this.options);
			command.addAll(this.main);
			command.addAll(this.arguments);
			ProcessBuilder builder = builder(command).redirectErrorStream(true).redirectOutput(output.toFile());
			try {
				return new TestJvm(builder.start(), output, this.host != null);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private ProcessBuilder builder(List<String> command) {
			if (this.host != null) {
				return this.host.process(this.environment, command);
			}
			ProcessBuilder builder = new ProcessBuilder(command);
			builder.environment().putAll(this.environment);
			return builder;
		}

	}

}
