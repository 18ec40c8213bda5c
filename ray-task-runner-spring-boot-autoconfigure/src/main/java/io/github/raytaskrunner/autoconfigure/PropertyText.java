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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;

import io.github.raytaskrunner.RayText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Checks all text among properties, names of settings included: it ends in processes and
 * files of Ray. What Ray's Java API compares by name is checked further.
 */
final class PropertyText {

	private PropertyText() {
	}

	/**
	 * Check properties.
	 * @param name name of the property, or prefix of the properties
	 * @param value its value, or a record of properties
	 * @throws InvalidConfigurationPropertyValueException if a text cannot arrive in Ray
	 */
	static void check(String name, @Nullable Object value) {
		if (value instanceof String text) {
			check(name, text, "ray.init.namespace".equals(name) ? RayText::ofRay : RayText::ofProcess);
		}
		else if (value instanceof Map<?, ?> map) {
			map.forEach((key, element) -> {
				check(name, String.valueOf(key),
						"ray.init.resources".equals(name) ? RayText::ofRay : RayText::ofProcess);
				check(name + "." + RayText.shown(String.valueOf(key)), element);
			});
		}
		else if (value instanceof Collection<?> collection) {
			collection.forEach((element) -> check(name, element));
		}
		else if (value instanceof Record group) {
			for (RecordComponent component : group.getClass().getRecordComponents()) {
				check(name + "." + DataObjectPropertyName.toDashedForm(component.getName()), value(component, group));
			}
		}
	}

	// without the text itself, which may be a secret
	private static void check(String name, String text, Check check) {
		try {
			check.check("it", text);
		}
		catch (IllegalArgumentException ex) {
			throw InvalidValue.of(name, "******", String.valueOf(ex.getMessage()), ex);
		}
	}

	private static @Nullable Object value(RecordComponent component, Record group) {
		try {
			return component.getAccessor().invoke(group);
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@FunctionalInterface
	private interface Check {

		String check(String what, String text);

	}

}
