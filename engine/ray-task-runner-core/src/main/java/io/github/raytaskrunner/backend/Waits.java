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

package io.github.raytaskrunner.backend;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.RayTaskRunnerException;

/**
 * Waits of a backend that an interrupt of the waiting thread cuts short. Its interrupt
 * status is kept in any case.
 */
public final class Waits {

	private Waits() {
	}

	/**
	 * Wait for what a caller cannot go on without.
	 * @param <T> type of the result
	 * @param future future of the result
	 * @param timeout longest time to wait
	 * @param awaited what that is, for the message
	 * @return the result
	 * @throws ExecutionException if the future failed
	 * @throws TimeoutException if the time is over
	 * @throws RayTaskRunnerException if the calling thread is interrupted
	 */
	public static <T> T get(Future<T> future, Duration timeout, String awaited)
			throws ExecutionException, TimeoutException {
		try {
			return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw interrupted(awaited, ex);
		}
	}

	/**
	 * Wait before looking again for what a caller cannot go on without.
	 * @param time how long
	 * @param awaited what that is, for the message
	 * @throws RayTaskRunnerException if the calling thread is interrupted
	 */
	public static void sleep(Duration time, String awaited) {
		try {
			TimeUnit.MILLISECONDS.sleep(time.toMillis());
		}
		catch (InterruptedException ex) {
			throw interrupted(awaited, ex);
		}
	}

	private static RayTaskRunnerException interrupted(String awaited, InterruptedException cause) {
		Thread.currentThread().interrupt();
		return new RayTaskRunnerException("Interrupted while waiting for " + awaited, cause);
	}

	/**
	 * Wait for what a caller can go on without, such as the end of something.
	 * @param wait waits, with a limit of its own
	 * @return what that returns, or {@code false} if the calling thread is interrupted
	 */
	public static boolean await(Wait wait) {
		try {
			return wait.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Something that waits.
	 */
	@FunctionalInterface
	public interface Wait {

		/**
		 * Wait.
		 * @return whether that has come which was waited for
		 * @throws InterruptedException if the calling thread is interrupted
		 */
		boolean await() throws InterruptedException;

	}

}
