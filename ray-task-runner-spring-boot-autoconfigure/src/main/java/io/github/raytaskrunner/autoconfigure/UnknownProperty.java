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

/**
 * A property that does not exist.
 *
 * @param name its name, dotted
 * @param where where it stands, such as {@code environment variable RAY_INIT_CPUS}
 */
record UnknownProperty(String name, String where) {

	private static final PropertyNames NAMES = new PropertyNames();

	/**
	 * Name the property, and say what may have been meant.
	 */
	String describe() {
		String property = "'" + this.name + "' (" + this.where + ")";
		String reason = RefusedInitArguments.reason(this.name);
		if (reason != null) {
			return property + " makes no sense here: " + reason;
		}
		return NAMES.nearest(this.name)
			.map((nearest) -> property + ". Did you mean '" + nearest + "'?")
			.orElse(property);
	}

}
