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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PriceCsvReaderTests {

	@Test
	void readsDateAndAdjustedCloseWhereverTheyStand() {
		assertThat(PriceCsvReader.read("volume,adjclose,date\n7,100.5,2020-01-02\n8,99,2020-01-03\n"))
			.containsExactly(new Price(LocalDate.of(2020, 1, 2), 100.5), new Price(LocalDate.of(2020, 1, 3), 99));
	}

	@Test
	void namesMissingColumns() {
		assertThatIllegalArgumentException().isThrownBy(() -> PriceCsvReader.read("date,close\n2020-01-02,1\n"))
			.withMessage("Line 1 of the prices: columns 'date' and 'adjclose' expected but found [date, close]");
	}

	@Test
	void refusesEmptyText() {
		assertThatIllegalArgumentException().isThrownBy(() -> PriceCsvReader.read(""))
			.withMessageStartingWith("Line 1 of the prices: ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			2020-01-03       | 2 values expected but found 1
			2020-01-03,1,2   | 2 values expected but found 3
			03.01.2020,1     | '03.01.2020' is no date
			2020-01-02,1     | date 2020-01-02 is not after that of the line before
			2020-01-03,one   | 'one' is no price
			2020-01-03,0     | price 0 is not positive
			2020-01-03,-1.5  | price -1.5 is not positive
			2020-01-03,NaN   | price NaN is not positive
			""")
	void namesLineOfInvalidRow(String row, String message) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PriceCsvReader.read("date,adjclose\n2020-01-02,1\n" + row + "\n"))
			.withMessage("Line 3 of the prices: " + message);
	}

}
