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

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values by name as text: a line of {@code name=value} for each, in which backslashes and
 * line ends are escaped, and an empty line at the end. So it can be followed by something
 * else.
 */
final class NamedValues {

	private NamedValues() {
	}

	/**
	 * Write values.
	 * @param values the values by their names
	 * @return the text
	 * @throws IllegalArgumentException if a name is empty or holds a sign of equality or
	 * the end of a line, or anything holds a NUL, which no process can be told
	 */
	static String write(Map<String, String> values) {
		StringBuilder text = new StringBuilder();
		values.forEach((name, value) -> {
			if (name.isEmpty() || !escaped(name).equals(name) || name.indexOf('=') >= 0) {
				throw new IllegalArgumentException("Not a name of a value: '" + name + "'");
			}
			if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
				throw new IllegalArgumentException("The value of '" + name + "' must not have a NUL");
			}
			text.append(name).append('=').append(escaped(value)).append('\n');
		});
		return text.append('\n').toString();
	}

	private static String escaped(String text) {
		return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
	}

	/**
	 * Read values, and nothing beyond their end.
	 * @param reader reader of the text
	 * @return the values by their names
	 * @throws IOException if that fails
	 * @throws IllegalArgumentException if it is another text
	 */
	static Map<String, String> read(BufferedReader reader) throws IOException {
		Map<String, String> values = new LinkedHashMap<>();
		for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
			int separator = line.indexOf('=');
			if (separator < 0) {
				throw new IllegalArgumentException("Not a line of the form name=value: " + line);
			}
			values.put(line.substring(0, separator), line.substring(separator + 1).translateEscapes());
		}
		return values;
	}

}
