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

package io.github.raytaskrunner.benchmarks.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that a contender needs beside its own. Says that it is ready by the first
 * line it prints, and ends with its standard input, and so at the latest with the
 * contender.
 */
final class Companion implements AutoCloseable {

	private static final String LOGGING = "logback.configurationFile";

	private static final int END_SECONDS = 20;

	private final Process process;

	private final String firstLine;

	private Companion(Process process, String firstLine) {
		this.process = process;
		this.firstLine = firstLine;
	}

	/**
	 * Start a program on the class path of this JVM.
	 * @param main the program
	 * @param arguments its arguments
	 * @return the process, which is ready
	 */
	static Companion java(Class<?> main, Object... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), "-D" + LOGGING + "=" + System.getProperty(LOGGING, "")));
		command.add(main.getName());
		List.of(arguments).forEach((argument) -> command.add(argument.toString()));
		return start(command);
	}

	/**
	 * Start a process.
	 * @param command its command line
	 * @return the process, which is ready
	 */
	static Companion start(List<String> command) throws IOException {
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		// nothing else comes by this stream
		BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
		String line = output.readLine();
		if (line == null) {
			throw new IOException("It ended before it was ready: " + command);
		}
		return new Companion(process, line);
	}

	/**
	 * Return the line by which it said that it is ready.
	 * @return the line
	 */
	String firstLine() {
		return this.firstLine;
	}

	/**
	 * Return its standard input, for those that read it.
	 * @return the stream
	 */
	OutputStream input() {
		return this.process.getOutputStream();
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.process.getOutputStream().close();
		if (!this.process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
			this.process.descendants().forEach(ProcessHandle::destroyForcibly);
			this.process.destroyForcibly();
		}
	}

	/**
	 * Print a first line, and be there until the end of the standard input. For the
	 * program of a companion.
	 * @param line the line
	 */
	static void awaitEndOfInput(String line) throws IOException {
		System.out.println(line);
		// logs may go there from now on, and nobody reads them
		System.setOut(System.err);
		while (System.in.read() >= 0) {
			continue;
		}
	}

}
