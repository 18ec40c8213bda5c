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

package io.github.raytaskrunner.context;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.propagation.PropagatedContext;
import io.github.raytaskrunner.propagation.TaskRun;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;

/**
 * A thread-local value of the submitter of a task.
 *
 * @param key key of its accessor
 * @param value the value
 */
record ThreadLocalValue(Object key, Object value) implements PropagatedContext {

	@Override
	@SuppressWarnings("unchecked")
	public TaskRun begin(TaskContext attempt) {
		ThreadLocalAccessor<Object> accessor = (ThreadLocalAccessor<Object>) ContextRegistry.getInstance()
			.getThreadLocalAccessors()
			.stream()
			.filter((candidate) -> candidate.key().equals(this.key))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("This process has no ThreadLocalAccessor with the key '"
					+ this.key + "': register it by META-INF/services, so that workers find it, too"));
		return () -> set(accessor);
	}

	private TaskRun.Scope set(ThreadLocalAccessor<Object> accessor) {
		Object before = accessor.getValue();
		accessor.setValue(this.value);
		return () -> {
			if (before != null) {
				accessor.restore(before);
			}
			else {
				accessor.restore();
			}
		};
	}

	// without the value, which may be of a user
	@Override
	public String toString() {
		return "the thread-local value '" + this.key + "' of " + this.value.getClass();
	}

}
