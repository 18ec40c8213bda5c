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

import org.jspecify.annotations.Nullable;

/**
 * Numbers objects by their identity, and keeps them alive meanwhile. Open addressing, as
 * every written object passes here and {@link java.util.IdentityHashMap} would need an
 * object for each number.
 */
final class Handles {

	private static final int MAX_CLEARED = 1024;

	/**
	 * Twice what most tasks capture. A power of two.
	 */
	private static final int FEW = 16;

	/**
	 * Most values are written without a number.
	 */
	private static final Object[] NO_OBJECTS = {};

	private static final int[] NO_HANDLES = {};

	private @Nullable Object[] objects = NO_OBJECTS;

	private int[] handles = NO_HANDLES;

	private int size;

	/**
	 * Return the number of an object.
	 * @param object the object
	 * @return its number, or -1 if it has none
	 */
	int find(Object object) {
		if (this.size == 0) {
			return -1;
		}
		int index = index(object, this.objects);
		return (this.objects[index] != null) ? this.handles[index] : -1;
	}

	/**
	 * Give an object a number.
	 * @param object an object without a number
	 * @param handle the number
	 */
	void put(Object object, int handle) {
		if (this.size * 2 >= this.objects.length) {
			grow();
		}
		int index = index(object, this.objects);
		this.objects[index] = object;
		this.handles[index] = handle;
		this.size++;
	}

	/**
	 * Forget all objects.
	 * @return {@code false} if that is more work than to begin anew
	 */
	boolean clear() {
		if (this.objects.length > MAX_CLEARED) {
			return false;
		}
		if (this.size > 0) {
			Arrays.fill(this.objects, null);
			this.size = 0;
		}
		return true;
	}

	private void grow() {
		@Nullable Object[] old = this.objects;
		int[] oldHandles = this.handles;
		int length = Math.max(FEW, old.length * 2);
		this.objects = new Object[length];
		this.handles = new int[length];
		for (int i = 0; i < old.length; i++) {
			Object object = old[i];
			if (object != null) {
				int index = index(object, this.objects);
				this.objects[index] = object;
				this.handles[index] = oldHandles[i];
			}
		}
	}

	private static int index(Object object, @Nullable Object[] table) {
		int mask = table.length - 1;
		int hash = System.identityHashCode(object);
		int index = (hash ^ hash >>> 15) & mask;
		while (table[index] != null && table[index] != object) {
			index = (index + 1) & mask;
		}
		return index;
	}

}
