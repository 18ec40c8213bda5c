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

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BacktestTests {

	private static final int FIRST_DAY = Backtest.firstDay();

	private static final Offset<Double> PRECISION = within(1e-12);

	private final Backtest backtest = new Backtest(1000, new BigDecimal("0.99"));

	@Test
	void allPathsLoseTheSameIfAllReturnsAreTheSame() {
		ReturnSeries falling = TestSeries.ofLogReturns(510, (day) -> -0.01);
		DayResult result = this.backtest.test(falling, FIRST_DAY);
		double loss = 1 - Math.exp(-0.1);
		assertThat(result.date()).isEqualTo(TestSeries.START.plusDays(499));
		assertThat(result.valueAtRisk()).isCloseTo(loss, PRECISION);
		assertThat(result.expectedShortfall()).isCloseTo(loss, PRECISION);
		assertThat(result.realised()).isCloseTo(loss, PRECISION);
	}

	@Test
	void gainIsANegativeLoss() {
		ReturnSeries rising = TestSeries.ofLogReturns(510, (day) -> 0.01);
		DayResult result = this.backtest.test(rising, FIRST_DAY);
		assertThat(result.realised()).isCloseTo(1 - Math.exp(0.1), PRECISION).isNegative();
		assertThat(result.valueAtRisk()).isCloseTo(result.realised(), PRECISION);
	}

	@Test
	void exceededIfTheNextTenDaysLoseMoreThanTheWindowSuggests() {
		ReturnSeries crash = TestSeries.ofLogReturns(510, (day) -> (day < 500) ? 0.001 : -0.02);
		DayResult result = this.backtest.test(crash, FIRST_DAY);
		assertThat(result.exceeded()).isTrue();
		assertThat(result.realised()).isCloseTo(1 - Math.exp(-0.2), PRECISION);
	}

	@Test
	void notExceededByALossOfExactlyTheValueAtRisk() {
		assertThat(new DayResult(TestSeries.START, 0.1, 0.2, 0.1).exceeded()).isFalse();
		assertThat(new DayResult(TestSeries.START, 0.1, 0.2, Math.nextUp(0.1)).exceeded()).isTrue();
	}

	@Test
	void knowsTheReturnOfTheDayItselfButNoLaterOne() {
		ReturnSeries series = TestSeries.ofLogReturns(511, (day) -> (day == 499) ? -0.5 : 0);
		assertThat(new Backtest(1000, new BigDecimal("0.999")).test(series, FIRST_DAY).valueAtRisk()).isPositive();
		ReturnSeries later = TestSeries.ofLogReturns(511, (day) -> (day == 500) ? -0.5 : 0);
		DayResult result = new Backtest(1000, new BigDecimal("0.999")).test(later, FIRST_DAY);
		assertThat(result.valueAtRisk()).isZero();
		assertThat(result.realised()).isCloseTo(1 - Math.exp(-0.5), PRECISION);
	}

	@Test
	void ranksTheLossesOfAllPaths() {
		ReturnSeries series = TestSeries.ofLogReturns(510, (day) -> 0.02 * Math.sin(day));
		double[] window = series.logReturns(0, 500);
		SplitMix64 random = new SplitMix64(series.date(FIRST_DAY).toEpochDay());
		double[] losses = new double[1000];
		for (int path = 0; path < losses.length; path++) {
			double logReturn = 0;
			for (int day = 0; day < 10; day++) {
				logReturn += window[random.nextInt(500)];
			}
			losses[path] = 1 - Math.exp(logReturn);
		}
		Arrays.sort(losses);
		DayResult result = this.backtest.test(series, FIRST_DAY);
		assertThat(result.valueAtRisk()).isCloseTo(losses[990 - 1], PRECISION);
		assertThat(result.expectedShortfall()).isCloseTo(Arrays.stream(losses, 990 - 1, 1000).average().orElseThrow(),
				PRECISION);
	}

	@ParameterizedTest
	@CsvSource({ "10000, 0.99, 101", "200, 0.99, 3", "150, 0.99, 2", "100, 0.07, 94", "1, 0.99, 1", "10, 0.001, 10" })
	void tailReachesFromTheRankOfTheValueAtRiskToTheHighest(int paths, BigDecimal confidence, int tailSize) {
		assertThat(new Backtest(paths, confidence).tailSize()).isEqualTo(tailSize);
	}

	@Test
	void dayHasTheSameResultEachTime() throws IOException {
		ReturnSeries returns = TestSeries.sp500();
		assertThat(this.backtest.test(returns, 1234)).isEqualTo(this.backtest.test(TestSeries.sp500(), 1234))
			.isNotEqualTo(this.backtest.test(returns, 1235));
	}

	@Test
	void hasTheResultsOfEveryOtherMachine() throws IOException {
		ReturnSeries returns = TestSeries.sp500();
		assertThat(new Backtest(10_000, new BigDecimal("0.99")).test(returns, new DayBlock(FIRST_DAY, FIRST_DAY + 1)))
			.hasToString("[DayResult[date=2002-01-02, valueAtRisk=0.10474729016964485, "
					+ "expectedShortfall=0.11831099165108801, realised=0.02346999312991611]]");
	}

}
