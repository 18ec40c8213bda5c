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

package io.github.raytaskrunner.benchmarks.jmh;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendListener;
import org.jspecify.annotations.Nullable;

/**
 * Gives every task the same value, from a thread of its own as backends do.
 */
final class ImmediateBackend implements Backend {

	private static final int SLOTS = 4;

	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final AttemptResult result;

	private @Nullable BackendListener listener;

	ImmediateBackend(byte[] value) {
		this.result = new AttemptResult(false, value);
	}

	@Override
	public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
		this.listener = listener;
		return new BackendInfo("immediate", "nothing", SLOTS, 1, null);
	}

	@Override
	public void run(Call call) {
		BackendListener listener = Objects.requireNonNull(this.listener);
		this.thread.execute(() -> listener.happened(call.attempts()
			.stream()
			.<AttemptEvent>map((attempt) -> new AttemptEvent.Finished(attempt.id(), this.result, 1))
			.toList()));
	}

	@Override
	public void cancel(long attempt) {
	}

	@Override
	public void takeBack(long attempt) {
	}

	@Override
	public void put(long attempt, byte[] value) {
	}

	@Override
	public CompletableFuture<byte[]> fetch(long attempt) {
		return CompletableFuture.failedFuture(new UnsupportedOperationException());
	}

	@Override
	public void release(List<Long> attempts) {
	}

	@Override
	public void stop(Duration timeout) {
		this.thread.shutdownNow();
	}

}
