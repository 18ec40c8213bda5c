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
 * Where a driver listens, which it prints as soon as it does.
 *
 * @param host host of the driver
 * @param port port of the driver
 */
public record DriverEndpoint(String host, int port) {

	private static final String PREFIX = "RAY_TASK_RUNNER_DRIVER listens on ";

	private static final Pattern LINE = Pattern.compile(PREFIX + "(\\S+):(\\d{1,5})\\s*$", Pattern.MULTILINE);

	/**
	 * Return the line that the driver prints.
	 * @return the line, without its end
	 */
	public String line() {
		return PREFIX + this;
	}

	/**
	 * Find the line in a driver's output, in which Ray prints as well.
	 * @param output the output, or a line of it
	 * @return the endpoint, or nothing if the driver has not said it
	 */
	public static Optional<DriverEndpoint> find(String output) {
		Matcher line = LINE.matcher(output);
		return line.find() ? Optional.of(new DriverEndpoint(line.group(1), Integer.parseInt(line.group(2))))
				: Optional.empty();
	}

	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
