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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.raytaskrunner.backend.BackendUnavailableException;

/**
 * Lines by which a driver, or what starts it, says that it cannot run where it is.
 */
final class DriverRefusal {

	private static final Pattern LINES = Pattern
		.compile("RAY_TASK_RUNNER_DRIVER cannot run: (.+)\\R\\s*RAY_TASK_RUNNER_DRIVER needs: (.+)");

	private DriverRefusal() {
	}

	/**
	 * Throw an exception if a driver refused to run.
	 * @param output output of the driver
	 * @throws BackendUnavailableException if it says so
	 */
	static void check(String output) {
		Matcher lines = LINES.matcher(output);
		if (lines.find()) {
			throw new BackendUnavailableException("The driver cannot run on the cluster: " + lines.group(1),
					lines.group(2), null);
		}
	}

}
