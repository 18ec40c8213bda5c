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
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads closing prices from CSV text. The first line names the columns, among them
 * {@code date} (ISO format, ascending) and {@code adjclose} (a positive number); other
 * columns are ignored. Values are not quoted.
 */
final class PriceCsvReader {

	private static final String DATE = "date";

	private static final String CLOSE = "adjclose";

	private PriceCsvReader() {
	}

	/**
	 * Read prices.
	 * @param csv the text of the file
	 * @return the prices in order of time
	 * @throws IllegalArgumentException if the text does not hold prices; the message
	 * names the line
	 */
	static List<Price> read(String csv) {
		List<String> lines = csv.lines().toList();
		List<String> columns = lines.isEmpty() ? List.of() : split(lines.get(0));
		int dateColumn = columns.indexOf(DATE);
		int closeColumn = columns.indexOf(CLOSE);
		if (dateColumn < 0 || closeColumn < 0) {
			throw invalid(1, "columns '%s' and '%s' expected but found %s".formatted(DATE, CLOSE, columns), null);
		}
		List<Price> prices = new ArrayList<>(lines.size());
		for (int line = 2; line <= lines.size(); line++) {
			List<String> values = split(lines.get(line - 1));
			if (values.size() != columns.size()) {
				throw invalid(line, "%d values expected but found %d".formatted(columns.size(), values.size()), null);
			}
			LocalDate date = parseDate(line, values.get(dateColumn));
			if (!prices.isEmpty() && !date.isAfter(prices.get(prices.size() - 1).date())) {
				throw invalid(line, "date %s is not after that of the line before".formatted(date), null);
			}
			prices.add(new Price(date, parseClose(line, values.get(closeColumn))));
		}
		return prices;
	}

	private static List<String> split(String line) {
		return Arrays.asList(line.split(",", -1));
	}

	private static LocalDate parseDate(int line, String value) {
		try {
			return LocalDate.parse(value);
		}
		catch (DateTimeParseException ex) {
			throw invalid(line, "'%s' is no date".formatted(value), ex);
		}
	}

	private static double parseClose(int line, String value) {
		double close;
		try {
			close = Double.parseDouble(value);
		}
		catch (NumberFormatException ex) {
			throw invalid(line, "'%s' is no price".formatted(value), ex);
		}
		if (!(close > 0) || Double.isInfinite(close)) {
			throw invalid(line, "price %s is not positive".formatted(value), null);
		}
		return close;
	}

	private static IllegalArgumentException invalid(int line, String message, @Nullable Exception cause) {
		return new IllegalArgumentException("Line %d of the prices: %s".formatted(line, message), cause);
	}

}
