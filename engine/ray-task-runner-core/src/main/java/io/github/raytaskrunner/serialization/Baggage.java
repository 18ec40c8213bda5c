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

import java.util.List;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.propagation.PropagatedContext;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a task, or with the items of a group, beside what they captured.
 *
 * @param submitter key of the task that submitted it, or {@code null} if none did
 * @param contexts what interceptors let go with it
 */
public record Baggage(@Nullable String submitter, List<PropagatedContext> contexts) {

	static final Baggage NONE = new Baggage(null, List.of());

	/**
	 * Return what goes with a task that the calling thread submits.
	 * @param contexts what interceptors let go with it
	 * @return that, and which task the calling thread runs
	 */
	public static Baggage ofSubmitter(List<PropagatedContext> contexts) {
		return new Baggage(TaskContext.current().map(TaskContext::key).orElse(null), contexts);
	}

}
