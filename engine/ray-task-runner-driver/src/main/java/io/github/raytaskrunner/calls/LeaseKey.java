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

import java.util.Set;

import io.github.raytaskrunner.attempt.Resources;

/**
 * What a lease needs to serve a call.
 *
 * @param resources what the call occupies
 * @param values ids of the attempts whose values Ray has and the call reads; they are
 * arguments of the lease
 */
record LeaseKey(Resources resources, Set<Long> values) {

	/**
	 * Return how much CPU a lease of this key holds, in the units in which Ray counts.
	 */
	long cpuUnits() {
		return units(this.resources.amount("CPU"));
	}

	static long units(double cpus) {
		return Math.round(cpus * 10_000);
	}

	/**
	 * Say whether a lease of this key serves calls of another.
	 */
	boolean serves(LeaseKey call) {
		return this.resources.equals(call.resources) && this.values.containsAll(call.values);
	}

}
