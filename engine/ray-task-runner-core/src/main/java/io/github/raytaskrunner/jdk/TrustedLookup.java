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

package io.github.raytaskrunner.jdk;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;

import org.jspecify.annotations.Nullable;
import sun.reflect.ReflectionFactory;

/**
 * The lookup that may see everything, as the JDK has it for itself. It is not to be given
 * to others.
 */
public final class TrustedLookup {

	/**
	 * Modes of the lookup.
	 */
	private static final int TRUSTED = -1;

	private TrustedLookup() {
	}

	/**
	 * Open the lookup. {@link ReflectionFactory} opens constructors without flags and
	 * without a warning, from JDK 17 to 25.
	 * @return the lookup, or {@code null} if the JDK does not let us have it
	 */
	public static @Nullable Lookup open() {
		try {
			Constructor<?> constructor = ReflectionFactory.getReflectionFactory()
				.newConstructorForSerialization(Lookup.class,
						Lookup.class.getDeclaredConstructor(Class.class, Class.class, int.class));
			return (Lookup) constructor.newInstance(Object.class, null, TRUSTED);
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return null;
		}
	}

}
