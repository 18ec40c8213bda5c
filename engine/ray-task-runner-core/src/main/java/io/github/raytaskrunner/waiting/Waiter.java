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

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits on behalf of the calling thread.
 */
@FunctionalInterface
public interface Waiter {

	/**
	 * Blocks the calling thread, and does nothing else.
	 */
	Waiter BLOCKING = (future, nanos) -> {
		try {
			future.get(nanos, TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			// done all the same, and whoever waits looks at the future
		}
	};

	/**
	 * Return what waits for several futures.
	 * @param futures the futures, of which one may know how
	 * @return what waits
	 */
	static Waiter of(Collection<?> futures) {
		return futures.stream().filter(Waiter.class::isInstance).map(Waiter.class::cast).findFirst().orElse(BLOCKING);
	}

	/**
	 * Wait until a future is done. If the calling thread runs a task, the slot of that
	 * task may be free for others meanwhile.
	 * @param future the future
	 * @param nanos longest time to wait in nanoseconds
	 * @throws TimeoutException if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException;

}
