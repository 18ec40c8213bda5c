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

package io.github.raytaskrunner.autoconfigure.annotation;

import io.github.raytaskrunner.RayTaskRunnerException;

/**
 * Thrown when a bean is created, for a method whose calls cannot be tasks.
 */
final class InvalidRayTaskException extends RayTaskRunnerException {

	private final String finding;

	private final String action;

	/**
	 * Create a new exception.
	 * @param finding what is wrong, as a sentence without its full stop
	 * @param action what to do, in sentences
	 */
	InvalidRayTaskException(String finding, String action) {
		super(finding + ". " + action);
		this.finding = finding;
		this.action = action;
	}

	String getFinding() {
		return this.finding;
	}

	String getAction() {
		return this.action;
	}

}
