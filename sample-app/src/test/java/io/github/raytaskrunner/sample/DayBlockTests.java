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
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DayBlockTests {

	@Test
	void coversEveryDayWithEnoughReturnsBeforeAndAfterOnce() throws IOException {
		List<DayBlock> blocks = DayBlock.quarters(TestSeries.sp500());
		assertThat(blocks).hasSize(74);
		int next = 499;
		for (DayBlock block : blocks) {
			assertThat(block.from()).isEqualTo(next);
			assertThat(block.size()).isBetween(1, 66);
			next = block.to();
		}
		assertThat(next).isEqualTo(5104 - 10);
	}

	@Test
	void endsWithTheQuarter() {
		// the series starts on 1 January 2001, so that its day 499 is 15 May 2002
		assertThat(DayBlock.quarters(TestSeries.ofLogReturns(600, (day) -> 0))).containsExactly(new DayBlock(499, 546),
				new DayBlock(546, 590));
	}

	@Test
	void needsEnoughReturns() {
		assertThat(DayBlock.quarters(TestSeries.ofLogReturns(510, (day) -> 0))).containsExactly(new DayBlock(499, 500));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> DayBlock.quarters(TestSeries.ofLogReturns(509, (day) -> 0)))
			.withMessage("510 daily returns are needed but there are 509");
	}

}
