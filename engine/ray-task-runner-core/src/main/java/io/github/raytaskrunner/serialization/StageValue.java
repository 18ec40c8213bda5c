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

package io.github.raytaskrunner.serialization;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * What travels in place of a stage that a task returned: the stage itself is awaited
 * where the task runs, and is a completed one where its value is read.
 *
 * @param value what the stage came to
 */
public record StageValue(@Nullable Object value) {

	/**
	 * Wait for a value if it is a stage. An interrupt ends the wait, and cancels the
	 * stage.
	 * @param value any value
	 * @return what travels in its place
	 * @throws Exception what the stage failed with
	 */
	public static @Nullable Object awaited(@Nullable Object value) throws Exception {
		if (!(value instanceof CompletionStage<?> stage)) {
			return value;
		}
		CompletableFuture<?> future = stage.toCompletableFuture();
		try {
			return new StageValue(awaited(future.get()));
		}
		catch (InterruptedException ex) {
			future.cancel(true);
			throw ex;
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

	/**
	 * Return a value as the task returned it.
	 * @param value what travelled
	 * @return the value
	 */
	static @Nullable Object restored(@Nullable Object value) {
		return (value instanceof StageValue stage) ? CompletableFuture.completedFuture(restored(stage.value())) : value;
	}

}
