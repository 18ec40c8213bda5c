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

import java.nio.file.Path;
import java.util.List;

/**
 * The end of the command line of a driver: its main class, and what that is told of the
 * node on which it runs. A Ray job learns this from its node ({@code driver.sh}), and so
 * not before it runs.
 *
 * @param gcsAddress host and port of the cluster's global control store
 * @param nodeIp IP address of the node as Ray knows it; other nodes reach the driver
 * there
 * @param sessionDirectory the directory of Ray's session on the node
 */
public record DriverCommand(String gcsAddress, String nodeIp, Path sessionDirectory) {

	/**
	 * Name of the driver's main class.
	 */
	public static final String MAIN_CLASS = "io.github.raytaskrunner.driver.DriverMain";

	/**
	 * Return the words of the command line, the main class first.
	 * @return the words
	 */
	public List<String> words() {
		return List.of(MAIN_CLASS, this.gcsAddress, this.nodeIp, this.sessionDirectory.toString());
	}

	/**
	 * Read the arguments of the main class.
	 * @param arguments what follows the main class on the command line
	 * @return what they say
	 * @throws IllegalArgumentException if it is not that
	 */
	public static DriverCommand ofArguments(String... arguments) {
		if (arguments.length != 3) {
			throw new IllegalArgumentException(
					"Expected the address of a global control store, the IP address of a node and the directory of its session, not "
							+ List.of(arguments));
		}
		return new DriverCommand(arguments[0], arguments[1], Path.of(arguments[2]));
	}

}
