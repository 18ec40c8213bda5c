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
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.raytaskrunner.attempt.Resources;

/**
 * Counts resources, and keeps the calls that wait for them in order. What an older call
 * waits for is not given to a younger one, so that small calls do not starve a large one.
 * Not safe for use by several threads.
 */
final class ResourceLedger {

	/**
	 * Thirds and tenths of a resource do not add up exactly.
	 */
	private static final double TOLERANCE = 1e-9;

	private final Map<String, Double> free;

	private final Set<CallRun> waiting = new LinkedHashSet<>();

	ResourceLedger(Map<String, Double> total) {
		this.free = new HashMap<>(total);
	}

	void await(CallRun run) {
		this.waiting.add(run);
	}

	void remove(CallRun run) {
		this.waiting.remove(run);
	}

	/**
	 * Take the calls that can run now, with their resources.
	 * @return the calls
	 */
	List<CallRun> takeReady() {
		List<CallRun> ready = new ArrayList<>();
		Map<String, Double> unclaimed = new HashMap<>(this.free);
		Iterator<CallRun> runs = this.waiting.iterator();
		while (runs.hasNext()) {
			CallRun run = runs.next();
			Resources demand = run.call().resources();
			if (fits(demand, unclaimed)) {
				runs.remove();
				add(this.free, demand, -1);
				ready.add(run);
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
