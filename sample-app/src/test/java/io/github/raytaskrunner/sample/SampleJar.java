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

package io.github.raytaskrunner.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The built fat jar of the sample, run as a process of its own.
 */
final class SampleJar {

	static final Path FILE = Path.of("target", "sample-app.jar");

	private static final Duration TIMEOUT = Duration.ofMinutes(5);

	private final Path folder;

	private final Map<String, String> environment;

	/**
	 * Create a new instance.
	 * @param folder empty folder that gets what a run writes
	 * @param environment environment variables beside those of this process
	 */
	SampleJar(Path folder, Map<String, String> environment) {
		this.folder = folder;
		this.environment = environment;
	}

	/**
	 * Run the jar and wait for its end.
	 * @param args arguments of the application
	 * @return what came of it
	 */
	Run run(String... args) throws IOException, InterruptedException {
		Path run = Files.createTempDirectory(this.folder, "run");
		File out = run.resolve("stdout").toFile();
		File err = run.resolve("stderr").toFile();
		Path loadedClasses = run.resolve("classes");
		ProcessBuilder builder = new ProcessBuilder(command(loadedClasses, args)).redirectOutput(out)
			.redirectError(err);
		// with these a JVM greets on stderr
		builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
		builder.environment().putAll(this.environment);
		Process process = builder.start();
		process.getOutputStream().close();
		try {
			if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
				throw new AssertionError("Still runs after %s: %s%nstdout:%n%s%nstderr:%n%s".formatted(TIMEOUT,
						builder.command(), Files.readString(out.toPath()), Files.readString(err.toPath())));
			}
			return new Run(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()),
					Files.readAllLines(loadedClasses));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static List<String> command(Path loadedClasses, String... args) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-Xlog:class+load:file=" + loadedClasses);
		command.add("-jar");
		command.add(FILE.toString());
		command.addAll(List.of(args));
		return command;
	}

	/**
	 * What came of a run.
	 *
	 * @param exitCode exit code of the process
	 * @param stdout its standard output
	 * @param stderr its standard error
	 * @param loadedClasses a line for each class that its JVM loaded, with the name of
	 * the class
	 */
	record Run(int exitCode, String stdout, String stderr, List<String> loadedClasses) {

	}

}
