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

package io.github.raytaskrunner.driver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The Java that a node needs to run tasks.
 *
 * @param version oldest Java that runs the application's classes
 */
record JavaRequirement(int version) {

	private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d{1,4})");

	/**
	 * Judge the Java of a node.
	 * @param output what {@code java -version} printed there
	 * @return what is wrong with the node, or {@code null} if nothing is
	 */
	@Nullable String violation(String output) {
		Matcher matcher = VERSION.matcher(output);
		if (!matcher.find()) {
			return "has no Java on the PATH of its 'ray start', and the application needs Java " + this.version;
		}
		return violation(Integer.parseInt(matcher.group(1)));
	}

	/**
	 * Judge the Java of a node.
	 * @param found its feature version
	 * @return what is wrong with the node, or {@code null} if nothing is
	 */
	@Nullable String violation(int found) {
		return (found < this.version) ? "has Java " + found
				+ " first on the PATH of its 'ray start', and the application needs Java " + this.version : null;
	}

}
