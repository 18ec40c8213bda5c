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

package io.github.raytaskrunner.calls;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.ray.api.ObjectRef;
import org.jspecify.annotations.Nullable;

/**
 * What Ray has, or will have: the {@link io.github.raytaskrunner.wire.ResultFrame} of a
 * call or a value. Safe for use by several threads.
 */
final class RayCall {

	private static final long SUBMIT_TIMEOUT_SECONDS = 60;

	private final CompletableFuture<ObjectRef<byte[]>> result = new CompletableFuture<>();

	void submitted(ObjectRef<byte[]> result) {
		this.result.complete(result);
	}

	void notSubmitted(Throwable cause) {
		this.result.completeExceptionally(cause);
	}

	/**
	 * Return the reference to the result, or {@code null} if Ray does not have the call
	 * (yet): a worker may be heard before the submitting thread knows it.
	 */
	@Nullable ObjectRef<byte[]> resultIfSubmitted() {
		return isRefused() ? null : this.result.getNow(null);
	}

	/**
	 * Hand out the reference to the result as soon as Ray has the call, if it takes it.
	 */
	void whenSubmitted(Consumer<ObjectRef<byte[]>> action) {
		this.result.thenAccept(action);
	}

	/**
	 * Say whether Ray did not take the call.
	 */
	boolean isRefused() {
		return this.result.isCompletedExceptionally();
	}

	/**
	 * Return the reference to the result.
	 */
	ObjectRef<byte[]> result() throws InterruptedException, ExecutionException, TimeoutException {
		return this.result.get(SUBMIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

}
