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

package io.github.raytaskrunner.scheduling;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ChunkSizes}.
 */
class ChunkSizesTests {

	private final ChunkSizes sizes = new ChunkSizes();

	@Test
	void itemsRunAloneAsLongAsNothingIsKnown() {
		assertThat(this.sizes.limit("task", 1_000_000, 2)).isEqualTo(1);
	}

	@Test
	void longItemsRunAlone() {
		this.sizes.ran("task", 1, 6_000_000, 10);
		assertThat(this.sizes.limit("task", 1_000_000, 2)).isEqualTo(1);
	}

	@Test
	void shortItemsRunTogetherForTwentyMilliseconds() {
		this.sizes.ran("task", 10, 10_000_000, 10);
		assertThat(this.sizes.limit("task", 1_000_000, 2)).isEqualTo(20);
	}

	@Test
	void resultsTogetherAreSmallEnoughToBePushed() {
		this.sizes.ran("task", 10, 10_000, 100_000);
		assertThat(this.sizes.limit("task", 1_000_000, 2)).isEqualTo(8);
	}

	@Test
	void lastItemsAreSharedUnlessTheyAreTooShortForThat() {
		this.sizes.ran("task", 1, 1_000_000, 10);
		assertThat(this.sizes.limit("task", 40, 2)).isEqualTo(10);
		this.sizes.ran("short", 1, 1000, 10);
		assertThat(this.sizes.limit("short", 40, 2)).isGreaterThanOrEqualTo(40);
	}

	@Test
	void manyItemsSayMoreThanOne() {
		this.sizes.ran("task", 1, 4_000_000, 10);
		this.sizes.ran("task", 100, 100_000_000, 1000);
		assertThat(this.sizes.limit("task", 1_000_000, 2)).isEqualTo(19);
	}

}
