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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

import io.github.raytaskrunner.jdk.TrustedLookup;
import org.jspecify.annotations.Nullable;

/**
 * Lookups in classes of the application, with all that their own code may do.
 * Thread-safe.
 */
final class Lookups {

	private final @Nullable Lookup trusted = TrustedLookup.open();

	/**
	 * Return a lookup that may see everything.
	 * @return the lookup, or {@code null} if the JDK does not let us have one
	 */
	@Nullable Lookup trusted() {
		return this.trusted;
	}

	/**
	 * Return the lookup of a class.
	 * @param type the class
	 * @return the lookup, or {@code null} if the JDK does not let us have it: for a class
	 * whose class loader or module is not that of this library it needs the trusted one
	 */
	@Nullable Lookup in(Class<?> type) {
		if (this.trusted != null) {
			return this.trusted.in(type);
		}
		try {
			Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
			return (lookup.hasFullPrivilegeAccess()) ? lookup : null;
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

}
