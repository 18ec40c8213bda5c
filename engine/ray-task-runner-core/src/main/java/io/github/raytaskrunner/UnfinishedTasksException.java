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

import java.util.Collection;
import java.util.stream.Stream;

import io.github.raytaskrunner.waiting.Deadline;

/**
 * Tasks did not end while a caller waited for them. The message says how many, and names
 * the first of them. The tasks go on.
 */
public final class UnfinishedTasksException extends RayTaskRunnerException {

	/**
	 * Create a new exception.
	 * @param message how many tasks are unfinished after what time, and which is the
	 * first
	 */
	public UnfinishedTasksException(String message) {
		super(message);
	}

	static String describe(Collection<? extends RayTaskFuture<?>> futures, Deadline deadline) {
		return describe(unfinished(futures).count(), futures, deadline);
	}

	static String describe(long unfinished, Collection<? extends RayTaskFuture<?>> futures, Deadline deadline) {
		if (unfinished == 0) {
			return "All tasks have ended, but not all values have come after " + deadline.timeout().toMillis() + " ms";
		}
		String first = unfinished(futures).findFirst()
			.map((future) -> ", first of all '" + future.name() + "'")
			.orElse("");
		return unfinished + " (of " + futures.size() + ") tasks are unfinished after " + deadline.timeout().toMillis()
				+ " ms" + first;
	}

	private static Stream<? extends RayTaskFuture<?>> unfinished(Collection<? extends RayTaskFuture<?>> futures) {
		return futures.stream().filter((future) -> !future.state().isFinal());
	}

}
