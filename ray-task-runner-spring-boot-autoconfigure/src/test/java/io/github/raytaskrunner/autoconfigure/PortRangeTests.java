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

package io.github.raytaskrunner.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PortRangeTests {

	@Test
	void isAPortOrTwoWithAHyphen() {
		assertThat(PortRange.valueOf("0")).isEqualTo(new PortRange(0, 0));
		assertThat(PortRange.valueOf("10101")).isEqualTo(new PortRange(10101, 10101));
		assertThat(PortRange.valueOf(" 10101-10110 ")).isEqualTo(new PortRange(10101, 10110));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "10-9", "0-5", "65536", "1-65536", "1-2-3", "http" })
	void refusesOthers(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> PortRange.valueOf(text))
			.withMessageContaining("20101-20110");
	}

}
