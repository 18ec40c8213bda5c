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

package io.github.raytaskrunner.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was measured of one contender in one scenario.
 */
public final class Series {

	private final int size;

	private final List<Double> values = new ArrayList<>();

	private @Nullable String obstacle;

	private boolean failed;

	/**
	 * Create a series without values.
	 * @param size how much there is to do in each round
	 */
	public Series(int size) {
		this.size = size;
	}

	/**
	 * Add the value of a round.
	 * @param value the value
	 */
	public void add(double value) {
		this.values.add(value);
	}

	/**
	 * Note that there are no more rounds.
	 * @param obstacle why
	 * @param failed whether that is a failure
	 */
	public void end(String obstacle, boolean failed) {
		this.obstacle = obstacle;
		this.failed = failed;
	}

	/**
	 * Return how much there was to do.
	 * @return the size of each round
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Return the values.
	 * @return the values by round, not as many as there were rounds if something was in
	 * the way
	 */
	public List<Double> values() {
		return this.values;
	}

	/**
	 * Return why there are no more values.
	 * @return what was in the way, or {@code null}
	 */
	public @Nullable String obstacle() {
		return this.obstacle;
	}

	/**
	 * Return whether something failed.
	 * @return whether it did; to be slow is no failure
	 */
	public boolean isFailed() {
		return this.failed;
	}

}
