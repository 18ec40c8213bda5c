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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.raytaskrunner.backend.BackendUnavailableException;

/**
 * A version of Ray.
 *
 * @param text the version as Ray tells it
 * @param major its major version
 * @param minor its minor version
 */
record RayVersion(String text, int major, int minor) {

	private static final int OLDEST_MAJOR = 2;

	private static final int OLDEST_MINOR = 39;

	private static final Pattern PATTERN = Pattern.compile("(\\d+)\\.(\\d+).*");

	static RayVersion parse(String text) {
		Matcher matcher = PATTERN.matcher(text);
		if (!matcher.matches()) {
			// a build of somebody's own: nothing is known about its age
			return new RayVersion(text, OLDEST_MAJOR, OLDEST_MINOR);
		}
		return new RayVersion(text, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
	}

	/**
	 * Check that this version is not too old.
	 * @param owner what has this version, to begin a sentence with
	 */
	void requireSupported(String owner) {
		if (this.major < OLDEST_MAJOR || (this.major == OLDEST_MAJOR && this.minor < OLDEST_MINOR)) {
			throw new BackendUnavailableException(owner + " has Ray " + this + ", which is too old",
					"Upgrade it to Ray " + OLDEST_MAJOR + "." + OLDEST_MINOR + " or later.", null);
		}
	}

	@Override
	public String toString() {
		return this.text;
	}

}
