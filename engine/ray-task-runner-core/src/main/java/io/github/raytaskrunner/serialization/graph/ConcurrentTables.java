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

import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * How large the tables of concurrent maps are, which nobody tells: such that what they
 * hold is in the order it is in.
 */
final class ConcurrentTables {

	private static final int USUAL_LENGTH = 16;

	private static final int MAX_LENGTH = 1 << 20;

	private ConcurrentTables() {
	}

	/**
	 * Return the capacity for which a {@link ConcurrentHashMap} has the order it has.
	 * @param entries keys and values in turn, in this order
	 * @return the capacity to make one with, that of one which has grown by itself if no
	 * other is known to be right
	 */
	static int capacity(@Nullable Object[] entries) {
		int[] hashes = new int[entries.length / 2];
		for (int i = 0; i < hashes.length; i++) {
			Object key = entries[i * 2];
			int hash = (key != null) ? key.hashCode() : 0;
			hashes[i] = hash ^ (hash >>> 16);
		}
		int usual = USUAL_LENGTH;
		while (!isLarge(usual, hashes.length)) {
			usual *= 2;
		}
		int length = usual;
		if (!isInOrder(hashes, usual)) {
			length = 1;
			while (length < MAX_LENGTH && !(isLarge(length, hashes.length) && isInOrder(hashes, length))) {
				length *= 2;
			}
			length = (length < MAX_LENGTH) ? length : usual;
		}
		// such a map makes room for more than it is told
		return length / 2;
	}

	private static boolean isLarge(int length, int size) {
		return size < length - length / 4;
	}

	private static boolean isInOrder(int[] hashes, int length) {
		int last = 0;
		for (int hash : hashes) {
			int index = hash & (length - 1);
			if (index < last) {
				return false;
			}
			last = index;
		}
		return true;
	}

}
