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

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.raytaskrunner.launch.ProcessDefaults;
import io.github.raytaskrunner.launch.ProcessDefaults.Locales;

/**
 * What tasks on a node find as they would in the application itself, whatever the node
 * has: time zone, locale, charset, whether there is a display, and those system
 * properties that are named.
 */
final class ApplicationDefaults {

	private static final Predicate<String> TIME_ZONE_OPTION = Pattern.compile("-Duser\\.timezone=").asPredicate();

	private static final Predicate<String> LOCALE_OPTION = Pattern
		.compile("-Duser\\.(language|script|country|region|variant|extensions)[.=]")
		.asPredicate();

	private ApplicationDefaults() {
	}

	/**
	 * Return options of a JVM that give it the defaults which this one has now.
	 * @param systemProperties names of system properties; those that are not set are left
	 * out
	 */
	static List<String> jvmOptions(Collection<String> systemProperties) {
		List<String> options = new ArrayList<>();
		options.add("-Duser.timezone=" + TimeZone.getDefault().getID());
		addLocale(options, "", Locale.getDefault());
		addLocaleUnlessDefault(options, ".display", Locale.getDefault(Locale.Category.DISPLAY));
		addLocaleUnlessDefault(options, ".format", Locale.getDefault(Locale.Category.FORMAT));
		options.add("-Dfile.encoding=" + Charset.defaultCharset().name());
		// set by Spring Boot; else tasks that draw need the display that a node seems to
		// have
		addSystemProperty(options, "java.awt.headless");
		systemProperties.forEach((name) -> addSystemProperty(options, name));
		return options;
	}

	/**
	 * Return what such options do not say of the defaults which this JVM has now.
	 * @param otherOptions further options, which win
	 */
	static ProcessDefaults beyondOptions(List<String> otherOptions) {
		TimeZone timeZone = TimeZone.getDefault();
		boolean timeZoneSaid = timeZone.equals(TimeZone.getTimeZone(timeZone.getID()))
				|| otherOptions.stream().anyMatch(TIME_ZONE_OPTION);
		boolean localesSaid = otherOptions.stream().anyMatch(LOCALE_OPTION);
		return new ProcessDefaults((timeZoneSaid) ? null : timeZone, (localesSaid) ? null : Locales.present());
	}

	private static void addSystemProperty(List<String> options, String name) {
		String value = System.getProperty(name);
		if (value != null) {
			options.add("-D" + name + "=" + value);
		}
	}

	private static void addLocaleUnlessDefault(List<String> options, String category, Locale locale) {
		if (!locale.equals(Locale.getDefault())) {
			addLocale(options, category, locale);
		}
	}

	// what is empty is said as well, else the node's own would be taken
	private static void addLocale(List<String> options, String category, Locale locale) {
		options.add("-Duser.language" + category + "=" + locale.getLanguage());
		options.add("-Duser.script" + category + "=" + locale.getScript());
		options.add("-Duser.country" + category + "=" + locale.getCountry());
		options.add("-Duser.variant" + category + "=" + locale.getVariant());
		options.add("-Duser.extensions" + category + "=" + extensions(locale));
	}

	private static String extensions(Locale locale) {
		return locale.getExtensionKeys()
			.stream()
			.map((key) -> key + "-" + locale.getExtension(key))
			.collect(Collectors.joining("-"));
	}

}
