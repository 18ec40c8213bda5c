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

package io.github.raytaskrunner.autoconfigure.annotation;

import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.RayTaskFuture;
import org.jspecify.annotations.Nullable;

/**
 * Futures for those who have no other handle of a task.
 */
final class CancellingFutures {

	private CancellingFutures() {
	}

	/**
	 * Return a future of a task whose cancel is that of the task.
	 * @param <T> the type of the value
	 * @param task the task
	 */
	static <T extends @Nullable Object> CompletableFuture<T> of(RayTaskFuture<T> task) {
		CompletableFuture<T> future = task.toCompletableFuture();
		future.whenComplete((value, ex) -> {
			if (future.isCancelled()) {
				task.cancel();
			}
		});
		return future;
	}

}
