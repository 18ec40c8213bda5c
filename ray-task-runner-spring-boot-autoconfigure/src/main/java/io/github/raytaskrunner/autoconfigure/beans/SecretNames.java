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

package io.github.raytaskrunner.autoconfigure.beans;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of properties that look as if the values were secret: by their last part, or
 * because the value may have any properties in it.
 */
final class SecretNames {

	private static final Pattern SECRET = Pattern
		.compile("(?is)spring\\.application\\.json|.*(?:password|secret|key|token|credentials)[^.]*");

	private static final Pattern ARGUMENT = Pattern.compile("--([^=]+)=.*", Pattern.DOTALL);

	private SecretNames() {
	}

	static boolean contain(String name) {
		return SECRET.matcher(name).matches();
	}

	/**
	 * Tell whether an argument of the command line sets such a property.
	 * @param argument the argument
	 * @return whether it does
	 */
	static boolean containThatOf(String argument) {
		Matcher matcher = ARGUMENT.matcher(argument);
		return matcher.matches() && contain(matcher.group(1));
	}

}
