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

package io.github.raytaskrunner.backend.ray;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.DriverRefusal;

/**
 * What a driver printed, or Ray about it.
 *
 * @param text the text
 */
record DriverOutput(String text) {

	/**
	 * Number of the last lines that tell why a driver ended.
	 */
	static final int LAST_LINES = 15;

	/**
	 * Ray logs with Log4j, which tells of its own start and end, and its clients of every
	 * connection.
	 */
	private static final Pattern OF_LIBRARIES = Pattern
		.compile(".* main INFO (Configuration|Start|Stop).*|.* gcs_client\\.cc:.*");

	/**
	 * Throw an exception if the driver says that it cannot run where it is.
	 * @throws BackendUnavailableException if it does
	 */
	void throwIfRefused() {
		DriverRefusal.find(this.text).ifPresent((refusal) -> {
			throw new BackendUnavailableException("The driver cannot run on the cluster: " + refusal.reason(),
					refusal.remedy(), null);
		});
	}

	/**
	 * Return whether a line may tell why a driver ended.
	 * @param line the line
	 */
	static boolean mayTellWhy(String line) {
		return !OF_LIBRARIES.matcher(line).matches() && DriverEndpoint.find(line).isEmpty();
	}

	/**
	 * Return the first line, as Ray's message, and the last lines, as the output that the
	 * message quotes: of those that may tell why the driver ended.
	 */
	String shortened() {
		List<String> lines = this.text.strip()
			.lines()
			.filter(DriverOutput::mayTellWhy)
			.collect(Collectors.toCollection(ArrayList::new));
		if (lines.size() > LAST_LINES + 1) {
			lines.subList(1, lines.size() - LAST_LINES).clear();
		}
		return String.join("\n", lines);
	}

}
