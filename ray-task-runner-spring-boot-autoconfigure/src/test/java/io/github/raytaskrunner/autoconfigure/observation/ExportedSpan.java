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

package io.github.raytaskrunner.autoconfigure.observation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A span that a process exported to a file.
 *
 * @param name the name
 * @param trace id of its trace
 * @param id its own id
 * @param parent id of its parent
 * @param process id of the process that exported it
 */
record ExportedSpan(String name, String trace, String id, String parent, String process) {

	static ExportedSpan ofThisProcess(String name, String trace, String id, String parent) {
		return new ExportedSpan(name, trace, id, parent, String.valueOf(ProcessHandle.current().pid()));
	}

	/**
	 * Return all spans that were exported so far.
	 * @param file the file
	 */
	static List<ExportedSpan> all(Path file) throws IOException {
		return Files.readAllLines(file).stream().map((line) -> {
			String[] parts = line.split("\t", -1);
			return new ExportedSpan(parts[0], parts[1], parts[2], parts[3], parts[4]);
		}).toList();
	}

	void writeTo(Path file) {
		String line = String.join("\t", this.name, this.trace, this.id, this.parent, this.process) + "\n";
		try {
			Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
