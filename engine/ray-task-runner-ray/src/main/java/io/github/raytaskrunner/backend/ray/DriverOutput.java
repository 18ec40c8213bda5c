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

import java.util.List;

import io.github.raytaskrunner.backend.BackendUnavailableException;
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
	 * Return the first line, as Ray's message, and the last lines, as the output that the
	 * message quotes.
	 */
	String shortened() {
		List<String> lines = this.text.strip().lines().toList();
		if (lines.size() <= LAST_LINES + 1) {
			return this.text.strip();
		}
		return lines.get(0) + "\n" + String.join("\n", lines.subList(lines.size() - LAST_LINES, lines.size()));
	}

}
