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

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.stream.IntStream;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.ray.RaySettings.Startup;
import io.github.raytaskrunner.launch.DefaultsVariable;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.launch.EnvironmentNames;
import io.github.raytaskrunner.launch.ProcessDefaults;
import io.github.raytaskrunner.launch.ProcessDefaults.Locales;
import io.github.raytaskrunner.launch.SettingsVariable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RayJobProperties}.
 */
class RayJobPropertiesTests {

	private static final String ENVIRONMENT = "ray.job.runtime-env.env-vars.";

	private static final byte[] SETTINGS = { 1, 2, 3 };

	private final TimeZone timeZone = TimeZone.getDefault();

	private final Locale locale = Locale.getDefault();

	private final @Nullable String headless = System.getProperty("java.awt.headless");

	@AfterEach
	void restoreDefaults() {
		TimeZone.setDefault(this.timeZone);
		Locale.setDefault(this.locale);
		System.clearProperty("test.text");
		if (this.headless != null) {
			System.setProperty("java.awt.headless", this.headless);
		}
		else {
			System.clearProperty("java.awt.headless");
		}
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
	void tellWorkersTheLocalesAsOptionsDoNotSayAllOfThem() throws IOException {
		Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-thai"));
		Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("de-CH"));
		assertTold(new ProcessDefaults(null, Locales.present()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Mine", "Asia/Tokyo" })
	void tellWorkersATimeZoneThatTheJdkDoesNotHave(String id) throws IOException {
		TimeZone timeZone = new SimpleTimeZone(3_600_000, id);
		TimeZone.setDefault(timeZone);
		assertTold(new ProcessDefaults(timeZone, Locales.present()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Duser.language=fr", "-Duser.country.format=CH", "-Duser.extensions=u-nu-thai" })
	void leaveTheLocalesOfWorkersToTheUser(String option) throws IOException {
		assertTold(new ProcessDefaults(null, null), "-Xmx1g", option);
	}

	@Test
	void leaveTheTimeZoneOfWorkersToTheUser() throws IOException {
		TimeZone.setDefault(new SimpleTimeZone(3_600_000, "Mine"));
		assertTold(new ProcessDefaults(null, Locales.present()), "-Duser.timezone=UTC");
	}

	@Test
	void refuseATimeZoneThatNoWorkerCouldHave() {
		Object lock = new Object();
		TimeZone.setDefault(new SimpleTimeZone(3_600_000, "Mine") {

			final Object ofThisProcess = lock;

		});
		assertThatExceptionOfType(BackendUnavailableException.class)
			.isThrownBy(() -> of(settings(Map.of(), List.of(), List.of())))
			.withMessageContaining("default time zone")
			.withMessageContaining("Mine");
	}

	private static void assertTold(ProcessDefaults defaults, String... workerOptions) throws IOException {
		assertThat(of(settings(Map.of(), List.of(), List.of(workerOptions))))
			.containsEntry(ENVIRONMENT + EnvironmentNames.DEFAULTS, DefaultsVariable.write(defaults));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void giveWorkersTheDisplayThatTheApplicationHas(boolean headless) {
		System.setProperty("java.awt.headless", String.valueOf(headless));
		assertThat(ofWorkers(List.of(), List.of())).contains("-Djava.awt.headless=" + headless);
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
		assertThat(of(settings(Map.of(), List.of(), List.of()))).containsEntry(ENVIRONMENT + "LC_ALL", "C.UTF-8");
		assertThat(DriverSpec.of(settings(Map.of(), List.of(), List.of()), DriverSecret.random()).jvmOptions())
			.contains("-Dfile.encoding=UTF-8");
	}

	@ParameterizedTest
	@CsvSource({ "LC_ALL, de_DE.UTF-8", "LANG, de_DE.UTF-8", "LC_CTYPE, C" })
	void leaveTheLocaleOfWorkersToTheUser(String variable, String value) {
		Map<String, String> properties = of(settings(Map.of(ENVIRONMENT + variable, value), List.of(), List.of()));
		assertThat(properties).containsEntry(ENVIRONMENT + variable, value);
		assertThat(properties.keySet()).filteredOn((name) -> name.startsWith(ENVIRONMENT + "L"))
			.containsExactly(ENVIRONMENT + variable);
	}

	@Test
	void tellRayWhoseTheJobIs() {
		assertThat(
				of(settings(Map.of("ray.job.namespace", "other", "ray.logging.level", "WARN"), List.of(), List.of())))
			.containsEntry("ray.job.namespace", "tests")
			.containsEntry("ray.logging.level", "WARN")
			.containsEntry(ENVIRONMENT + EnvironmentNames.APPLICATION, "tests")
			.containsEntry(ENVIRONMENT + EnvironmentNames.SETTINGS, SettingsVariable.write(SETTINGS))
			.containsEntry("ray.job.runtime-env.jars.0", "gcs://one.zip")
			.containsEntry("ray.job.runtime-env.jars.1", "gcs://two.zip");
	}

	@Test
	void tellWorkersOfAClusterThatCannotGrow() {
		String variable = ENVIRONMENT + EnvironmentNames.FIXED_CLUSTER;
		RaySettings settings = settings(Map.of(), List.of(), List.of());
		assertThat(RayJobProperties.of(settings, SETTINGS, "temporary cluster", 2).values()).containsEntry(variable,
				"temporary cluster");
		assertThat(RayJobProperties.of(settings, SETTINGS, null, 2).values()).doesNotContainKey(variable);
	}

	@ParameterizedTest
	@CsvSource({ "a, 125000", "ä, 20900" })
	void refuseAnEnvironmentThatNoWorkerCouldHave(String character, int length) {
		RaySettings settings = settings(Map.of(ENVIRONMENT + "A", character.repeat(length)), List.of(), List.of());
		assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> of(settings))
			.withMessageContaining("at most 125000")
			.withMessageContaining("'ray.init.runtime-env.env-vars.*'");
	}

	@Test
	void refuseWhatNoProcessCanBeTold() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> of(settings(Map.of(ENVIRONMENT + "A", "a\0b"), List.of(), List.of())))
			.withMessageContaining(ENVIRONMENT)
			.withMessageContaining("NUL")
			.withMessageNotContaining("a\0b");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> of(settings(Map.of("ray.\0", "a"), List.of(), List.of())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "lease", "java.io.tmpdir", "rayon" })
	void refusePropertiesThatAreNotOfRay(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> of(settings(Map.of(name, "a"), List.of(), List.of())))
			.withMessageContaining("'" + name + "'");
	}

	@Test
	void doNotShowValues() {
		RaySettings settings = settings(Map.of(ENVIRONMENT + "A", "password"), List.of(), List.of());
		assertThat(RayJobProperties.of(settings, SETTINGS, null, 2).toString()).doesNotContain("password");
	}

	@Test
	void mayHaveALongEnvironment() {
		String value = "a".repeat(120_000);
		assertThat(of(settings(Map.of(ENVIRONMENT + "A", value), List.of(), List.of())))
			.containsEntry(ENVIRONMENT + "A", value);
	}

	private static List<String> ofWorkers(List<String> systemProperties, List<String> workerOptions) {
		Map<String, String> properties = of(settings(Map.of(), systemProperties, workerOptions));
		return IntStream.iterate(0, (i) -> i + 1)
			.mapToObj((i) -> properties.get("ray.job.jvm-options." + i))
			.takeWhile(Objects::nonNull)
			.toList();
	}

	private static Map<String, String> of(RaySettings settings) {
		return RayJobProperties.of(settings, SETTINGS, null, 2).withCode(List.of("gcs://one.zip", "gcs://two.zip"));
	}

	private static RaySettings settings(Map<String, String> rayProperties, List<String> systemProperties,
			List<String> workerOptions) {
		Duration any = Duration.ofMinutes(1);
		return new RaySettings("tests", "tests", Startup.FAIL, null, Path.of("java"),
				new RaySettings.Driver(List.of(), rayProperties, any, any, any, RaySettings.Listen.ANYWHERE, null),
				new RaySettings.Worker(workerOptions, systemProperties, any, any, null));
	}

}
