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

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.raytaskrunner.attempt.Resources;
import org.jspecify.annotations.Nullable;

/**
 * What the backend was told to run and has not reported as ended. Bounds the number of
 * calls of each shape of resources, so that a shape which the backend cannot run for now
 * does not hold up the others, and of each {@link ShapeKind}, as each task may have a
 * shape of its own. Not safe for use by several threads.
 */
final class AttemptsInFlight implements ReadyQueue.Room {

	/**
	 * However small the share of a CPU is, a worker process is needed for each call.
	 */
	private static final double SMALLEST_FRACTION = 0.1;

	/**
	 * How long no call of a kind has to end, while others wait for that, before those
	 * that have not begun seem to be what the backend cannot run. It may start processes
	 * first, which takes a few seconds.
	 */
	private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

	private final Map<Long, AttemptInFlight> inFlight = new LinkedHashMap<>();

	private final Map<Resources, Set<CallInFlight>> calls = new HashMap<>();

	/**
	 * The same calls, those first that were dispatched first.
	 */
	private final Map<ShapeKind, Set<CallInFlight>> callsByKind = new HashMap<>();

	private int packedCalls;

	private final int callsWithoutCpu;

	private int slots;

	/**
	 * Slots of calls that wait.
	 */
	private int slotsLent;

	/**
	 * Calls that wait and need no CPU.
	 */
	private int callsLent;

	private int unwanted;

	/**
	 * Create new attempts in flight, of which there are none so far.
	 * @param callsWithoutCpu number of calls that need no CPU and may run at once
	 */
	AttemptsInFlight(int callsWithoutCpu) {
		this.callsWithoutCpu = callsWithoutCpu;
	}

	/**
	 * Let calls be dispatched, or set the number of slots anew.
	 * @param slots number of calls with default resources that the backend runs at once
	 */
	void open(int slots) {
		this.slots = slots;
	}

	/**
	 * Let calls use what calls have that wait, or no longer.
	 * @param slots number of slots in addition to those before
	 * @param callsWithoutCpu number of calls without a CPU in addition to those before
	 */
	void lend(int slots, int callsWithoutCpu) {
		this.slotsLent += slots;
		this.callsLent += callsWithoutCpu;
	}

	/**
	 * Return how many calls of a shape run at once, so far as that is known.
	 * @param shape the resources
	 * @return the number, zero before this was opened
	 */
	int slots(Resources shape) {
		if (this.slots <= 0) {
			return 0;
		}
		if (!ShapeKind.needsCpu(shape)) {
			return this.callsWithoutCpu + this.callsLent;
		}
		return slots(shape.amount("CPU"));
	}

	private int slots(double cpus) {
		return Math.max(1, (int) ((this.slots + this.slotsLent) / Math.max(SMALLEST_FRACTION, cpus)));
	}

	@Override
	public boolean isFor(Resources shape) {
		int slots = slots(shape);
		return slots > 0 && open(shape).size() < (ShapeKind.needsCpu(shape) ? withSurplus(slots) : slots);
	}

	@Override
	public boolean isFor(ShapeKind kind) {
		return open(kind).size() < bound(kind);
	}

	// As many as there may be of one shape, if that needs next to nothing.
	private int bound(ShapeKind kind) {
		return kind.needsCpu() ? withSurplus(slots(SMALLEST_FRACTION)) : this.callsWithoutCpu + this.callsLent;
	}

	// A surplus bridges the way to the backend and shows an autoscaler that there is
	// demand. Much more would make Ray start a worker process for each call.
	private static int withSurplus(int slots) {
		return slots + Math.max(1, slots / 2);
	}

	private Set<CallInFlight> open(Resources shape) {
		return this.calls.getOrDefault(shape, Set.of());
	}

	private Set<CallInFlight> open(ShapeKind kind) {
		return this.callsByKind.getOrDefault(kind, Set.of());
	}

	void add(CallInFlight call) {
		add(this.calls, call.shape(), call);
		add(this.callsByKind, call.kind(), call);
		count(call, 1);
	}

	private static <K> void add(Map<K, Set<CallInFlight>> calls, K key, CallInFlight call) {
		calls.computeIfAbsent(key, (added) -> new LinkedHashSet<>()).add(call);
	}

	private void remove(CallInFlight call) {
		remove(this.calls, call.shape(), call);
		remove(this.callsByKind, call.kind(), call);
		count(call, -1);
	}

