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

import org.jspecify.annotations.Nullable;

/**
 * The class in whose code another one is.
 */
final class EnclosingClass {

	private EnclosingClass() {
	}

	/**
	 * Return the class around a class.
	 * @param type the class
	 * @return the class around it, or {@code null} if there is none or it is not known
	 */
	static @Nullable Class<?> of(Class<?> type) {
		try {
			return type.getEnclosingClass();
		}
		catch (LinkageError ex) {
			// Kotlin's compiler copies the objects of inlined functions
			return null;
		}
	}

}
