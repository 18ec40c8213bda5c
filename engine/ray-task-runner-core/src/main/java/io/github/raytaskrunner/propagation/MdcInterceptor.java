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

package io.github.raytaskrunner.propagation;

/**
 * Lets SLF4J's MDC of the submitter go with a task, and with the callbacks of its future.
 */
public record MdcInterceptor() implements TaskInterceptor {

	@Override
	public void submitting(TaskSubmission submission) {
		MdcValues values = MdcValues.current();
		if (!values.isEmpty()) {
			submission.propagate(values);
		}
	}

	// threads of callbacks are used again, and a callback may leave something behind
	@Override
	public Runnable callback(Runnable callback) {
		MdcValues values = MdcValues.current();
		return () -> {
			try (TaskRun.Scope scope = values.openInstead()) {
				callback.run();
			}
		};
	}

}
