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

package io.github.raytaskrunner.waiting;

import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * A wait that has a limit.
 *
 * @param <T> the type of what is waited for
 */
@FunctionalInterface
public interface TimedWait<T extends @Nullable Object> {

	/**
	 * Wait.
	 * @param nanos longest time to wait in nanoseconds
	 * @return what was waited for
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	T await(long nanos) throws TimeoutException, InterruptedException;

	/**
	 * Wait as long as it takes.
	 * @param <T> the type of what is waited for
	 * @param wait the wait
	 * @return what was waited for
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	static <T extends @Nullable Object> T withoutLimit(TimedWait<T> wait) throws InterruptedException {
		try {
			return wait.await(Long.MAX_VALUE);
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException("The end of time has come", ex);
		}
	}

}
