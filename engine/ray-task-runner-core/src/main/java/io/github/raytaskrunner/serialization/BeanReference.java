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

package io.github.raytaskrunner.serialization;

import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.serialization.graph.StandIn;
import io.github.raytaskrunner.serialization.graph.Surroundings;
import org.jspecify.annotations.Nullable;

/**
 * Travels in place of a bean.
 *
 * @param name name of the bean
 * @param target whether the object behind the bean's proxies is meant, as in a lambda
 * within one of its methods
 */
public record BeanReference(String name, boolean target) implements StandIn {

	@Override
	public Object original(Surroundings surroundings) {
		return ((TaskInputs) surroundings).beans().resolve(this);
	}

	/**
	 * Return what to throw where the bean cannot be had.
	 * @param reason the reason, as the end of a sentence
	 * @param cause the cause, or {@code null}
	 * @return a new exception
	 */
	public TaskSerializationException unavailable(String reason, @Nullable Throwable cause) {
		return new TaskSerializationException(
				"The task captured the Spring bean '" + this.name + "', which cannot be had here: " + reason, cause);
	}

}
