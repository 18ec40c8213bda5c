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
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.stream.Stream;

import io.github.raytaskrunner.launch.ProcessDefaults.Locales;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DefaultsVariable} and {@link ProcessDefaults}.
 */
class DefaultsVariableTests {

	private final ProcessDefaults before = new ProcessDefaults(TimeZone.getDefault(), Locales.present());

	@AfterEach
	void restoreDefaults() {
		this.before.set();
	}

	static Stream<Locale> locales() {
		return Stream.of(Locale.forLanguageTag("de-CH"), Locale.forLanguageTag("zh-Hant-TW-u-ca-roc-x-own"),
				new Locale("en", "US", "x"), new Locale("ja", "JP", "JP"), Locale.ROOT);
	}

	@ParameterizedTest
	@MethodSource("locales")
	void givesAnotherProcessTheLocalesOfThisOne(Locale locale) throws Exception {
		Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-thai"));
		Locale.setDefault(Locale.Category.FORMAT, locale);
		Locales locales = Locales.present();
		String value = DefaultsVariable.write(new ProcessDefaults(null, locales));
		Locale.setDefault(Locale.forLanguageTag("th-TH-u-nu-thai"));
		DefaultsVariable.read(value).set();
		assertThat(Locales.present()).isEqualTo(locales);
	}

	@Test
	void givesAnotherProcessTheTimeZoneOfThisOne() throws Exception {
		TimeZone timeZone = new SimpleTimeZone(3_600_000, "Mine");
		String value = DefaultsVariable.write(new ProcessDefaults(timeZone, null));
		DefaultsVariable.read(value).set();
		assertThat(TimeZone.getDefault()).isEqualTo(timeZone);
	}

	@Test
	void isTextOfOneLine() throws Exception {
		assertThat(DefaultsVariable.write(this.before)).matches("[A-Za-z0-9+/=]+");
	}

	@Test
	void isThereInProcessesOfTasksOnly() throws Exception {
		assertThat(DefaultsVariable.read()).isNull();
	}

}
