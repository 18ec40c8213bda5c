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

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM of this machine as the JDK's tools see it.
 *
 * @param pid its process id
 */
record JavaProcess(long pid) {

	/**
	 * Only every fourth full collection of G1 leaves nothing but what is used.
	 */
	private static final List<String> COMMANDS = List.of("GC.class_histogram", "GC.class_histogram",
			"GC.class_histogram", "GC.class_histogram", "Thread.print");

	private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

	/**
	 * Collect its garbage and see what is left.
	 * @return what is left
	 * @throws IOException if the JVM does not answer
	 */
	Usage usage() throws IOException {
		List<String> answer = ask();
		long heap = answer.stream()
			.map(TOTAL::matcher)
			.filter(Matcher::find)
			.mapToLong((total) -> Long.parseLong(total.group(1)))
			.min()
			.orElseThrow(() -> new IOException("No answer of " + this.pid + ": " + answer));
		return new Usage(heap, answer.stream().filter((line) -> line.contains("java.lang.Thread.State:")).count());
	}

	private List<String> ask() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				Long.toString(this.pid), "-f", "/dev/stdin")
			.redirectErrorStream(true)
			.start();
		try (BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8)) {
			input.write(String.join("\n", COMMANDS));
		}
		return process.inputReader(StandardCharsets.UTF_8).lines().toList();
	}

	/**
	 * What a JVM uses.
	 *
	 * @param heap bytes of its heap
	 * @param threads threads that run Java code
	 */
	record Usage(long heap, long threads) {

	}

}
