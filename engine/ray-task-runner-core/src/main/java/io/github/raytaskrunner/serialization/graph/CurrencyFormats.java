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

package io.github.raytaskrunner.serialization.graph;

import java.text.DecimalFormat;

/**
 * Formats of amounts of money. They forget when they are read that they are such, and
 * then use the separators of plain numbers, which are others in some countries. They
 * notice it again when they are given their pattern.
 */
final class CurrencyFormats {

	private static final char CURRENCY_SIGN = '\u00A4';

	private CurrencyFormats() {
	}

	/**
	 * Let a format that was read notice what it is.
	 * @param owner the class whose part of it was read
	 * @param object any object
	 * @param reading reads this part
	 * @throws Exception if reading fails
	 */
	static void complete(Class<?> owner, Object object, Fill.Action reading) throws Exception {
		if (owner != DecimalFormat.class || !(object instanceof DecimalFormat format)) {
			return;
		}
		String pattern = format.toPattern();
		if (pattern.indexOf(CURRENCY_SIGN) < 0) {
			return;
		}
		int maximumIntegerDigits = format.getMaximumIntegerDigits();
		int minimumIntegerDigits = format.getMinimumIntegerDigits();
		int maximumFractionDigits = format.getMaximumFractionDigits();
		int minimumFractionDigits = format.getMinimumFractionDigits();
		boolean grouping = format.isGroupingUsed();
		format.applyPattern(pattern);
		reading.run();
		// what another class holds as well
		format.setMaximumIntegerDigits(maximumIntegerDigits);
		format.setMinimumIntegerDigits(minimumIntegerDigits);
		format.setMaximumFractionDigits(maximumFractionDigits);
		format.setMinimumFractionDigits(minimumFractionDigits);
		format.setGroupingUsed(grouping);
	}

}
