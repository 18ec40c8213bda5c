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
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

import org.springframework.core.io.ClassPathResource;

/**
 * Return series for tests.
 */
final class TestSeries {

	static final LocalDate START = LocalDate.of(2001, 1, 1);

	private TestSeries() {
	}

	static ReturnSeries ofLogReturns(int size, IntToDoubleFunction logReturn) {
		List<Price> prices = new ArrayList<>();
		double close = 100;
		prices.add(new Price(START.minusDays(1), close));
		for (int i = 0; i < size; i++) {
			close *= Math.exp(logReturn.applyAsDouble(i));
			prices.add(new Price(START.plusDays(i), close));
		}
		return ReturnSeries.between(prices);
	}

	static ReturnSeries sp500() throws IOException {
		return ReturnSeries.between(PriceCsvReader
			.read(new ClassPathResource("sp500-2000.csv").getContentAsString(StandardCharsets.UTF_8)));
	}

}
