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

import java.util.function.Predicate;

import io.github.raytaskrunner.propagation.MdcInterceptor;
import io.github.raytaskrunner.propagation.TaskInterceptor;
import io.github.raytaskrunner.propagation.TaskSubmission;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;

/**
 * Lets thread-local values of the submitter go with a task, and with the callbacks of its
 * future: those for which a {@link ThreadLocalAccessor} is registered in the global
 * {@link ContextRegistry}. The current observation and the MDC are excluded, as those of
 * a task differ from those of its submitter.
 *
 * @see MdcInterceptor
 */
public record ThreadLocalInterceptor() implements TaskInterceptor {

	private static final Predicate<Object> KEYS = (key) -> !key.equals(Slf4jThreadLocalAccessor.KEY)
			&& !key.toString().startsWith("micrometer.");

	private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder()
		.captureKeyPredicate(KEYS)
		.clearMissing(true)
		.build();

	@Override
	public void submitting(TaskSubmission submission) {
		for (ThreadLocalAccessor<?> accessor : ContextRegistry.getInstance().getThreadLocalAccessors()) {
			Object value = KEYS.test(accessor.key()) ? accessor.getValue() : null;
			if (value != null) {
				submission.propagate(new ThreadLocalValue(accessor.key(), value));
			}
		}
	}

	@Override
	public Runnable callback(Runnable callback) {
		return SNAPSHOTS.captureAll().wrap(callback);
	}

}
