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

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReturnSeriesTests {

	private static final LocalDate DAY = LocalDate.of(2020, 1, 2);

	@Test
	void returnBelongsToTheDayAtWhoseCloseItEnds() {
		ReturnSeries returns = ReturnSeries
			.between(List.of(new Price(DAY, 100), new Price(DAY.plusDays(1), 200), new Price(DAY.plusDays(4), 100)));
		assertThat(returns.size()).isEqualTo(2);
		assertThat(returns.date(0)).isEqualTo(DAY.plusDays(1));
		assertThat(returns.date(1)).isEqualTo(DAY.plusDays(4));
		assertThat(returns.logReturns(0, 2)).containsExactly(new double[] { Math.log(2), -Math.log(2) }, within(1e-15));
	}

	@Test
	void hasNoReturnOfASinglePrice() {
		assertThat(ReturnSeries.between(List.of(new Price(DAY, 100))).size()).isZero();
		assertThat(ReturnSeries.between(List.of()).size()).isZero();
	}

}
