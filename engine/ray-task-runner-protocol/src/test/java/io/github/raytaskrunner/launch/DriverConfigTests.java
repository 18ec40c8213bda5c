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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DriverConfig}.
 */
class DriverConfigTests {

	private static final String ENVIRONMENT = "ray.job.runtime-env.env-vars.A";

	@Test
	void isTextOfLines() {
		assertThat(config("back\\slash\nnext").toText()).isEqualTo("""
				secret-sha256=abc
				first-port=0
				last-port=0
				lease=PT0S
				lease-term=PT0S
				ray.job.runtime-env.env-vars.A=back\\\\slash\\nnext

				""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a=b", "=", "\"quoted\" and 'quoted'", "one\ntwo\r\nthree\r\n\n", "\\n\\\\", "\\",
			"\\0", "\t\f\b", "ä € 🚀 \u2028", "$HOME `id` %s" })
	void isReadAsItWasWritten(String value) {
		DriverConfig config = config(value);
		assertThat(DriverConfig.of(config.toText())).isEqualTo(config);
		DriverConfig.Tls tls = new DriverConfig.Tls(true, "/" + value, value);
		DriverConfig everything = new DriverConfig(new DriverSecret.Digest(value), value, 10101, 10110,
				Duration.ofMillis(1_234), Duration.ofMillis(56), tls, Map.of(ENVIRONMENT, value, "ray.a", value));
		assertThat(DriverConfig.of(everything.toText())).isEqualTo(everything);
	}

	@Test
	void keepsWhatIsMissing() {
		DriverConfig config = config(new DriverConfig.Tls(false, null, null), Map.of());
		assertThat(DriverConfig.of(config.toText())).isEqualTo(config);
	}

	@Test
	void keepsTheOrderOfProperties() {
		Map<String, String> properties = new LinkedHashMap<>();
		for (int i = 20; i > 0; i--) {
			properties.put("ray." + i, "" + i);
		}
		assertThat(DriverConfig.of(config(null, properties).toText()).rayProperties().keySet())
			.containsExactlyElementsOf(properties.keySet());
	}

	@Test
	void isReadToItsEndAndNoFurther() throws IOException {
		BufferedReader reader = new BufferedReader(new StringReader(config("a\n\nb").toText() + "more"));
		assertThat(DriverConfig.read(reader)).isEqualTo(config("a\n\nb"));
		assertThat(reader.readLine()).isEqualTo("more");
	}

	@Test
	void withAnotherLeaseIsTheSameOtherwise() {
		DriverConfig config = config("a");
		assertThat(config.withLease(Duration.ofSeconds(1)).lease()).isEqualTo(Duration.ofSeconds(1));
		assertThat(config.withLease(Duration.ofSeconds(1)).withLease(config.lease())).isEqualTo(config);
	}

	@Test
	void refusesWhatNoProcessCanBeTold() {
		assertThatIllegalArgumentException().isThrownBy(() -> config("a\0b").toText())
			.withMessageContaining(ENVIRONMENT)
			.withMessageContaining("NUL")
			.withMessageNotContaining("a\0b");
		assertThatIllegalArgumentException().isThrownBy(() -> config(null, Map.of("ray.\0", "a")).toText());
	}

	@ParameterizedTest
	@ValueSource(strings = { "ray.a=b", "ray.a\nb", "ray.a\rb" })
	void refusesNamesThatAreNone(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> config(null, Map.of(name, "a")).toText());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "lease", "java.io.tmpdir", "rayon" })
	void refusesPropertiesThatAreNotOfRay(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> config(null, Map.of(name, "a")))
			.withMessageContaining("'" + name + "'");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "\n", "something else\n", "secret-sha256=abc\nfirst-port=0\nlast-port=0\n\nlease=PT1S" })
	void refusesAnotherText(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> DriverConfig.of(text));
	}

	@Test
	void doesNotShowValues() {
		assertThat(config("password").toString()).doesNotContain("password");
	}

	private static DriverConfig config(String value) {
		return config(null, Map.of(ENVIRONMENT, value));
	}

	private static DriverConfig config(DriverConfig.@Nullable Tls tls, Map<String, String> rayProperties) {
		return new DriverConfig(new DriverSecret.Digest("abc"), null, 0, 0, Duration.ZERO, Duration.ZERO, tls,
				rayProperties);
	}

}
