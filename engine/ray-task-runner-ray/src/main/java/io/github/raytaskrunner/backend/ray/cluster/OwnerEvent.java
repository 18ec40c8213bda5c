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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A line by which the owner of a cluster reports: a prefix and a form-encoded map.
 *
 * @param name what happened
 * @param fields everything else, by name
 */
record OwnerEvent(String name, Map<String, String> fields) {

	private static final String PREFIX = "ray-task-runner:";

	/**
	 * Parse a line.
	 * @param line a line from the owner's standard output
	 * @return the event, or nothing if somebody else printed the line
	 */
	static Optional<OwnerEvent> parse(String line) {
		if (!line.startsWith(PREFIX)) {
			return Optional.empty();
		}
		Map<String, String> fields = new HashMap<>();
		for (String field : line.substring(PREFIX.length()).split("&")) {
			int separator = field.indexOf('=');
			fields.put(decode(field.substring(0, separator)), decode(field.substring(separator + 1)));
		}
		String name = fields.remove("event");
		return (name != null) ? Optional.of(new OwnerEvent(name, Map.copyOf(fields))) : Optional.empty();
	}

	private static String decode(String value) {
		return URLDecoder.decode(value, StandardCharsets.UTF_8);
	}

	String get(String field) {
		String value = find(field);
		if (value == null) {
			throw new IllegalStateException("Event '%s' has no '%s'".formatted(this.name, field));
		}
		return value;
	}

	@Nullable String find(String field) {
		return this.fields.get(field);
	}

}
