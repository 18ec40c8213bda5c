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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DriverSecret}.
 */
class DriverSecretTests {

	private final DriverSecret secret = new DriverSecret("0123456789");

	@Test
	void isKnownByItsDigest() {
		assertThat(this.secret.digest().sha256())
			.isEqualTo("84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882");
		assertThat(this.secret.digest().isOf(this.secret.value())).isTrue();
		DriverSecret random = DriverSecret.random();
		assertThat(random.digest().isOf(random.value())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "012345678", "01234567890", " 0123456789",
			"84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882" })
	void isNotKnownByAnythingElse(String other) {
		assertThat(this.secret.digest().isOf(other)).isFalse();
	}

	@Test
	void isAnotherOneEachTime() {
		DriverSecret random = DriverSecret.random();
		assertThat(random.value()).matches("[0-9a-f]{64}").isNotEqualTo(DriverSecret.random().value());
		assertThat(random.digest().isOf(this.secret.value())).isFalse();
	}

	@Test
	void isNotShown() {
		assertThat(this.secret).hasToString("DriverSecret[...]");
	}

}
