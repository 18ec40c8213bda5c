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

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Value-at-risk backtest of a trading day by historical bootstrap.
 * <p>
 * At the close of a day the last {@value #WINDOW} daily log returns, that of the day
 * included, are known. A path is the sum of {@value #HORIZON} of them, drawn
 * independently with replacement: a possible log return {@code r} of the next
 * {@value #HORIZON} trading days. Its <em>loss</em> is {@code 1 - exp(r)}, the share of
 * the value that is lost; a gain is a negative loss. With the losses of all {@code n}
 * paths in ascending order, counted from 1, and a confidence {@code c}
 * <ul>
 * <li>the <em>value at risk</em> is the loss of rank {@code k = ceil(c * n)}, the
 * smallest of the losses that a share of at least {@code c} of the paths does not
 * exceed;</li>
 * <li>the <em>expected shortfall</em> is the mean of the losses of the ranks {@code k} to
 * {@code n}.</li>
 * </ul>
 * The value at risk is <em>exceeded</em> if the loss of the {@value #HORIZON} trading
 * days that really followed is greater.
 * <p>
 * The draws depend on nothing but the date of the day, and the arithmetic is that of
 * {@link StrictMath}: a day has the same result on every machine.
 *
 * @param paths number of paths drawn for a day
 * @param confidence confidence of the value at risk, between 0 and 1
 */
record Backtest(int paths, BigDecimal confidence) {

	/**
	 * Number of daily returns known at a day.
	 */
	static final int WINDOW = 500;

	/**
	 * Number of trading days that a path is long.
	 */
	static final int HORIZON = 10;

	/**
	 * Return the first day of a series that has {@value #WINDOW} returns up to its close.
	 * @return the first day to test
	 */
	static int firstDay() {
		return WINDOW - 1;
	}

	/**
	 * Return the day after the last that is followed by {@value #HORIZON} returns.
	 * @param returns the series
	 * @return the day after the last to test, not after {@link #firstDay()} if there is
	 * none
	 */
	static int endDay(ReturnSeries returns) {
		return returns.size() - HORIZON;
	}

	/**
	 * Test the days of a block.
	 * @param returns the series
	 * @param block the days
	 * @return the results in order of time
	 */
	List<DayResult> test(ReturnSeries returns, DayBlock block) {
		List<DayResult> results = new ArrayList<>(block.size());
		for (int day = block.from(); day < block.to(); day++) {
			results.add(test(returns, day));
		}
		return results;
	}

	/**
	 * Test one day.
	 * @param returns the series
	 * @param day index of the day
	 * @return the result of the day
	 */
	DayResult test(ReturnSeries returns, int day) {
		double[] window = returns.logReturns(day + 1 - WINDOW, day + 1);
		double[] worst = worstPaths(window, new SplitMix64(returns.date(day).toEpochDay()));
		double valueAtRisk = loss(worst[worst.length - 1]);
		double shortfall = 0;
		for (double logReturn : worst) {
			shortfall += loss(logReturn);
		}
		shortfall /= worst.length;
		double realised = loss(sum(returns.logReturns(day + 1, day + 1 + HORIZON)));
		return new DayResult(returns.date(day), valueAtRisk, shortfall, realised);
	}

	/**
	 * Draw the paths. Losses fall as log returns rise, so the log returns are ranked and
	 * only the few that count are turned into losses.
	 */
	private double[] worstPaths(double[] window, SplitMix64 random) {
		LowestValues worst = new LowestValues(tailSize());
		for (int path = 0; path < this.paths; path++) {
			double logReturn = 0;
			for (int day = 0; day < HORIZON; day++) {
				logReturn += window[random.nextInt(window.length)];
			}
			worst.add(logReturn);
		}
		return worst.sorted();
	}

	/**
	 * Return the number of ranks from that of the value at risk to the highest.
	 * @return the number of paths in the tail, at least 1
	 */
	int tailSize() {
		// not in floating point, where the ceiling of 0.07 * 100 is 8
		int rank = this.confidence.multiply(BigDecimal.valueOf(this.paths))
			.setScale(0, RoundingMode.CEILING)
			.intValueExact();
		return this.paths - rank + 1;
	}

	private static double sum(double[] values) {
		double sum = 0;
		for (double value : values) {
			sum += value;
		}
		return sum;
	}

	private static double loss(double logReturn) {
		return -StrictMath.expm1(logReturn);
	}

}
