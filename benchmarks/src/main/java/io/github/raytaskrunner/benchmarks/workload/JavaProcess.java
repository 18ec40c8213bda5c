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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JVM of this machine as the JDK's tools see it.
 *
 * @param pid its process id
 */
record JavaProcess(long pid) {

	private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

	/**
	 * Collect its garbage.
	 * @return the number of bytes that are left in its heap
	 */
	long usedHeap() throws IOException {
		List<Long> totals = ask("GC.class_histogram").map(TOTAL::matcher)
			.filter(Matcher::find)
			.map((total) -> Long.parseLong(total.group(1)))
			.toList();
		return totals.get(totals.size() - 1);
	}

	/**
	 * Return how many threads run Java code.
	 * @return the number of threads
	 */
	long threads() throws IOException {
		return ask("Thread.print").filter((line) -> line.contains("java.lang.Thread.State:")).count();
	}

	private Stream<String> ask(String command) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				Long.toString(this.pid), command)
			.redirectErrorStream(true)
			.start();
		try (InputStream output = process.getInputStream()) {
			return new String(output.readAllBytes(), StandardCharsets.UTF_8).lines();
		}
	}

}
