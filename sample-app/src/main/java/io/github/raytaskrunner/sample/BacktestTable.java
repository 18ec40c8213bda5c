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

import java.util.List;

/**
 * Result of a backtest: a row for each tested day.
 *
 * @param days the days in order of time
 */
record BacktestTable(List<DayResult> days) {

	/**
	 * Create a table of blocks.
	 * @param blocks the results of the blocks in order of time
	 * @return the table
	 */
	static BacktestTable of(List<List<DayResult>> blocks) {
		return new BacktestTable(blocks.stream().flatMap(List::stream).toList());
	}

	int windows() {
		return this.days.size();
	}

	int exceedances() {
		return (int) this.days.stream().filter(DayResult::exceeded).count();
	}

	/**
	 * Return the share of the days whose value at risk was exceeded. The windows of the
	 * days overlap, so their exceedances are not independent.
	 * @return the share, between 0 and 1
	 */
	double rate() {
		return (double) exceedances() / windows();
	}

}
