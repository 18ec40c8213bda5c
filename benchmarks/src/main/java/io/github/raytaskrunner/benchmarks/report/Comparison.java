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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.raytaskrunner.benchmarks.scenario.Unit;

/**
 * The library and something else, round by round. A ratio above 1 always means that the
 * library is better.
 *
 * @param other what else it is
 * @param value the value of that
 * @param ratios how many times as good the library is, by round
 * @param aim how many times as good it shall be, or 0
 */
record Comparison(String other, String value, List<Double> ratios, double aim) {

	static Comparison of(Unit unit, Series library, String other, Series series, double aim) {
		return new Comparison(other, Numbers.text(series, unit), ratios(unit, library.values(), series.values()), aim);
	}

	static Comparison of(Unit unit, Series library, String bound, double value, double aim) {
		return new Comparison(bound, Numbers.text(value) + " " + unit.symbol(),
				ratios(unit, library.values(), Collections.nCopies(library.values().size(), value)), aim);
	}

	private static List<Double> ratios(Unit unit, List<Double> values, List<Double> others) {
		List<Double> ratios = new ArrayList<>();
		for (int i = 0; i < Math.min(values.size(), others.size()); i++) {
			ratios.add(unit.ratio(values.get(i), others.get(i)));
		}
		return ratios;
	}

	/**
	 * Return cells of a table.
	 * @return the cells, separated
	 */
	String cells() {
		String aim = (this.aim > 0) ? "≥ " + BigDecimal.valueOf(this.aim).stripTrailingZeros().toPlainString() : "";
		if (this.ratios.isEmpty()) {
			return "%s | %s | | | %s".formatted(this.other, this.value, aim);
		}
		return "%s | %s | %s | %s to %s | %s".formatted(this.other, this.value,
				Numbers.text(Numbers.median(this.ratios)), Numbers.text(Collections.min(this.ratios)),
				Numbers.text(Collections.max(this.ratios)), aim);
	}

}
