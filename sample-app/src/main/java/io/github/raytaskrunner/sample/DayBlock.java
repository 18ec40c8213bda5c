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
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive trading days that one task tests.
 *
 * @param from index of the first day
 * @param to index of the day after the last
 */
record DayBlock(int from, int to) {

	int size() {
		return this.to - this.from;
	}

	/**
	 * Divide the days to test into calendar quarters. A quarter is some ten milliseconds
	 * of work: enough to make the way to a worker worth it, little enough to keep many
	 * workers busy to the end.
	 * @param returns the series
	 * @return the blocks in order of time
	 * @throws IllegalArgumentException if the series is too short
	 */
	static List<DayBlock> quarters(ReturnSeries returns) {
		int from = Backtest.firstDay();
		int end = Backtest.endDay(returns);
		if (from >= end) {
			throw new IllegalArgumentException("%d daily returns are needed but there are %d"
				.formatted(Backtest.WINDOW + Backtest.HORIZON, returns.size()));
		}
		List<DayBlock> blocks = new ArrayList<>();
		for (int day = from + 1; day <= end; day++) {
			if (day == end || !sameQuarter(returns.date(from), returns.date(day))) {
				blocks.add(new DayBlock(from, day));
				from = day;
			}
		}
		return blocks;
	}

	private static boolean sameQuarter(LocalDate one, LocalDate other) {
		return one.getYear() == other.getYear()
				&& one.get(IsoFields.QUARTER_OF_YEAR) == other.get(IsoFields.QUARTER_OF_YEAR);
	}

}
