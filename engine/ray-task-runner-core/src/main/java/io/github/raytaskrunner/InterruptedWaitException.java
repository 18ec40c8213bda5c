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

import java.util.concurrent.CancellationException;

/**
 * A thread was interrupted while it waited for tasks, which are not cancelled, or for
 * room in {@code submit}, in which case its task was not accepted. The thread's interrupt
 * status is set.
 */
public final class InterruptedWaitException extends CancellationException implements RayTaskRunnerFailure {

	InterruptedWaitException(String awaited, InterruptedException cause) {
		super("Interrupted while waiting for " + awaited + ": nothing was cancelled");
		initCause(cause);
	}

	/**
	 * Return an exception for the calling thread, whose interrupt status is set again.
	 * @param awaited what the thread waited for
	 * @param cause the interrupt
	 * @return the exception, to be thrown
	 */
	public static InterruptedWaitException of(String awaited, InterruptedException cause) {
		Thread.currentThread().interrupt();
		return new InterruptedWaitException(awaited, cause);
	}

}
