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

package io.github.raytaskrunner.scheduling;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;

import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.threads.DaemonPool;
import org.jspecify.annotations.Nullable;

/**
 * Fetches values from the backend and sees to it that nobody waits for one longer than
 * the backend lives. To be closed without the lock of the scheduler, and used with it.
 */
final class ValueFetcher {

	private final BackendLink link;

	/**
	 * Tells of losses, as that runs code of whoever waits and must not be done under the
	 * lock. Has one action for each disconnection.
	 */
	private final DaemonPool losses = new DaemonPool("ray-lost-values", 1, new ThreadPoolExecutor.DiscardPolicy());

	private final Set<CompletableFuture<byte[]>> open = ConcurrentHashMap.newKeySet();

	private volatile @Nullable String lossReason;

	ValueFetcher(BackendLink link) {
		this.link = link;
	}

	/**
	 * Fetch the value of an attempt.
	 * @param attempt id of the attempt
	 * @return the value; fails with {@link ValueLostException} if it is gone
	 */
	CompletableFuture<byte[]> fetch(long attempt) {
		CompletableFuture<byte[]> value = new CompletableFuture<>();
		this.open.add(value);
		value.whenComplete((bytes, ex) -> this.open.remove(value));
		if (!failIfClosed(value)) {
			this.link.post((backend) -> fetch(backend, attempt, value));
		}
		return value;
	}

	private static void fetch(Backend backend, long attempt, CompletableFuture<byte[]> value) {
		try {
			backend.fetch(attempt).whenComplete((bytes, ex) -> {
				if (ex != null) {
					value.completeExceptionally(
							(ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex);
				}
				else {
					value.complete(bytes);
				}
			});
		}
		// whatever it is, who waits for the value would wait until the end
		catch (Throwable ex) {
			value.completeExceptionally(ex);
		}
	}

	/**
	 * Fail what is being fetched, on another thread.
	 * @param reason why the values are gone
	 */
	void failAll(String reason) {
		List<CompletableFuture<byte[]>> lost = List.copyOf(this.open);
		if (!lost.isEmpty()) {
			this.losses
				.execute(() -> lost.forEach((value) -> value.completeExceptionally(new ValueLostException(reason))));
		}
	}

	/**
	 * Fail what is being fetched and whatever is asked for later.
	 * @param reason why the values are gone
	 */
	void close(String reason) {
		this.lossReason = reason;
		// A fetch that begins meanwhile either sees the reason or is seen here.
		this.open.forEach(this::failIfClosed);
		this.losses.shutdown();
	}

	private boolean failIfClosed(CompletableFuture<byte[]> value) {
		String reason = this.lossReason;
		return reason != null && value.completeExceptionally(new ValueLostException(reason));
	}

}
