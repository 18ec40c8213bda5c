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
 * does not hold up the others. Not safe for use by several threads.
 */
final class AttemptsInFlight {

	/**
	 * However small the share of a CPU is, a worker process is needed for each call.
	 */
	private static final double SMALLEST_FRACTION = 0.1;

	private final Map<Long, AttemptInFlight> inFlight = new LinkedHashMap<>();

	private final Map<Resources, Set<CallInFlight>> calls = new HashMap<>();

	private int packedCalls;

	private int openWithoutCpu;

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
		if (needsNoCpu(shape)) {
			return this.callsWithoutCpu + this.callsLent;
		}
		return Math.max(1, (int) ((this.slots + this.slotsLent) / Math.max(SMALLEST_FRACTION, shape.amount("CPU"))));
	}

	private static boolean needsNoCpu(Resources shape) {
		return shape.amount("CPU") == 0;
	}

	boolean hasRoom(Resources shape) {
		// A surplus bridges the way to the backend and shows an autoscaler that there is
		// demand. Much more would make Ray start a worker process for each call.
		int slots = slots(shape);
		if (needsNoCpu(shape)) {
			return this.openWithoutCpu < slots;
		}
		return slots > 0 && open(shape).size() < slots + Math.max(1, slots / 2);
	}

	private Set<CallInFlight> open(Resources shape) {
		return this.calls.getOrDefault(shape, Set.of());
	}

	void add(CallInFlight call) {
		this.calls.computeIfAbsent(call.shape(), (shape) -> new LinkedHashSet<>()).add(call);
		count(call, 1);
	}

	private void remove(CallInFlight call) {
		Set<CallInFlight> open = open(call.shape());
		open.remove(call);
		if (open.isEmpty()) {
			this.calls.remove(call.shape());
		}
		count(call, -1);
	}

	private void count(CallInFlight call, int difference) {
		if (call.isPacked()) {
			this.packedCalls += difference;
		}
		if (needsNoCpu(call.shape())) {
			this.openWithoutCpu += difference;
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
		this.packedCalls = 0;
		this.openWithoutCpu = 0;
		this.unwanted = 0;
		return ended;
	}

}
