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

import io.github.raytaskrunner.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a task from its submitter to where it runs: a value that travels, apart
 * from the task. One that cannot is left out, and so are all further ones with the same
 * {@link #toString()}, which names it in the log.
 */
@FunctionalInterface
public interface PropagatedContext {

	/**
	 * Note that an attempt begins. Called by the thread that runs it, for some items of a
	 * {@code map} once.
	 * @param attempt the attempt; for several items it has the name and key of all
	 * @return what is around it, or {@code null} for nothing
	 */
	@Nullable TaskRun begin(TaskContext attempt);

}
