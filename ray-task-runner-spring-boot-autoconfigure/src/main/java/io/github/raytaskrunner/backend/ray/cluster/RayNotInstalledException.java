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

import io.github.raytaskrunner.RayTaskRunnerException;

/**
 * There is no Ray on this machine, or not where it was said to be.
 */
public final class RayNotInstalledException extends RayTaskRunnerException {

	private static final String ACTION = "Install it with pip install \"ray[default]\", and set ray.home to the "
			+ "virtual environment or put its 'ray' command on the PATH";

	private final String finding;

	/**
	 * Create a new exception.
	 * @param finding where Ray was looked for, as a sentence without its full stop
	 */
	public RayNotInstalledException(String finding) {
		super(finding + ". " + ACTION + ".");
		this.finding = finding;
	}

	/**
	 * Return where Ray was looked for.
	 * @return the finding, as a sentence without its full stop
	 */
	public String getFinding() {
		return this.finding;
	}

}
