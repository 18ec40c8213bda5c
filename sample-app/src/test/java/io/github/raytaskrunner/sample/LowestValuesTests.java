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

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LowestValuesTests {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 10, 999, 1000 })
	void keepsTheLowestInOrder(int count) {
		double[] values = new Random(42).doubles(1000).toArray();
		assertThat(lowest(count, values)).isEqualTo(Arrays.stream(values).sorted().limit(count).toArray());
	}

	@Test
	void keepsEqualValues() {
		assertThat(lowest(3, 2, 1, 2, 1, 2, 2, 1, 2)).containsExactly(1, 1, 1);
		assertThat(lowest(3, 2, 2, 2, 2, 2, 2, 2, 1)).containsExactly(1, 2, 2);
	}

	@Test
	void keepsAllOfFewerValues() {
		assertThat(lowest(3, 2, 1)).containsExactly(1, 2);
	}

	private static double[] lowest(int count, double... values) {
		LowestValues lowest = new LowestValues(count);
		for (double value : values) {
			lowest.add(value);
		}
		return lowest.sorted();
	}

}
