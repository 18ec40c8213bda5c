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

import java.time.Duration;

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

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a=b", "=", "\"quoted\" and 'quoted'", "one\ntwo\r\nthree\r\n\n", "\\n\\\\", "\\",
			"\\0", "\t\f\b", "ä € 🚀 \u2028", "$HOME `id` %s" })
	void isReadAsItWasWritten(String value) {
		DriverConfig.Tls tls = new DriverConfig.Tls(true, "/" + value, value);
		DriverConfig config = new DriverConfig(new DriverSecret.Digest(value), value, 10101, 10110,
				Duration.ofMillis(1_234), Duration.ofMillis(56), tls);
		assertThat(DriverConfig.of(config.toText())).isEqualTo(config);
	}

	@Test
	void keepsWhatIsMissing() {
		assertThat(DriverConfig.of(config(null).toText())).isEqualTo(config(null));
		DriverConfig config = config(new DriverConfig.Tls(false, null, null));
		assertThat(DriverConfig.of(config.toText())).isEqualTo(config);
	}

	@Test
	void withAnotherLeaseIsTheSameOtherwise() {
		DriverConfig config = config(null);
		assertThat(config.withLease(Duration.ofSeconds(1)).lease()).isEqualTo(Duration.ofSeconds(1));
		assertThat(config.withLease(Duration.ofSeconds(1)).withLease(config.lease())).isEqualTo(config);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "something else\n", "secret-sha256=abc\nfirst-port=0\nlast-port=0\n" })
	void refusesAnotherText(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> DriverConfig.of(text));
	}

	private static DriverConfig config(DriverConfig.@Nullable Tls tls) {
		return new DriverConfig(new DriverSecret.Digest("abc"), null, 0, 0, Duration.ZERO, Duration.ZERO, tls);
	}

}
