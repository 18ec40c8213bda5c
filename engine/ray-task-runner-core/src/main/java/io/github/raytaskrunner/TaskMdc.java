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

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the log says about the task that a thread runs. Separate from {@link TaskContext},
 * because there may be no SLF4J.
 */
final class TaskMdc {

	private TaskMdc() {
	}

	/**
	 * Set what the log of the calling thread says.
	 * @param context the task, or {@code null} for none
	 */
	static void set(@Nullable TaskContext context) {
		if (context == null) {
			MDC.remove(TaskContext.MDC_NAME);
			MDC.remove(TaskContext.MDC_KEY);
			MDC.remove(TaskContext.MDC_ATTEMPT);
		}
		else {
			MDC.put(TaskContext.MDC_NAME, context.name());
			MDC.put(TaskContext.MDC_KEY, context.key());
			MDC.put(TaskContext.MDC_ATTEMPT, String.valueOf(context.attempt()));
		}
	}

}
