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
 * @param prefix prefix of the runner's properties, as in its name
 * @param name its name, dotted
 * @param where where it stands, such as {@code environment variable RAY_INIT_CPUS}
 */
record UnknownProperty(String prefix, String name, String where) {

	private static final String DEFAULT_PREFIX = "ray";

	private static final PropertyNames NAMES = new PropertyNames();

	Fault fault() {
		return (RefusedInitArguments.reason(standardName()) != null) ? Fault.REFUSED : Fault.UNKNOWN;
	}

	/**
	 * Name the property, and say what may have been meant, or what to do instead.
	 */
	String describe() {
		String property = "'" + this.name + "' (" + this.where + ")";
		String reason = RefusedInitArguments.reason(standardName());
		if (reason != null) {
			return property + ": " + reason;
		}
		return NAMES.nearest(standardName())
			.map((nearest) -> this.prefix + nearest.substring(DEFAULT_PREFIX.length()))
			.filter((nearest) -> !nearest.equals(this.name))
			.map((nearest) -> property + ". Did you mean '" + nearest + "'?")
			.orElse(property);
	}

	private String standardName() {
		return DEFAULT_PREFIX + this.name.substring(this.prefix.length());
	}

	/**
	 * What is wrong with a property.
	 */
	enum Fault {

		/**
		 * There is none of its name.
		 */
		UNKNOWN("There is no such property:", "There are no such properties:",
				"Correct the name or remove the property."),

		/**
		 * It is known and makes no sense here.
		 */
		REFUSED("This property makes no sense here:", "These properties make no sense here:",
				"Remove what makes no sense here. Where there is another way, it is named.");

		private final String ofOne;

		private final String ofSeveral;

		private final String action;

		Fault(String ofOne, String ofSeveral, String action) {
			this.ofOne = ofOne;
			this.ofSeveral = ofSeveral;
			this.action = action;
		}

		String heading(int properties) {
			return (properties > 1) ? this.ofSeveral : this.ofOne;
		}

		String action() {
			return this.action;
		}

	}

}
