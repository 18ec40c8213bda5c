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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.wire.Batch;
import org.jspecify.annotations.Nullable;

/**
 * A call whose attempts have not all ended. Guarded by the lock of the {@link LeasePool}.
 */
final class OpenCall {

	private final LeaseKey key;

	private final String name;

	/**
	 * What is to be sent, let go when it was.
	 */
	private Batch batch;

	/**
	 * Ids of the attempts that have not ended, in their order.
	 */
	private final Set<Long> unfinished = new LinkedHashSet<>();

	private final Map<Long, List<Long>> upstreams = new LinkedHashMap<>();

	private @Nullable Lease lease;

	private final List<Long> large = new ArrayList<>(0);

	private long started;

	/**
	 * Create a new call.
	 * @param call the call
	 * @param key what a lease needs to serve it
	 * @param values the values that go along with it, by the id of their attempt
	 */
	OpenCall(Call call, LeaseKey key, Map<Long, byte[]> values) {
		this.key = key;
		this.name = call.name();
		this.batch = new Batch(call.attempts(), values);
		for (Attempt attempt : call.attempts()) {
			this.unfinished.add(attempt.id());
			List<Long> upstreams = upstreams(attempt);
			if (!upstreams.isEmpty()) {
				this.upstreams.put(attempt.id(), upstreams);
			}
		}
	}

	static List<Long> upstreams(Attempt attempt) {
		List<Long> upstreams = new ArrayList<>(attempt.upstreams().size());
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof Upstream.Value value) {
				upstreams.add(value.attempt());
			}
		}
		return upstreams;
	}

	LeaseKey key() {
		return this.key;
	}

	String name() {
		return this.name;
	}

	/**
	 * Return the lease that serves the call, or will, or {@code null} if it waits for
	 * any.
	 */
	@Nullable Lease lease() {
		return this.lease;
	}

	/**
	 * Let a lease serve the call.
	 */
	void serveBy(Lease lease) {
		this.lease = lease;
	}

	/**
	 * Return the ids of the attempts that have not ended, in their order.
	 */
	List<Long> unfinished() {
		return List.copyOf(this.unfinished);
	}

	/**
	 * Return what is to be sent, and let it go.
	 */
	Batch takeBatch() {
		List<Attempt> attempts = this.batch.attempts()
			.stream()
			.filter((attempt) -> this.unfinished.contains(attempt.id()))
			.toList();
		Batch taken = new Batch(attempts, this.batch.values());
		this.batch = Batch.EMPTY;
		return taken;
	}

	void start(long attempt) {
		this.started = attempt;
	}

	/**
	 * Note that an attempt ended with a value that Ray does not have yet.
	 */
	void endedLarge(long attempt) {
		this.large.add(attempt);
	}

	/**
	 * Return the attempts that may have run when the worker died: whose value is there
	 * alone, and the one that was told to run, or else as many as a worker may begin
	 * without telling. Attempts run in their order.
	 */
	List<Long> begun() {
		List<Long> begun = new ArrayList<>(this.large);
		begun.retainAll(this.unfinished);
		Stream<Long> others = this.unfinished.stream().filter((id) -> !this.large.contains(id));
		boolean known = this.unfinished.contains(this.started) && !this.large.contains(this.started);
		begun.addAll(known ? List.of(this.started) : others.limit(Batch.MAX_UNTOLD).toList());
		return begun;
	}

	/**
	 * End an attempt.
	 * @return whether it had not ended before
	 */
	boolean end(long attempt) {
		return this.unfinished.remove(attempt);
	}

	boolean isOver() {
		return this.unfinished.isEmpty();
	}

	/**
	 * Return whether all that is left are values which Ray does not have yet.
	 */
	boolean isTold() {
		return !isOver() && this.large.containsAll(this.unfinished);
	}

	/**
	 * Return the ids of the attempts whose values an attempt reads.
	 */
	List<Long> upstreams(long attempt) {
		return this.upstreams.getOrDefault(attempt, List.of());
	}

	boolean hasUpstreams() {
		return !this.upstreams.isEmpty();
	}

}
