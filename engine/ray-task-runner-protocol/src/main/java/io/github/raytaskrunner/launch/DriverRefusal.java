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

package io.github.raytaskrunner.launch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a driver cannot run where it is, which it prints, or {@code driver.sh} before it.
 *
 * @param reason why, as a sentence without its end
 * @param remedy what people can do about it, as sentences
 */
public record DriverRefusal(String reason, String remedy) {

	private static final String REASON = "RAY_TASK_RUNNER_DRIVER cannot run: ";

	private static final String REMEDY = "RAY_TASK_RUNNER_DRIVER needs: ";

	private static final Pattern LINES = Pattern.compile(REASON + "(.+)\\R\\s*" + REMEDY + "(.+)");

	/**
	 * Return the lines that are printed.
	 * @return two lines, without the end of the second
	 */
	public String lines() {
		return REASON + ofOneLine(this.reason) + "\n" + REMEDY + ofOneLine(this.remedy);
	}

	private static String ofOneLine(String text) {
		return text.replaceAll("\\R", " ");
	}

	/**
	 * Find the lines in an output.
	 * @param output the output
	 * @return the refusal, or nothing if there is none
	 */
	public static Optional<DriverRefusal> find(String output) {
		Matcher lines = LINES.matcher(output);
		return lines.find() ? Optional.of(new DriverRefusal(lines.group(1), lines.group(2))) : Optional.empty();
	}

}
