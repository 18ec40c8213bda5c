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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * The end of a log file, which may be long and grow.
 *
 * @param file the file
 * @param maxBytes number of bytes to look at, at most
 * @param maxLines number of lines, at most
 */
record LogTail(Path file, int maxBytes, int maxLines) {

	/**
	 * Return the last lines. The first may be a part of one.
	 * @param wanted says which lines count
	 * @return the lines in their order, none if the file cannot be read
	 */
	List<String> lines(Predicate<String> wanted) {
		try (InputStream input = Files.newInputStream(this.file)) {
			input.skipNBytes(Math.max(0, Files.size(this.file) - this.maxBytes));
			List<String> lines = new String(input.readNBytes(this.maxBytes), StandardCharsets.UTF_8).lines()
				.filter(wanted)
				.toList();
			return lines.subList(Math.max(0, lines.size() - this.maxLines), lines.size());
		}
		catch (IOException ex) {
			return List.of();
		}
	}

}
