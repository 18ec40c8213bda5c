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

package io.github.raytaskrunner.serialization.graph;

import java.util.Arrays;

/**
 * Finds the cycles of a graph while it is written, by Tarjan's algorithm, to tell whether
 * one of them holds an object that cannot simply be made first.
 */
final class Cycles {

	/**
	 * Most tasks capture no more objects.
	 */
	private static final int FEW = 8;

	private static final int[] NO_NUMBERS = {};

	private static final boolean[] NO_FLAGS = {};

	/**
	 * Objects that may still turn out to be in one cycle, by their numbers.
	 */
	private int[] open = NO_NUMBERS;

	/**
	 * By number of an object, the lowest number it leads back to while it is open.
	 */
	private int[] lowest = NO_NUMBERS;

	private boolean[] closed = NO_FLAGS;

	private boolean[] delicate = NO_FLAGS;

	private int[] outer = NO_NUMBERS;

	private int openCount;

	private int count;

	private int current = -1;

	private boolean areDelicate;

	/**
	 * Note an object that refers to nothing.
	 * @return the number of the object
	 */
	int pass() {
		int handle = this.count++;
		ensure(this.count);
		this.closed[handle] = true;
		return handle;
	}

	/**
	 * Begin an object.
	 * @param delicate whether a cycle with it is
	 * @return the number of the object, one more than that of the one before
	 */
	int enter(boolean delicate) {
		int handle = this.count++;
		ensure(this.count);
		this.open[this.openCount++] = handle;
		this.lowest[handle] = handle;
		this.delicate[handle] = delicate;
		this.outer[handle] = this.current;
		this.current = handle;
		return handle;
	}

	/**
	 * Note a reference of the present object to an earlier one.
	 * @param handle the number of the earlier one
	 */
	void refer(int handle) {
		if (this.closed[handle] || this.current < 0) {
			return;
		}
		if (handle == this.current) {
			this.areDelicate |= this.delicate[handle];
		}
		this.lowest[this.current] = Math.min(this.lowest[this.current], handle);
	}

	/**
	 * End an object.
	 * @param handle its number
	 */
	void leave(int handle) {
		int outer = this.outer[handle];
		this.current = outer;
		if (this.lowest[handle] < handle) {
			this.lowest[outer] = Math.min(this.lowest[outer], this.lowest[handle]);
			return;
		}
		boolean cycle = this.open[this.openCount - 1] != handle;
		int member;
		do {
			member = this.open[--this.openCount];
			this.closed[member] = true;
			this.areDelicate |= cycle && this.delicate[member];
		}
		while (member != handle);
	}

	/**
	 * Forget all objects.
	 */
	void clear() {
		Arrays.fill(this.closed, 0, this.count, false);
		this.openCount = 0;
		this.count = 0;
		this.current = -1;
		this.areDelicate = false;
	}

	boolean areDelicate() {
		return this.areDelicate;
	}

	private void ensure(int size) {
		if (size > this.open.length) {
			int length = Math.max(FEW, this.open.length * 2);
			this.open = Arrays.copyOf(this.open, length);
			this.lowest = Arrays.copyOf(this.lowest, length);
			this.closed = Arrays.copyOf(this.closed, length);
			this.delicate = Arrays.copyOf(this.delicate, length);
			this.outer = Arrays.copyOf(this.outer, length);
		}
	}

}
