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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * Stage that depends on tasks. Who waits for it cannot do its work, but a task that waits
 * does not occupy its slot, which those that the stage waits for may need.
 *
 * @param <T> the type of the value
 */
final class AwaitedStage<T extends @Nullable Object> extends AwaitedFuture<T> {

	AwaitedStage(Waiter waiter) {
		super(waiter);
	}

	@Override
	protected void await(long nanos) throws TimeoutException, InterruptedException {
		if (!isDone()) {
			// a plain future, as whoever waits calls its methods
			waiter().await(CompletableFuture.allOf(this), nanos);
		}
	}

	@Override
	protected void cancelTasks() {
		// others may depend on them
	}

}
