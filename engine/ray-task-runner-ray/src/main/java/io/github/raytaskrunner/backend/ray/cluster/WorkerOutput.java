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

package io.github.raytaskrunner.backend.ray.cluster;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the workers of a node printed before they could write logs of their own: it stands
 * in the output of Ray's raylet, between messages of Ray. A JVM that cannot start says so
 * there.
 */
final class WorkerOutput {

	/**
	 * What a JVM complains of comes first.
	 */
	private static final List<String> FILES = List.of("raylet.err", "raylet.out");

	/**
	 * Messages of the raylet, information of workers, and the figures of the raylet's
	 * object store.
	 */
	private static final Pattern MESSAGE_OF_RAY = Pattern.compile("\\[(state-dump|.*\\(raylet\\)|[^]]* I \\d+ \\d+]).*"
			+ "|- (num )?(bytes|objects) [\\w ]+: \\d+|Current usage: .*|\\d+ pending objects of total size .*");

	private static final int TAIL_BYTES = 64 * 1024;

	private static final int TAIL_LINES = 10;

	private WorkerOutput() {
	}

	/**
	 * Return the last lines of each file.
	 * @param logDirectory directory of Ray's log files on this machine
	 * @return different lines in their order, none if there are no such files
	 */
	static List<String> lastLines(Path logDirectory) {
		Set<String> seen = new HashSet<>();
		return FILES.stream()
			.map((file) -> new LogTail(logDirectory.resolve(file), TAIL_BYTES, TAIL_LINES))
			.flatMap((tail) -> tail
				.lines((line) -> !line.isBlank() && !MESSAGE_OF_RAY.matcher(line).matches() && seen.add(line))
				.stream())
			.toList();
	}

}
