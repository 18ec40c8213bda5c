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

package io.github.raytaskrunner.backend.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.raytaskrunner.attempt.Resources;

/**
 * Counts resources, and keeps the calls that wait for them in order. Those that need the
 * same, however much of it, are in a line: where there is too little for the first one,
 * nothing is left for those behind it. What the first one of a line waits for is not
 * given to a younger call, so that small calls do not starve a large one. Not safe for
 * use by several threads.
 */
final class ResourceLedger {

	/**
	 * Thirds and tenths of a resource do not add up exactly.
	 */
	private static final double TOLERANCE = 1e-9;

	private final Map<String, Double> free;

	/**
	 * The numbers of the calls that wait, in order, by what they need. No line is empty.
	 */
	private final Map<Set<String>, Map<CallRun, Long>> lines = new HashMap<>();

	private long count;

	ResourceLedger(Map<String, Double> total) {
		this.free = new HashMap<>(total);
	}

	void await(CallRun run) {
		this.lines.computeIfAbsent(needs(run), (needs) -> new LinkedHashMap<>()).put(run, ++this.count);
	}

	void remove(CallRun run) {
		this.lines.computeIfPresent(needs(run), (needs, line) -> {
			line.remove(run);
			return line.isEmpty() ? null : line;
		});
	}

	private static Set<String> needs(CallRun run) {
		Resources demand = run.call().resources();
		return demand.amounts().keySet().stream().filter((name) -> demand.amount(name) > 0).collect(Collectors.toSet());
	}

	/**
	 * Take the calls that can run now, with their resources.
	 * @return the calls
	 */
	List<CallRun> takeReady() {
		List<CallRun> ready = new ArrayList<>();
		Map<String, Double> unclaimed = new HashMap<>(this.free);
		PriorityQueue<Map<CallRun, Long>> oldest = new PriorityQueue<>(
				Comparator.comparing((line) -> line.values().iterator().next()));
		oldest.addAll(this.lines.values());
		Map<CallRun, Long> line;
		while ((line = oldest.poll()) != null) {
			CallRun run = line.keySet().iterator().next();
			Resources demand = run.call().resources();
			if (fits(demand, unclaimed)) {
				remove(run);
				add(this.free, demand, -1);
				ready.add(run);
				if (!line.isEmpty()) {
					oldest.add(line);
				}
			}
			add(unclaimed, demand, -1);
		}
		return ready;
	}

	void giveBack(Resources resources) {
		add(this.free, resources, 1);
	}

	/**
	 * Take resources whether they are free or not.
	 */
	void takeBack(Resources resources) {
		add(this.free, resources, -1);
	}

	private static boolean fits(Resources demand, Map<String, Double> amounts) {
		return demand.amounts()
			.entrySet()
			.stream()
			// of what tasks that wait have lent there may be less than nothing
			.allMatch((amount) -> amount.getValue() == 0
					|| amount.getValue() <= amounts.getOrDefault(amount.getKey(), 0.0) + TOLERANCE);
	}

	private static void add(Map<String, Double> amounts, Resources resources, int sign) {
		resources.amounts().forEach((name, amount) -> amounts.merge(name, sign * amount, Double::sum));
	}

}
