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

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The classes that no class loader finds by name.
 */
final class PrimitiveTypes {

	private static final Map<String, Class<?>> TYPES = Stream
		.<Class<?>>of(boolean.class, byte.class, char.class, short.class, int.class, long.class, float.class,
				double.class, void.class)
		.collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

	private PrimitiveTypes() {
	}

	static @Nullable Class<?> named(String name) {
		return TYPES.get(name);
	}

}
