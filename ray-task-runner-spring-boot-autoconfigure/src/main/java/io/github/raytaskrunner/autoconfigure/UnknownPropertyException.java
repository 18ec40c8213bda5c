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

import java.util.Collection;
import java.util.List;

import io.github.raytaskrunner.RayTaskRunnerException;

/**
 * Thrown at the start for properties below {@code ray} that do not exist and that Spring
 * Boot would ignore, as they stand in the environment or among the system properties.
 */
final class UnknownPropertyException extends RayTaskRunnerException {

	private final List<UnknownProperty> properties;

	/**
	 * Create a new exception.
	 * @param properties the properties
	 */
	UnknownPropertyException(Collection<UnknownProperty> properties) {
		super("Properties that do not exist or make no sense here: "
				+ properties.stream().map(UnknownProperty::describe).toList());
		this.properties = List.copyOf(properties);
	}

	/**
	 * Return the properties.
	 */
	List<UnknownProperty> getProperties() {
		return this.properties;
	}

}
