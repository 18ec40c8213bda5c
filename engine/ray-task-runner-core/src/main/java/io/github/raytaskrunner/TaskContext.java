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

package io.github.raytaskrunner;

import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * What a task can know about itself while it runs. A task reads it by {@link #current()}:
 *
 * <pre class="code">
 * int attempt = TaskContext.current().orElseThrow().attempt();
 * </pre>
 *
 * @param name name of the task
 * @param key key of the task, unique within its runner
 * @param attempt number of the attempt, counted from 1. Attempts that crashed count as
 * well
 */
public record TaskContext(String name, String key, int attempt) {

	private static final ThreadLocal<@Nullable TaskContext> CURRENT = new ThreadLocal<>();

	/**
	 * Return the context of the task that the calling thread runs. Threads that a task
	 * starts do not see it.
	 * @return the context, or empty if the calling thread does not run a task
	 */
	public static Optional<TaskContext> current() {
		return Optional.ofNullable(CURRENT.get());
	}

	/**
	 * Call something as the task that has this context: within, {@link #current()}
	 * returns it. Workers do so, and tests of code that asks for its context may.
	 * @param <T> the type of the value
	 * @param callable what to call, on the calling thread
	 * @return the value that was returned
	 * @throws Exception if it was thrown
	 */
	public <T extends @Nullable Object> T call(Callable<T> callable) throws Exception {
		TaskContext outer = CURRENT.get();
		CURRENT.set(this);
		try {
			return callable.call();
		}
		finally {
			if (outer != null) {
				CURRENT.set(outer);
			}
			else {
				CURRENT.remove();
			}
		}
	}

}
