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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.stereotype.Component;

/**
 * Runs a backtest as a graph of tasks: one that reads the prices, one for each block of
 * days, all of them on the returns of the first, and one that makes a table of the
 * blocks. The values travel between the tasks; the application holds futures only.
 * <p>
 * A task carries what its lambda captures. So the lambdas capture local variables, namely
 * small records, text and futures, and never this bean.
 */
@Component
class BacktestJob {

	private final RayTaskRunner runner;

	BacktestJob(RayTaskRunner runner) {
		this.runner = runner;
	}

	/**
	 * Run a backtest and wait for its table.
	 * @param backtest the test of one day
	 * @param prices the prices as CSV text
	 * @param timeout longest time to wait for the returns, and then for the table
	 * @return the table
	 * @throws io.github.raytaskrunner.RayTaskException if a task did not complete
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	BacktestTable run(Backtest backtest, String prices, Duration timeout)
			throws TimeoutException, InterruptedException {
		RayTaskFuture<ReturnSeries> returns = readReturns(prices);
		// which blocks there are depends on the dates, so that these are needed here too
		List<DayBlock> blocks = DayBlock.quarters(returns.result(timeout));
		try (ProgressReporter progress = new ProgressReporter(blocks.stream().mapToInt(DayBlock::size).sum())) {
			List<RayTaskFuture<List<DayResult>>> results = new ArrayList<>();
			for (DayBlock block : blocks) {
				RayTaskFuture<List<DayResult>> result = testBlock(backtest, returns, block);
				result.onDone((done) -> progress.blockDone(block, done.state()));
				results.add(result);
			}
			return makeTable(results).result(timeout);
		}
	}

	private RayTaskFuture<ReturnSeries> readReturns(String prices) {
		return this.runner.submit(() -> ReturnSeries.between(PriceCsvReader.read(prices)));
	}

	private RayTaskFuture<List<DayResult>> testBlock(Backtest backtest, RayTaskFuture<ReturnSeries> returns,
			DayBlock block) {
		return this.runner.submit(() -> backtest.test(returns.result(), block));
	}

	private RayTaskFuture<BacktestTable> makeTable(List<RayTaskFuture<List<DayResult>>> results) {
		return this.runner.submit(() -> BacktestTable.of(results.stream().map(RayTaskFuture::result).toList()));
	}

}
