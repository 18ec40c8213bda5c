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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Says that the value of a property is invalid where something else has found that.
 */
final class InvalidValue {

	private InvalidValue() {
	}

	/**
	 * Return the exception to throw.
	 * @param name name of the property
	 * @param value the value
	 * @param reason what is wrong with it
	 * @param finding what has found that
	 */
	static InvalidConfigurationPropertyValueException of(String name, @Nullable Object value, @Nullable String reason,
			RuntimeException finding) {
		InvalidConfigurationPropertyValueException exception = new InvalidConfigurationPropertyValueException(name,
				value, reason);
		// no cause, which Spring Boot 4.0 lets nobody else give
		exception.addSuppressed(finding);
		return exception;
	}

}
