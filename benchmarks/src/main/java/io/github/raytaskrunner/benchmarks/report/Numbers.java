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

package io.github.raytaskrunner.benchmarks.report;

import java.util.List;
import java.util.Locale;

import io.github.raytaskrunner.benchmarks.scenario.Unit;

/**
 * Numbers as people read them.
 */
final class Numbers {

	private Numbers() {
	}

	static String text(double value) {
		String format = "%.4f";
		if (value >= 100) {
			format = "%,.0f";
		}
		else if (value >= 10) {
			format = "%.1f";
		}
		else if (value >= 0.1) {
			format = "%.2f";
		}
		return String.format(Locale.ROOT, format, value);
	}

	static String text(Series series, Unit unit) {
		String value = (series.obstacle() != null) ? series.obstacle()
				: text(median(series.values())) + " " + unit.symbol();
		return String.format(Locale.ROOT, "%s (of %,d)", value, series.size());
	}

	static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 != 0) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

}
