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

package io.github.raytaskrunner.backend;

import io.github.raytaskrunner.RayTaskRunnerException;
import org.jspecify.annotations.Nullable;

/**
 * A backend cannot run tasks, for a reason that somebody can do something about.
 */
public class BackendUnavailableException extends RayTaskRunnerException {

	private final String finding;

	private final String action;

	/**
	 * Create a new exception.
	 * @param finding what is wrong, as a sentence without its full stop
	 * @param action what to do, in sentences
	 * @param cause the cause, or {@code null}
	 */
	public BackendUnavailableException(String finding, String action, @Nullable Throwable cause) {
		super(finding + ". " + action, cause);
		this.finding = finding;
		this.action = action;
	}

	/**
	 * Return what is wrong.
	 * @return a sentence without its full stop
	 */
	public String getFinding() {
		return this.finding;
	}

	/**
	 * Return what to do.
	 * @return one or more sentences
	 */
	public String getAction() {
		return this.action;
	}

}
