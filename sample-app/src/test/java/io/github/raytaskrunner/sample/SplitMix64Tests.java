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

package io.github.raytaskrunner.sample;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SplitMix64Tests {

	@Test
	void givesTheNumbersOfSplittableRandomWithTheMixedSeed() {
		SplitMix64 random = new SplitMix64(18263);
		SplittableRandom reference = new SplittableRandom(new SplittableRandom(18263).nextLong());
		for (int i = 0; i < 1000; i++) {
			assertThat(random.nextLong()).isEqualTo(reference.nextLong());
		}
	}

	@Test
	void numbersBelowABoundAreUniform() {
		SplitMix64 random = new SplitMix64(1);
		int[] counts = new int[500];
		for (int i = 0; i < 1_000_000; i++) {
			counts[random.nextInt(500)]++;
		}
		double chiSquared = IntStream.of(counts).mapToDouble((count) -> Math.pow(count - 2000, 2) / 2000).sum();
		// 499 degrees of freedom: within five standard deviations
		assertThat(chiSquared).isBetween(499 - 5 * 31.6, 499 + 5 * 31.6);
	}

}
