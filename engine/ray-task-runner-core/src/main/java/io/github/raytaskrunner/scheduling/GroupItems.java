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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.serialization.ItemNames;
import io.github.raytaskrunner.serialization.Records;
import org.jspecify.annotations.Nullable;

/**
 * The items of a group as bytes, and where each is on its way. What an item needs while
 * it is unfinished is its bytes and a few more; then it is one. Guarded by the lock of
 * the scheduler.
 */
final class GroupItems {

	private static final int SEGMENT_ITEMS = 1023;

	private static final int SEGMENT_BYTES = 1024 * 1024;

	/**
	 * The items of a segment count as submitted together.
	 */
	private static final long SEGMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final TreeMap<Integer, Segment> segments = new TreeMap<>();

	private final List<String> names = new ArrayList<>(0);

	private byte[] places = new byte[16];

	private int size;

	/**
	 * Index before which none is pending.
	 */
	private int firstPending;

	private int pending;

	private @Nullable Segment last;

	/**
	 * Add an item, which is pending.
	 * @param bytes the item
	 * @param name its name, or {@code null} if that is its index
	 * @return its index
	 */
	int add(byte[] bytes, @Nullable String name) {
		int index = this.size;
		if (index == this.places.length) {
			this.places = Arrays.copyOf(this.places, index + (index >> 1));
		}
		Segment last = this.last;
		if (last == null || last.isFull()) {
			last = new Segment(index);
			this.segments.put(index, last);
			this.last = last;
		}
		last.records.add(0, bytes);
		last.open++;
		if (name != null) {
			this.names.add(name);
		}
		this.pending++;
		this.size++; // not if this has failed
		return index;
	}

	int size() {
		return this.size;
	}

	/**
	 * Return the number of items that nothing was done about so far.
	 * @return the number
	 */
	int pending() {
		return this.pending;
	}

	Place place(int index) {
		return Place.VALUES.get(this.places[index]);
	}

	void move(int index, Place place) {
		if (place(index) == Place.PENDING) {
			this.pending--;
		}
		if (place == Place.PENDING) {
			this.pending++;
			this.firstPending = Math.min(this.firstPending, index);
		}
		this.places[index] = (byte) place.ordinal();
	}

	/**
	 * Return the first item that is pending.
	 * @return its index, or that after the last item if there is none
	 */
	int firstPending() {
		while (this.firstPending < this.size && place(this.firstPending) != Place.PENDING) {
			this.firstPending++;
		}
		return this.firstPending;
	}

	/**
	 * Find the items in a place.
	 * @param from index of the first one to look at
	 * @param to index after the last one
	 * @param place the place, which they may leave meanwhile
	 * @param consumer given each run of them
	 */
	void forEachRun(int from, int to, Place place, Runs consumer) {
		int next = from;
		while (next < to) {
			int end = runEnd(next, to);
			if (place(next) == place) {
				consumer.accept(next, end);
			}
			next = end;
		}
	}

	/**
	 * Return where a run of items in the same place ends.
	 * @param from index of the first one
	 * @param limit index to go to at most
	 * @return the index after the last one
	 */
	int runEnd(int from, int limit) {
		byte place = this.places[from];
		int to = from + 1;
		while (to < limit && this.places[to] == place) {
			to++;
		}
		return to;
	}

	int length(int index) {
		Segment segment = segment(index);
		return segment.records.length(index - segment.first);
	}

	/**
	 * Return when an item was submitted.
	 * @param index index of an item that has not ended
	 * @return the time, roughly
	 */
	long submitted(int index) {
		return segment(index).submitted;
	}

	private Segment segment(int index) {
		Segment last = this.last;
		if (last != null && index >= last.first) {
			return last;
		}
		return this.segments.floorEntry(index).getValue();
	}

	/**
	 * Return items as they travel.
	 * @param from index of the first one
	 * @param to index after the last one
	 * @return views of their records
	 */
	List<ByteBuffer> slice(int from, int to) {
		List<ByteBuffer> slices = new ArrayList<>();
		int next = from;
		while (next < to) {
			Segment segment = segment(next);
			int end = Math.min(to, segment.first + segment.records.count());
			slices.add(segment.records.slice(next - segment.first, end - segment.first));
			next = end;
		}
		return slices;
	}

	/**
	 * Return names of items.
	 * @param from index of the first one
	 * @param to index after the last one
	 * @return the names, or none if they are the indexes
	 */
	List<String> names(int from, int to) {
		return this.names.isEmpty() ? List.of() : List.copyOf(this.names.subList(from, to));
	}

	String name(int index) {
		return ItemNames.item(this.names.isEmpty() ? null : this.names.get(index), index);
	}

	/**
	 * Forget the bytes of an item.
	 * @param index its index
	 */
	void release(int index) {
		Map.Entry<Integer, Segment> entry = this.segments.floorEntry(index);
		Segment segment = entry.getValue();
		if (--segment.open == 0) {
			this.segments.remove(entry.getKey());
			if (segment == this.last) {
				this.last = null;
			}
		}
	}

	/**
	 * Forget the bytes of all items.
	 */
	void release() {
		this.segments.clear();
		this.last = null;
	}

	/**
	 * Where an item is.
	 */
	enum Place {

		/**
		 * It waits.
		 */
		PENDING,

		/**
		 * It is in a chunk that was dispatched.
		 */
		DISPATCHED,

		/**
		 * It has ended, together with others.
		 */
		ENDED,

		/**
		 * It is a task of its own, which knows the rest.
		 */
		OWN;

		private static final List<Place> VALUES = List.of(values());

	}

	/**
	 * Takes runs of items.
	 */
	@FunctionalInterface
	interface Runs {

		/**
		 * Take a run of items.
		 * @param from index of the first one
		 * @param to index after the last one
		 */
		void accept(int from, int to);

	}

	private static final class Segment {

		private final long submitted = System.nanoTime();

		private final int first;

		private final Records records = new Records();

		private int open;

		Segment(int first) {
			this.first = first;
		}

		boolean isFull() {
			return this.records.count() == SEGMENT_ITEMS || this.records.size() > SEGMENT_BYTES
					|| System.nanoTime() - this.submitted > SEGMENT_NANOS;
		}

	}

}
