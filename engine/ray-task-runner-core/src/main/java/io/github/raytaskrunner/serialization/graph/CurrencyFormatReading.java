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

import java.lang.invoke.MethodHandle;
import java.text.DecimalFormat;

/**
 * For formats, some of them of amounts of money. Those forget when they are read that
 * they are such, and then use the separators of plain numbers, which are others in some
 * countries. They notice it again when they are given their pattern.
 */
final class CurrencyFormatReading extends SerialReading {

	private static final char CURRENCY_SIGN = '\u00A4';

	CurrencyFormatReading(MethodHandle readObject) {
		super(readObject);
	}

	@Override
	void read(SerialLevel level, Object object, SerialData data, SerialInput input) throws Exception {
		readObject(level, object, data, input);
		DecimalFormat format = (DecimalFormat) object;
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
		readObject(level, object, data, input);
		// what another class holds as well
		format.setMaximumIntegerDigits(maximumIntegerDigits);
		format.setMinimumIntegerDigits(minimumIntegerDigits);
		format.setMaximumFractionDigits(maximumFractionDigits);
		format.setMinimumFractionDigits(minimumFractionDigits);
		format.setGroupingUsed(grouping);
	}

}
