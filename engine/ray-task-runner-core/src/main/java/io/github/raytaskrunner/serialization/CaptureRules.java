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

import io.github.raytaskrunner.serialization.graph.Guard;
import io.github.raytaskrunner.serialization.graph.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * What must not travel: classes that are known for it, and what the application refuses.
 * Beans that tasks may capture travel by name.
 */
final class CaptureRules implements Guard {

	private final Refusals refusals = new Refusals();

	private final CaptureGuard guard;

	private final TaskBeans beans;

	CaptureRules(CaptureGuard guard, TaskBeans beans) {
		this.guard = guard;
		this.beans = beans;
	}

	@Override
	public @Nullable String refuse(Class<?> type) {
		return this.refusals.reason(type);
	}

	@Override
	public Object admit(Object object) {
		BeanReference bean = this.beans.referenceTo(object);
		if (bean != null) {
			return bean;
		}
		String reason = this.guard.refuse(object);
		if (reason != null) {
			throw new RefusedException(object, reason);
		}
		return object;
	}

}
