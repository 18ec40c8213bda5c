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

package io.github.raytaskrunner.calls;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ValueTable}.
 */
class ValueTableTests {

	private final ValueTable values = new ValueTable(10_000);

	@Test
	void keepsNoMoreThanThereIsRoomFor() {
		assertThat(this.values.keep(1, new byte[6_000])).isTrue();
		assertThat(this.values.keep(2, new byte[6_000])).isFalse();
		assertThat(this.values.find(2)).isNull();
	}

	@Test
	void manyTinyValuesTakeRoomToo() {
		assertThat(LongStream.range(0, 10_000).filter((attempt) -> this.values.keep(attempt, new byte[0])).count())
			.isBetween(10L, 200L);
	}

	@Test
	void whatIsForgottenTakesNoRoom() {
		for (long attempt = 0; attempt < 1_000; attempt++) {
			assertThat(this.values.keep(attempt, new byte[6_000])).isTrue();
			this.values.remove(attempt);
		}
	}

	@Test
	void whatIsReplacedTakesNoRoom() {
		for (int i = 0; i < 1_000; i++) {
			assertThat(this.values.keep(1, new byte[3_000])).isTrue();
		}
	}

}
