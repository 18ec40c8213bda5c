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

package io.github.raytaskrunner.worker;

import java.util.Map;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.LogLine;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks with the classes of the application. Implemented in its class loader.
 */
public interface TaskHandler {

	/**
	 * Run tasks one after another until there is none left.
	 * @param work the tasks
	 */
	void run(Work work);

	/**
	 * Tasks that are run one after another. For use by one thread at a time, which may be
	 * another one for each task, unless a method says otherwise.
	 */
	interface Work {

		/**
		 * Begin the next task on the calling thread. Waits for it.
		 * @return the attempt, or {@code null} if there is none left
		 */
		@Nullable Attempt next();

		/**
		 * Return what the attempt that was begun reads.
		 * @return the serialized values by the id of their attempt
		 */
		Map<Long, byte[]> values();

		/**
		 * Tell how far an attempt is. Never waits, and may be called by any thread.
		 * @param progress the progress; ignored unless its attempt runs
		 */
		void progressed(AttemptEvent.Progressed progress);

		/**
		 * Tell what a task logged. Never waits, and may be called by any thread.
		 * @param line what it logged
		 */
		void logged(LogLine line);

		/**
		 * Return what hears of states and progress of tasks that tasks submitted, also
		 * when no attempt runs.
		 * @return hears of each, serialized by the application's classes
		 */
		LossySink<byte[]> nestedChanges();

		/**
		 * End the attempt that was begun.
		 * @param result the result, with its value however large. Whatever the task threw
		 * is part of it
		 */
		void end(AttemptResult result);

	}

	/**
	 * Hears of what is told beside events. Never waits, and may be called by any thread.
	 *
	 * @param <T> the type of what is told
	 */
	interface LossySink<T> {

		/**
		 * Tell something.
		 * @param item what to tell
		 */
		void tell(T item);

		/**
		 * Tell that something was left out before it came here.
		 * @param count how much it was
		 */
		void leftOut(long count);

	}

}
