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

import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.exception.RayException;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of attempts are, until the application releases them. Bounded by what
 * the application holds.
 */
final class ValueTable {

	/**
	 * How long a value may take to come from another node.
	 */
	static final int TIMEOUT_MILLIS = 5 * 60 * 1000;

	private static final int READY_TIMEOUT_MILLIS = 1000;

	private final Map<Long, Value> values = new ConcurrentHashMap<>();

	void add(RayCall call) {
		for (int i = 0; i < call.attempts().size(); i++) {
			this.values.put(call.attempts().get(i), new Value(call, i));
		}
	}

	void remove(long attempt) {
		this.values.remove(attempt);
	}

	/**
	 * Return where the value of an attempt is, or {@code null} if it is not known (any
	 * more).
	 */
	@Nullable Location find(long attempt) throws InterruptedException, ExecutionException, TimeoutException {
		Value value = this.values.get(attempt);
		return (value != null) ? new Location(value.call().result(), value.index()) : null;
	}

	/**
	 * Get the value of an attempt out of Ray, or {@code null} if it is not known (any
	 * more).
	 */
	@Nullable ByteBuffer fetch(long attempt)
			throws InterruptedException, ExecutionException, TimeoutException, NoResultException {
		Location location = find(attempt);
		return (location != null) ? CallResults.get(location.frame(), TIMEOUT_MILLIS).bytes(location.index()) : null;
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
			ObjectRef<byte[]> frame = (value != null) ? value.call().resultIfSubmitted() : null;
			if (frame != null) {
				frames.computeIfAbsent(frame, (key) -> new ArrayList<>()).add(attempt);
			}
			else if (value == null) {
				losses.put(attempt, "it is not known any more");
			}
			else if (value.call().isRefused()) {
				losses.put(attempt, "Ray did not take it");
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
	 * Value of an attempt: one of the results of a call.
	 */
	private record Value(RayCall call, int index) {

	}

	/**
	 * Place of a value in Ray.
	 *
	 * @param frame reference to the result of the call that holds the value
	 * @param index index of the value in that frame
	 */
	record Location(ObjectRef<byte[]> frame, int index) {

	}

}
