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

package io.github.raytaskrunner.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file in Markdown that tells what was measured. If it exists and has two lines that
 * mark where that stands, only what is between them is replaced.
 */
public final class Report {

	private static final String BEGIN = "<!-- benchmarks: begin -->\n";

	private static final String END = "<!-- benchmarks: end -->\n";

	private Report() {
	}

	/**
	 * Write into a file.
	 * @param file the file
	 * @param text what was measured
	 * @throws IOException on failure
	 */
	public static void write(Path file, String text) throws IOException {
		Files.createDirectories(file.toAbsolutePath().getParent());
		String before = Files.exists(file) ? Files.readString(file) : "";
		int begin = before.indexOf(BEGIN);
		int end = before.indexOf(END);
		boolean marked = begin >= 0 && end > begin;
		Files.writeString(file,
				marked ? before.substring(0, begin + BEGIN.length()) + text + before.substring(end) : text);
	}

}
