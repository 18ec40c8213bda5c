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

import io.github.raytaskrunner.backend.BackendUnavailableException;

/**
 * There is no Ray on this machine, or not where it was said to be.
 */
public final class RayNotInstalledException extends BackendUnavailableException {

	private static final String ACTION = "Install Ray with its dashboard for Python 3: pip install \"ray[default]\". "
			+ "Then put its 'ray' command on the PATH, or set the property 'ray.home' to the Python environment that "
			+ "contains it. To run without Ray, set 'ray.address=embedded'.";

	/**
	 * Create a new exception.
	 * @param finding where Ray was looked for, as a sentence without its full stop
	 */
	public RayNotInstalledException(String finding) {
		super(finding, ACTION, null);
	}

}
