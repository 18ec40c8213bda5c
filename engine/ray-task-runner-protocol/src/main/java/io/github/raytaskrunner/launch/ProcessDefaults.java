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

import java.util.Locale;
import java.util.TimeZone;

import org.jspecify.annotations.Nullable;

/**
 * Defaults that a process has, as objects: options of a JVM know time zones by ID only,
 * and cannot say that the locale of a category has no extensions.
 *
 * @param timeZone the time zone, or {@code null} to leave it
 * @param locales the locales, or {@code null} to leave them
 */
public record ProcessDefaults(@Nullable TimeZone timeZone, @Nullable Locales locales) {

	/**
	 * Let this process have them.
	 */
	public void set() {
		if (this.timeZone != null) {
			TimeZone.setDefault(this.timeZone);
		}
		if (this.locales != null) {
			this.locales.set();
		}
	}

	/**
	 * The default locales.
	 *
	 * @param common that of no category
	 * @param display that of {@link Locale.Category#DISPLAY}
	 * @param format that of {@link Locale.Category#FORMAT}
	 */
	public record Locales(Locale common, Locale display, Locale format) {

		/**
		 * Return those of this process.
		 * @return the present ones
		 */
		public static Locales present() {
			return new Locales(Locale.getDefault(), Locale.getDefault(Locale.Category.DISPLAY),
					Locale.getDefault(Locale.Category.FORMAT));
		}

		private void set() {
			Locale.setDefault(this.common);
			Locale.setDefault(Locale.Category.DISPLAY, this.display);
			Locale.setDefault(Locale.Category.FORMAT, this.format);
		}

	}

}
