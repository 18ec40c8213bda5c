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

package io.github.raytaskrunner.launch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The environment variable that has workers tell the application what tasks log, with the
 * levels of the application's loggers. Where it is missing, workers tell nothing.
 */
public final class LogVariable {

	/**
	 * As Base64 far below the 128 KB that Linux takes for a variable. Loggers beyond that
	 * have the levels of those above them.
	 */
	private static final int MAX_BYTES = 24 * 1024;

	private LogVariable() {
	}

	/**
	 * Return the value of the variable.
	 * @param levels the level of each logger that has one of its own, by the logger's
	 * name
	 * @return the value
	 */
	public static String write(Map<String, String> levels) {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		levels.forEach((logger, level) -> {
			byte[] line = (level + " " + logger.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8);
			if (text.size() + line.length <= MAX_BYTES) {
				text.writeBytes(line);
			}
		});
		return Base64.getEncoder().encodeToString(text.toByteArray());
	}

	/**
	 * Read the variable of this process.
	 * @return the levels by the name of the logger, or {@code null} if there is no such
	 * variable
	 */
	public static @Nullable Map<String, String> read() {
		String value = System.getenv(EnvironmentNames.LOG);
		return (value != null) ? read(value) : null;
	}

	static Map<String, String> read(String value) {
		Map<String, String> levels = new LinkedHashMap<>();
		new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8).lines().forEach((line) -> {
			String[] parts = line.split(" ", 2);
			levels.put(parts[1], parts[0]);
		});
		return levels;
	}

}
