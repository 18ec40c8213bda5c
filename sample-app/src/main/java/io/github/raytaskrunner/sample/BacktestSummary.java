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
import java.util.Locale;

/**
 * What a backtest comes to, in one line.
 *
 * @param table the table
 * @param duration how long the backtest took
 * @param backend the backend it ran on
 */
record BacktestSummary(BacktestTable table, Duration duration, String backend) {

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "windows=%d exceedances=%d rate=%.4f seconds=%.1f backend=%s",
				this.table.windows(), this.table.exceedances(), this.table.rate(), this.duration.toMillis() / 1000.0,
				this.backend);
	}

}
