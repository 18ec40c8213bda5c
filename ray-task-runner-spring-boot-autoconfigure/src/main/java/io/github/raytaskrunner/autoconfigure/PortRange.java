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

package io.github.raytaskrunner.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port, or a range of ports.
 *
 * @param first the first port, or 0 for any free one
 * @param last the last port, at least the first
 */
public record PortRange(int first, int last) {

	private static final int MAX_PORT = 65535;

	private static final Pattern PATTERN = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

	public PortRange {
		if (first < 0 || first > last || last > MAX_PORT || (first == 0 && last > 0)) {
			throw new IllegalArgumentException(
					"Not a port, or a range of ports such as 20101-20110: " + first + "-" + last);
		}
	}

	/**
	 * Parse a port or range. Used by Spring's conversion of properties.
	 * @param text a port, or two with a hyphen between them
	 * @return the range
	 */
	public static PortRange valueOf(String text) {
		Matcher matcher = PATTERN.matcher(text.strip());
		if (!matcher.matches()) {
			throw new IllegalArgumentException("Not a port, or a range of ports such as 20101-20110: '" + text + "'");
		}
		int first = Integer.parseInt(matcher.group(1));
		return new PortRange(first, (matcher.group(2) != null) ? Integer.parseInt(matcher.group(2)) : first);
	}

}
