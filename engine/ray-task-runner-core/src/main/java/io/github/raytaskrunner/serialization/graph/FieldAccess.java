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

import org.jspecify.annotations.Nullable;

/**
 * Gets and sets one field, whatever its modifiers.
 */
interface FieldAccess {

	@Nullable Object get(Object object) throws Exception;

	/**
	 * Set the field.
	 * @param object the object
	 * @param value the value
	 * @throws Exception if the value does not fit
	 */
	void set(Object object, @Nullable Object value) throws Exception;

	/**
	 * Access a field that is accessible.
	 * @param field the field
	 * @return the access
	 */
	static FieldAccess to(Field field) {
		return new FieldAccess() {

			@Override
			public @Nullable Object get(Object object) throws IllegalAccessException {
				return field.get(object);
			}

			@Override
			public void set(Object object, @Nullable Object value) throws IllegalAccessException {
				field.set(object, value);
			}

		};
	}

}
