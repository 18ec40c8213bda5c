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

package io.github.raytaskrunner.autoconfigure.beans;

import io.github.raytaskrunner.serialization.BeanReference;
import io.github.raytaskrunner.serialization.TaskBeans;
import org.jspecify.annotations.Nullable;

/**
 * Beans that do not travel with tasks, but can still be obtained by their names.
 *
 * @param beans the beans
 */
public record StationaryBeans(TaskBeans beans) implements TaskBeans {

	@Override
	public @Nullable BeanReference referenceTo(Object captured) {
		return null;
	}

	@Override
	public Object resolve(BeanReference reference) {
		return this.beans.resolve(reference);
	}

}
