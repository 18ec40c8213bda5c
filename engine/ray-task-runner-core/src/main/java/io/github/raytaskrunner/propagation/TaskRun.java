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

import org.jspecify.annotations.Nullable;

/**
 * What is around an attempt, from before its task is read until its value is written.
 */
@FunctionalInterface
public interface TaskRun {

	/**
	 * Set what belongs to the task on the calling thread. Called once for a task, and for
	 * each item of a {@code map}, which finds the thread as if it were the first.
	 * @return takes it back
	 */
	Scope open();

	/**
	 * Note that the attempt ends.
	 * @param failure what the task threw, or the first of its items, or why it could not
	 * be read or its value not be written; {@code null} if nothing failed
	 */
	default void end(@Nullable Throwable failure) {
	}

	/**
	 * What was set on a thread.
	 */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		/**
		 * Take back what was set, on the same thread.
		 */
		@Override
		void close();

	}

}
