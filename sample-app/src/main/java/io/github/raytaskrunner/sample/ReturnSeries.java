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
import java.util.Arrays;
import java.util.List;

/**
 * Daily log returns of a price in order of time: return {@code i} is that from the close
 * of the trading day before to the close of day {@code i}. The first trading day of the
 * prices has no return and is not part of the series.
 */
final class ReturnSeries {

	private final LocalDate[] dates;

	private final double[] logReturns;

	private ReturnSeries(LocalDate[] dates, double[] logReturns) {
		this.dates = dates;
		this.logReturns = logReturns;
	}

	/**
	 * Create the series of returns between prices.
	 * @param prices closing prices in order of time
	 * @return the series, shorter than the prices by one
	 */
	static ReturnSeries between(List<Price> prices) {
		int size = Math.max(0, prices.size() - 1);
		LocalDate[] dates = new LocalDate[size];
		double[] logReturns = new double[size];
		for (int i = 0; i < size; i++) {
			dates[i] = prices.get(i + 1).date();
			// Math.log may differ by an ulp between machines, StrictMath may not
			logReturns[i] = StrictMath.log(prices.get(i + 1).close() / prices.get(i).close());
		}
		return new ReturnSeries(dates, logReturns);
	}

	int size() {
		return this.logReturns.length;
	}

	LocalDate date(int day) {
		return this.dates[day];
	}

	/**
	 * Return the log returns of the trading days from one to another.
	 * @param from first day
	 * @param to day after the last
	 * @return a new array
	 */
	double[] logReturns(int from, int to) {
		return Arrays.copyOfRange(this.logReturns, from, to);
	}

}
