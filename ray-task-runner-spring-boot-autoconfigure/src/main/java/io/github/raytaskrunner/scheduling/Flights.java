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
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.scheduling.Flight.OpenCall;
import org.jspecify.annotations.Nullable;

/**
 * What the backend was told to run and has not reported as ended. Bounds the number of
 * calls of each shape of resources, so that a shape which the backend cannot run for now
 * does not hold up the others. Not safe for use by several threads.
 */
final class Flights {

	/**
	 * However small the share of a CPU is, a worker process is needed for each call.
	 */
	private static final double SMALLEST_FRACTION = 0.1;

	private final Map<Long, Flight> flights = new LinkedHashMap<>();

	private final Map<Resources, Integer> calls = new HashMap<>();

	private final int callsWithoutCpu;

	private int slots;

	/**
	 * Slots of calls that wait.
	 */
	private int lent;

	private int unwanted;

	/**
	 * Create new flights.
	 * @param callsWithoutCpu number of calls that need no CPU and may run at once
	 */
	Flights(int callsWithoutCpu) {
		this.callsWithoutCpu = callsWithoutCpu;
	}

	/**
	 * Let calls depart, or set the number of slots anew.
	 * @param slots number of calls with default resources that the backend runs at once
	 */
	void open(int slots) {
		this.slots = slots;
	}

	/**
	 * Let calls use the slots of calls that wait, or no longer.
	 * @param difference number of slots in addition to those before
	 */
	void lend(int difference) {
		this.lent += difference;
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
			return this.callsWithoutCpu + this.lent;
		}
		return Math.max(1, (int) ((this.slots + this.lent) / Math.max(SMALLEST_FRACTION, shape.amount("CPU"))));
	}

	private static boolean needsNoCpu(Resources shape) {
		return shape.amount("CPU") == 0;
	}

	boolean hasRoom(Resources shape) {
		// A surplus bridges the way to the backend and shows an autoscaler that there is
		// demand. Much more would make Ray start a worker process for each call.
		int slots = slots(shape);
		if (needsNoCpu(shape)) {
			return openWithoutCpu() < slots;
		}
		return slots > 0 && this.calls.getOrDefault(shape, 0) < slots + Math.max(1, slots / 2);
	}

	private int openWithoutCpu() {
		return this.calls.entrySet()
			.stream()
			.filter((open) -> needsNoCpu(open.getKey()))
			.mapToInt(Map.Entry::getValue)
			.sum();
	}

	OpenCall depart(Resources shape) {
		this.calls.merge(shape, 1, Integer::sum);
		return new OpenCall(shape);
	}

	void add(Flight flight) {
		this.flights.put(flight.attempt(), flight);
	}

	@Nullable Flight get(long attempt) {
		return this.flights.get(attempt);
	}

	void unwanted(Flight flight) {
		if (!flight.isUnwanted()) {
			flight.unwanted();
			this.unwanted++;
		}
	}

	/**
	 * End the flight of an attempt.
	 * @param attempt id of the attempt
	 * @return the flight, or {@code null} if it ended before
	 */
	@Nullable Flight end(long attempt) {
		Flight flight = this.flights.remove(attempt);
		if (flight == null) {
			return null;
		}
		if (flight.isUnwanted()) {
			this.unwanted--;
		}
		if (flight.end()) {
			this.calls.computeIfPresent(flight.shape(), (shape, open) -> (open > 1) ? open - 1 : null);
		}
		return flight;
	}

	/**
	 * Return the number of attempts.
	 * @return the number, including those that nobody wants any more
	 */
	int size() {
		return this.flights.size();
	}

	/**
	 * Return the number of attempts that somebody wants.
	 * @return the number
	 */
	int wanted() {
		return this.flights.size() - this.unwanted;
	}

	/**
	 * End all flights, and let no more depart until opened again.
	 * @return the flights in the order of their departure
	 */
	List<Flight> halt() {
		this.slots = 0;
		this.lent = 0;
		return clear();
	}

	/**
	 * End all flights.
	 * @return the flights in the order of their departure
	 */
	List<Flight> clear() {
		List<Flight> ended = List.copyOf(this.flights.values());
		ended.forEach(Flight::end);
		this.flights.clear();
		this.calls.clear();
		this.unwanted = 0;
		return ended;
	}

}
