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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;
import java.util.Locale;
import java.util.TimeZone;

import io.github.raytaskrunner.launch.ProcessDefaults.Locales;
import org.jspecify.annotations.Nullable;

/**
 * The environment variable by which the {@link ProcessDefaults} of an application reach
 * the processes of its tasks.
 */
public final class DefaultsVariable {

	private DefaultsVariable() {
	}

	/**
	 * Return the value of the variable.
	 * @param defaults the defaults
	 * @return the value
	 * @throws IOException if the default time zone is of a class that is not serializable
	 */
	public static String write(ProcessDefaults defaults) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
			Locales locales = defaults.locales();
			output.writeObject(defaults.timeZone());
			output.writeBoolean(locales != null);
			if (locales != null) {
				output.writeObject(locales.common());
				output.writeObject(locales.display());
				output.writeObject(locales.format());
			}
		}
		return Base64.getEncoder().encodeToString(bytes.toByteArray());
	}

	/**
	 * Read the variable of this process.
	 * @return the defaults, or {@code null} if there is no such variable
	 * @throws IOException if they cannot be read
	 * @throws ClassNotFoundException if the class of the time zone is missing here
	 */
	public static @Nullable ProcessDefaults read() throws IOException, ClassNotFoundException {
		String value = System.getenv(EnvironmentNames.DEFAULTS);
		return (value != null) ? read(value) : null;
	}

	static ProcessDefaults read(String value) throws IOException, ClassNotFoundException {
		byte[] bytes = Base64.getDecoder().decode(value);
		try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
			TimeZone timeZone = (TimeZone) input.readObject();
			Locales locales = (input.readBoolean())
					? new Locales((Locale) input.readObject(), (Locale) input.readObject(), (Locale) input.readObject())
					: null;
			return new ProcessDefaults(timeZone, locales);
		}
	}

}
