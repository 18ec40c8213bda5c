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

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Call;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the values that tasks may read until they are released: small ones here while
 * there is room, others in Ray. Safe for use by several threads.
 */
final class ValueKeeper {

	private static final int MAX_WAITING_STORES = 256;

	private final ValueTable table;

	private final RaySubmitter submitter;

	private final ReferenceCollector collector;

	/**
	 * Puts small values into Ray for which there is no more room here, as Ray may take
	 * its time and the workers are to be heard. If it takes too long, they wait.
	 */
	private final ThreadPoolExecutor stores = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(MAX_WAITING_STORES), new NamedThreadFactory("ray-driver-stores"),
			new ThreadPoolExecutor.CallerRunsPolicy());

	/**
	 * Create a new keeper.
	 * @param table knows where each value is
	 * @param submitter puts values into Ray
	 * @param collector told what goes into Ray's object store, and what is released
	 */
	ValueKeeper(ValueTable table, RaySubmitter submitter, ReferenceCollector collector) {
		this.table = table;
		this.submitter = submitter;
		this.collector = collector;
	}

	/**
	 * Open a call with the values that it reads: those that are here go along.
	 */
	OpenCall open(Call call) {
		Map<Long, byte[]> sent = new HashMap<>();
		Set<Long> stored = new HashSet<>();
		for (Attempt attempt : call.attempts()) {
			for (long upstream : OpenCall.upstreams(attempt)) {
				if (this.table.find(upstream) instanceof ValueTable.Kept kept) {
					sent.put(upstream, kept.bytes());
				}
				else {
					// one that is gone is found out when Ray is asked for a lease
					stored.add(upstream);
				}
			}
		}
		return new OpenCall(call, new LeaseKey(call.resources(), Set.copyOf(stored)), sent);
	}

	/**
	 * Keep the values that came with events.
	 */
	void keep(List<AttemptEvent> events) {
		for (AttemptEvent event : events) {
			if (event instanceof Finished finished) {
				byte[] value = finished.result().value();
				if (value != null) {
					put(finished.attempt(), value, this.stores);
				}
			}
		}
	}

	/**
	 * Keep a value.
	 * @param attempt id for the value
	 * @param value the value
	 * @param executor does what takes its time
	 * @return done when the value is where it stays; never fails
	 */
	CompletionStage<Void> put(long attempt, byte[] value, Executor executor) {
		if (value.length <= AttemptResult.MAX_PUSHED_BYTES && this.table.keep(attempt, value)) {
			return CompletableFuture.completedFuture(null);
		}
		RayCall stored = new RayCall();
		this.table.stored(attempt, stored);
		return CompletableFuture.runAsync(() -> put(attempt, value, stored), executor);
	}

	private void put(long attempt, byte[] value, RayCall stored) {
		try {
			stored.submitted(this.submitter.put(attempt, value));
		}
		catch (Throwable ex) {
			System.err.println("Ray did not take a value: " + ex);
			stored.notSubmitted(ex);
		}
	}

	/**
	 * Keep a large value, which is what a lease has returned.
	 */
	void returned(Lease lease, Finished finished) {
		this.table.stored(finished.attempt(), lease.rayCall());
		this.collector.created(finished.result().size());
	}

	/**
	 * Get a value, or {@code null} if it is not known (any more).
	 */
	@Nullable ByteBuffer fetch(long attempt)
			throws InterruptedException, ExecutionException, TimeoutException, NoResultException {
		return this.table.fetch(attempt);
	}

	/**
	 * Forget a value.
	 */
	void release(long attempt) {
		if (this.table.remove(attempt)) {
			this.collector.released();
		}
	}

	/**
	 * Put nothing into Ray any more.
	 */
	void close() {
		this.stores.shutdownNow();
	}

}