	private static <K> void remove(Map<K, Set<CallInFlight>> calls, K key, CallInFlight call) {
		calls.computeIfPresent(key, (removed, open) -> (open.remove(call) && open.isEmpty()) ? null : open);
	}

	private void count(CallInFlight call, int difference) {
		if (call.isPacked()) {
			this.packedCalls += difference;
		}
	}

	/**
	 * Return how many calls have several attempts.
	 * @return the number
	 */
	int packedCalls() {
		return this.packedCalls;
	}

	/**
	 * Return the calls in which attempts wait although there are free slots for them.
	 * @param now the time
	 * @param unused tells whether no other tasks of a shape could use its slots
	 * @return the calls
	 */
	List<CallInFlight> overdue(long now, Predicate<Resources> unused) {
		return this.calls.entrySet()
			.stream()
			.filter((open) -> open.getValue().size() < slots(open.getKey()) && unused.test(open.getKey()))
			.flatMap((open) -> open.getValue().stream())
			.filter((call) -> call.isOverdue(now))
			.toList();
	}

	/**
	 * Return the calls to take back so that other shapes of their kind have a try: the
	 * backend does not run them, though it has CPUs that do nothing.
	 * @param kind a kind of which others wait for room
	 * @param now the time
	 * @return half of the calls that wait, those that have waited longest
	 */
	List<CallInFlight> stuck(ShapeKind kind, long now) {
		if ((kind.needsCpu() && busyCpus() >= this.slots + this.slotsLent)
				|| !open(kind).stream().allMatch((call) -> call.isOlderThan(now, PATIENCE_NANOS))) {
			return List.of();
		}
		List<CallInFlight> waiting = open(kind).stream().filter(CallInFlight::isWaiting).toList();
		return waiting.subList(0, (waiting.size() + 1) / 2);
	}

	private double busyCpus() {
		return this.callsByKind.values()
			.stream()
			.flatMap(Set::stream)
			.filter(CallInFlight::hasBegun)
			.mapToDouble((call) -> call.shape().amount("CPU"))
			.sum();
	}

	void add(AttemptInFlight inFlight) {
		this.inFlight.put(inFlight.attempt(), inFlight);
	}

	@Nullable AttemptInFlight get(long attempt) {
		return this.inFlight.get(attempt);
	}

	void unwanted(AttemptInFlight inFlight) {
		if (!inFlight.isUnwanted()) {
			inFlight.unwanted();
			this.unwanted++;
		}
	}

	/**
	 * Note that an attempt has ended.
	 * @param attempt id of the attempt
	 * @return the attempt, or {@code null} if it ended before
	 */
	@Nullable AttemptInFlight end(long attempt) {
		AttemptInFlight inFlight = this.inFlight.remove(attempt);
		if (inFlight == null) {
			return null;
		}
		if (inFlight.isUnwanted()) {
			this.unwanted--;
		}
		if (inFlight.end()) {
			remove(inFlight.call());
		}
		return inFlight;
	}

	/**
	 * Return the number of attempts.
	 * @return the number, including those that nobody wants any more
	 */
	int size() {
		return this.inFlight.size();
	}

	/**
	 * Return the tasks of the attempts that somebody wants.
	 * @return the tasks in the order in which they were dispatched
	 */
	Stream<Task> tasks() {
		return this.inFlight.values().stream().filter((inFlight) -> !inFlight.isUnwanted()).map(AttemptInFlight::task);
	}

	/**
	 * Return the number of attempts that somebody wants.
	 * @return the number
	 */
	int wanted() {
		return this.inFlight.size() - this.unwanted;
	}

	/**
	 * End all attempts, and let no more be dispatched until opened again.
	 * @return the attempts in the order in which they were dispatched
	 */
	List<AttemptInFlight> halt() {
		this.slots = 0;
		this.slotsLent = 0;
		this.callsLent = 0;
		return clear();
	}

	/**
	 * End all attempts.
	 * @return the attempts in the order in which they were dispatched
	 */
	List<AttemptInFlight> clear() {
		List<AttemptInFlight> ended = List.copyOf(this.inFlight.values());
		ended.forEach(AttemptInFlight::end);
		this.inFlight.clear();
		this.calls.clear();
		this.callsByKind.clear();
		this.packedCalls = 0;
		this.unwanted = 0;
		return ended;
	}

}
