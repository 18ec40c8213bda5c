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

package io.github.raytaskrunner.sample;

import java.util.Arrays;

/**
 * Keeps the lowest of many values. Nearly all values of a long run are above the limit
 * that the first ones set, so that adding one costs a comparison.
 */
final class LowestValues {

	private final int count;

	private final double[] candidates;

	private int size;

	private double limit = Double.POSITIVE_INFINITY;

	LowestValues(int count) {
		this.count = count;
		this.candidates = new double[2 * count];
	}

	void add(double value) {
		if (value < this.limit) {
			this.candidates[this.size++] = value;
			if (this.size == this.candidates.length) {
				sortAndCut();
				this.limit = this.candidates[this.count - 1];
			}
		}
	}

	/**
	 * Return the lowest of the values added so far.
	 * @return the values in ascending order, fewer than asked for if fewer were added
	 */
	double[] sorted() {
		sortAndCut();
		return Arrays.copyOf(this.candidates, this.size);
	}

	private void sortAndCut() {
		Arrays.sort(this.candidates, 0, this.size);
		this.size = Math.min(this.size, this.count);
	}

}
