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
import java.io.StringWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CsvWriter} and {@link BacktestSummary}, in a locale with a decimal
 * comma.
 */
class BacktestOutputTests {

	private static final BacktestTable TABLE = BacktestTable
		.of(List.of(List.of(new DayResult(LocalDate.of(2002, 1, 2), 0.1, 1 / 3.0, 0.2)),
				List.of(new DayResult(LocalDate.of(2002, 1, 3), 0.1, 0.2, -0.05),
						new DayResult(LocalDate.of(2002, 1, 4), 0.1, 0.2, 0))));

	private final Locale locale = Locale.getDefault();

	@BeforeEach
	void useDecimalComma() {
		Locale.setDefault(Locale.GERMANY);
	}

	@AfterEach
	void restoreLocale() {
		Locale.setDefault(this.locale);
	}

	@Test
	void csvHasALineForEachDay() throws IOException {
		StringWriter writer = new StringWriter();
		CsvWriter.write(TABLE, writer);
		assertThat(writer).hasToString("""
				date,var,es,realised,exceeded
				2002-01-02,0.10000000,0.33333333,0.20000000,true
				2002-01-03,0.10000000,0.20000000,-0.05000000,false
				2002-01-04,0.10000000,0.20000000,0.00000000,false
				""");
	}

	@Test
	void summaryIsOneLine() {
		assertThat(new BacktestSummary(TABLE, Duration.ofMillis(12_345), "embedded"))
			.hasToString("windows=3 exceedances=1 rate=0.3333 seconds=12.3 backend=embedded");
	}

}
