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
import java.io.Writer;
import java.util.Locale;

/**
 * Writes a table as CSV: {@code date,var,es,realised,exceeded}, a line for each day. The
 * numbers have eight decimals, so that equal tables are equal bytes.
 */
final class CsvWriter {

	private CsvWriter() {
	}

	/**
	 * Write a table.
	 * @param table the table
	 * @param writer where to write to; it stays open
	 * @throws IOException if the writer fails
	 */
	static void write(BacktestTable table, Writer writer) throws IOException {
		writer.write("date,var,es,realised,exceeded\n");
		for (DayResult day : table.days()) {
			writer.write(String.format(Locale.ROOT, "%s,%.8f,%.8f,%.8f,%b\n", day.date(), day.valueAtRisk(),
					day.expectedShortfall(), day.realised(), day.exceeded()));
		}
	}

}
