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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.exception.RayException;
import org.jspecify.annotations.Nullable;

/**
 * The values that tasks may read, by the id of the attempt that returned them. Small ones
 * are here and go along with what reads them, others are in Ray. Safe for use by several
 * threads.
 */
final class ValueTable {

	/**
	 * How long a value may take to come from another node.
	 */
	static final int TIMEOUT_MILLIS = 5 * 60 * 1000;

	private static final int READY_TIMEOUT_MILLIS = 1000;

	/**
	 * What a value takes beside its bytes: entry and key in the map, two objects and the
	 * header of an array.
	 */
	private static final int OVERHEAD_BYTES = 128;

	private final long maxKeptBytes;

	private final AtomicLong keptBytes = new AtomicLong();

	private final Map<Long, Value> values = new ConcurrentHashMap<>();

	ValueTable() {
		// the heap has to hold what is on its way as well
		this(Runtime.getRuntime().maxMemory() / 4);
	}

	/**
	 * Create a new table.
	 * @param maxKeptBytes how much of the heap the values may take
	 */
	ValueTable(long maxKeptBytes) {
		this.maxKeptBytes = maxKeptBytes;
	}

	/**
	 * Keep a value here, if there is room.
	 * @return whether there is
	 */
	boolean keep(long attempt, byte[] value) {
		Kept kept = new Kept(value);
		if (this.keptBytes.addAndGet(kept.size()) > this.maxKeptBytes) {
			this.keptBytes.addAndGet(-kept.size());
			return false;
		}
		forget(this.values.put(attempt, kept));
		return true;
	}

	private void forget(@Nullable Value value) {
		if (value instanceof Kept kept) {
			this.keptBytes.addAndGet(-kept.size());
		}
	}

	/**
	 * Note that a value is in Ray.
	 * @param attempt id of the attempt
	 * @param rayCall what Ray has
	 */
	void stored(long attempt, RayCall rayCall) {
		forget(this.values.put(attempt, new Stored(rayCall)));
	}

	/**
	 * Forget a value.
	 * @return whether it was in Ray
	 */
	boolean remove(long attempt) {
		Value value = this.values.remove(attempt);
		forget(value);
		return value instanceof Stored;
	}

	/**
	 * Return a value, or where it is, or {@code null} if it is not known (any more).
	 */
	@Nullable Value find(long attempt) {
		return this.values.get(attempt);
	}

	/**
	 * Get the value of an attempt, or {@code null} if it is not known (any more).
	 */
	@Nullable ByteBuffer fetch(long attempt)
			throws InterruptedException, ExecutionException, TimeoutException, NoResultException {
		Value value = this.values.get(attempt);
		if (value instanceof Stored stored) {
			Entry entry = CallResults.get(stored.rayCall().result(), TIMEOUT_MILLIS).find(attempt);
			return (entry != null) ? entry.bytes() : null;
		}
		return (value instanceof Kept kept) ? ByteBuffer.wrap(kept.bytes()) : null;
	}

	/**
	 * Find out which values of attempts are lost. Others are there, or on their way.
	 * @param attempts ids of the attempts
	 * @param timeoutMillis longest time to wait for all of them
	 * @return why values are lost, by attempt
	 */
	Map<Long, String> findLosses(Set<Long> attempts, int timeoutMillis) {
		Map<Long, String> losses = new HashMap<>();
		Map<ObjectRef<byte[]>, List<Long>> frames = new IdentityHashMap<>();
		for (long attempt : attempts) {
			Value value = this.values.get(attempt);
			if (value == null) {
				losses.put(attempt, "it is not known any more");
			}
			else if (value instanceof Stored stored) {
				ObjectRef<byte[]> frame = stored.rayCall().resultIfSubmitted();
				if (frame != null) {
					frames.computeIfAbsent(frame, (key) -> new ArrayList<>()).add(attempt);
				}
				else if (stored.rayCall().isRefused()) {
					losses.put(attempt, "Ray did not take it");
				}
			}
		}
		if (!frames.isEmpty()) {
			List<ObjectRef<byte[]>> all = List.copyOf(frames.keySet());
			for (ObjectRef<byte[]> frame : Ray.wait(all, all.size(), timeoutMillis, true).getReady()) {
				findLoss(frame).ifPresent((reason) -> frames.getOrDefault(frame, List.of())
					.forEach((attempt) -> losses.put(attempt, reason)));
			}
		}
		return losses;
	}

	/**
	 * Find out whether what is ready is a value. Then it is here, and takes no time.
	 */
	private static Optional<String> findLoss(ObjectRef<byte[]> frame) {
		try {
			CallResults.get(frame, READY_TIMEOUT_MILLIS);
			return Optional.empty();
		}
		catch (NoResultException ex) {
			return Optional.of(ex.reason());
		}
		// it is not known to be lost
		catch (RayException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Value of an attempt.
	 */
	sealed interface Value {

	}

	/**
	 * Value that is here.
	 *
	 * @param bytes the value
	 */
	record Kept(byte[] bytes) implements Value {

		private long size() {
			return OVERHEAD_BYTES + this.bytes.length;
		}

	}

	/**
	 * Value that is in Ray.
	 *
	 * @param rayCall what Ray has
	 */
	record Stored(RayCall rayCall) implements Value {

	}

}
