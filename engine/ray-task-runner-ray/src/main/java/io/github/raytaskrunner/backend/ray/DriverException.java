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

import io.github.raytaskrunner.RayTaskRunnerException;
import org.jspecify.annotations.Nullable;

/**
 * The driver process could not be launched or reached, or the cluster runs no tasks.
 */
public class DriverException extends RayTaskRunnerException {

	DriverException(String message) {
		super(message);
	}

	DriverException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * Return the messages of an exception and its causes.
	 */
	static String describe(Throwable error) {
		StringBuilder description = new StringBuilder();
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			String message = (cause.getMessage() != null) ? cause.getMessage() : cause.toString();
			if (description.indexOf(message) < 0) {
				description.append((cause != error) ? ": " : "").append(message);
			}
		}
		return description.toString();
	}

}
