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

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * Places of an object that hold others, each of a certain class or those that extend it.
 */
final class Slots {

	private Slots() {
	}

	/**
	 * Return whether an object holds another one in a place that cannot hold what is
	 * written instead.
	 * @param holder an object or array
	 * @param held the object that it holds
	 * @param replacement what would take the place of that
	 * @return {@code true} if the holder could not be read
	 */
	static boolean excludes(Object holder, Object held, Object replacement) {
		Class<?> component = holder.getClass().getComponentType();
		if (component != null) {
			return !component.isInstance(replacement);
		}
		for (Class<?> type = holder.getClass(); type != null
				&& !JdkClasses.contains(type); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!field.getType().isInstance(replacement) && holds(field, holder, held)) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean holds(Field field, Object holder, Object held) {
		if (Modifier.isStatic(field.getModifiers()) || !field.getType().isInstance(held) || !field.trySetAccessible()) {
			return false;
		}
		try {
			return field.get(holder) == held;
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
