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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Upstream;
import io.ray.api.ObjectRef;
import org.jspecify.annotations.Nullable;

/**
 * A call handed to Ray.
 */
final class RayCall {

	private static final long SUBMIT_TIMEOUT_SECONDS = 60;

	private final List<Long> attempts;

	private final Map<Long, List<Long>> upstreams;

	private final CompletableFuture<ObjectRef<byte[]>> result = new CompletableFuture<>();

	private RayCall(List<Long> attempts, Map<Long, List<Long>> upstreams) {
		this.attempts = attempts;
		this.upstreams = upstreams;
	}

	static RayCall of(Call call) {
		Map<Long, List<Long>> upstreams = new HashMap<>();
		for (Attempt attempt : call.attempts()) {
			List<Long> values = attempt.upstreams()
				.stream()
				.filter(Upstream.Value.class::isInstance)
				.map((upstream) -> ((Upstream.Value) upstream).attempt())
				.toList();
			if (!values.isEmpty()) {
				upstreams.put(attempt.id(), values);
			}
		}
		return new RayCall(call.attempts().stream().map(Attempt::id).toList(), Map.copyOf(upstreams));
	}

	/**
	 * Return what stands for a call that has returned a value.
	 */
	static RayCall ofValue(long attempt) {
		return new RayCall(List.of(attempt), Map.of());
	}

	/**
	 * Return the ids of the attempts, in the order of their results.
	 */
	List<Long> attempts() {
		return this.attempts;
	}

	/**
	 * Return the ids of the attempts whose values an attempt reads, by its own id.
	 */
	Map<Long, List<Long>> upstreams() {
		return this.upstreams;
	}

	void submitted(ObjectRef<byte[]> result) {
		this.result.complete(result);
	}

	void notSubmitted(Throwable cause) {
		this.result.completeExceptionally(cause);
	}

	/**
	 * Return the reference to the result, or {@code null} if Ray does not have the call
	 * (yet): a report of the worker may come before the submitting thread knows it.
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
	 * Return the reference to the {@link io.github.raytaskrunner.worker.ResultFrame}.
	 */
	ObjectRef<byte[]> result() throws InterruptedException, ExecutionException, TimeoutException {
		return this.result.get(SUBMIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

}
