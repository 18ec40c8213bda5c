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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DriverJvmOptions}.
 */
class DriverJvmOptionsTests {

	private static final String ENVIRONMENT = "-Dray.job.runtime-env.env-vars.";

	private final TimeZone timeZone = TimeZone.getDefault();

	private final Locale locale = Locale.getDefault();

	@AfterEach
	void restoreDefaults() {
		TimeZone.setDefault(this.timeZone);
		Locale.setDefault(this.locale);
		System.clearProperty("test.text");
	}

	@Test
	void giveWorkersTheTimeZoneLocaleAndCharsetOfTheApplication() {
		TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
		Locale.setDefault(Locale.forLanguageTag("th-TH-u-nu-thai"));
		assertThat(ofWorkers(List.of(), List.of()))
			.contains("-Duser.timezone=Asia/Kolkata", "-Duser.language=th", "-Duser.script=", "-Duser.country=TH",
					"-Duser.variant=", "-Duser.extensions=u-nu-thai", "-Dfile.encoding=" + Charset.defaultCharset())
			.noneMatch((option) -> option.contains(".format="));
	}

	@Test
	void giveWorkersTheLocaleOfFormatsIfItIsAnother() {
		Locale.setDefault(Locale.US);
		Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
		assertThat(ofWorkers(List.of(), List.of()))
			.contains("-Duser.language=en", "-Duser.country=US", "-Duser.language.format=de",
					"-Duser.country.format=DE")
			.noneMatch((option) -> option.contains(".display="));
	}

	@Test
	void giveWorkersTheSystemPropertiesThatAreNamedAndSet() {
		System.setProperty("test.text", "a \"b\"=c");
		assertThat(ofWorkers(List.of("test.text", "test.none"), List.of())).contains("-Dtest.text=a \"b\"=c")
			.noneMatch((option) -> option.contains("test.none"));
	}

	@Test
	void ofWorkersEndWithThoseOfTheUser() {
		assertThat(ofWorkers(List.of(), List.of("-Duser.timezone=UTC", "-Xmx1g"))).endsWith("-Duser.timezone=UTC",
				"-Xmx1g");
	}

	@Test
	void makeFileNamesUtf8InDriverAndWorkers() {
		assertThat(of(List.of(), List.of(), List.of())).contains("-Dfile.encoding=UTF-8",
				ENVIRONMENT + "LC_ALL=C.UTF-8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "LC_ALL=de_DE.UTF-8", "LANG=de_DE.UTF-8", "LC_CTYPE=C" })
	void leaveTheLocaleOfWorkersToTheUser(String variable) {
		assertThat(of(List.of(ENVIRONMENT + variable), List.of(), List.of()))
			.filteredOn((option) -> option.startsWith(ENVIRONMENT + "L"))
			.containsExactly(ENVIRONMENT + variable);
	}

	private static List<String> ofWorkers(List<String> systemProperties, List<String> workerOptions) {
		String prefix = "-Dray.job.jvm-options.";
		return of(List.of(), systemProperties, workerOptions).stream()
			.filter((option) -> option.startsWith(prefix))
			.map((option) -> option.substring(option.indexOf('=') + 1))
			.toList();
	}

	private static List<String> of(List<String> driverOptions, List<String> systemProperties,
			List<String> workerOptions) {
		Duration any = Duration.ofMinutes(1);
		return DriverJvmOptions.of(new RaySettings("tests", "tests", null, Path.of("java"),
				new RaySettings.Driver(driverOptions, any, any, any, RaySettings.Listen.ANYWHERE, null),
				new RaySettings.Worker(workerOptions, systemProperties, any)), new byte[0], 2, List.of());
	}

}
