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

package io.github.raytaskrunner.launch;

import java.util.Base64;

/**
 * The environment variable by which the settings of a runner reach the processes of its
 * tasks. It is not seen on a command line, as settings may hold secrets.
 */
public final class SettingsVariable {

	/**
	 * Linux takes variables of 128 KB, their names included.
	 */
	private static final int MAX_LENGTH = 120_000;

	private SettingsVariable() {
	}

	/**
	 * Return the value of the variable.
	 * @param settings the serialized settings
	 * @return the value
	 * @throws IllegalArgumentException if no process can have a variable that long
	 */
	public static String write(byte[] settings) {
		String value = Base64.getEncoder().encodeToString(settings);
		if (value.length() > MAX_LENGTH) {
			throw new IllegalArgumentException(
					"The settings of the runner are too long for the environment of Ray's workers (" + value.length()
							+ " characters of at most " + MAX_LENGTH + "): have fewer or shorter ray.profiles.*, or "
							+ "keep beans and their properties in the application by ray.beans.enabled=false");
		}
		return value;
	}

	/**
	 * Read the variable of this process.
	 * @return the serialized settings
	 * @throws IllegalStateException if there is no such variable
	 */
	public static byte[] read() {
		String value = System.getenv(EnvironmentNames.SETTINGS);
		if (value == null) {
			throw new IllegalStateException("This process has no environment variable " + EnvironmentNames.SETTINGS
					+ ", so it is no process of a runner's tasks");
		}
		return read(value);
	}

	static byte[] read(String value) {
		return Base64.getDecoder().decode(value);
	}

}
