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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.worker.ResultFrame;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.exception.RayException;
import io.ray.api.exception.RayTimeoutException;
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

	private static final int LOSS_TIMEOUT_MILLIS = 30 * 1000;

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
	@Nullable ByteBuffer fetch(long attempt) throws InterruptedException, ExecutionException, TimeoutException {
		Location location = find(attempt);
		return (location != null) ? ResultFrame.of(Ray.get(location.frame(), TIMEOUT_MILLIS)).bytes(location.index())
				: null;
	}

	/**
	 * Find out whether the value of an attempt is lost.
	 * @return why it is, empty if it is there or on its way
	 */
	Optional<String> findLoss(long attempt) {
		try {
			Location location = find(attempt);
			if (location == null) {
				return Optional.of("it is not known any more");
			}
			Ray.get(location.frame(), LOSS_TIMEOUT_MILLIS);
			return Optional.empty();
		}
		catch (RayTimeoutException | TimeoutException ex) {
			return Optional.empty();
		}
		catch (RayException | ExecutionException ex) {
			return Optional.of(ex.toString().lines().findFirst().orElse("Ray does not have it"));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
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
	 * @param frame reference to the {@link ResultFrame} that holds the value
	 * @param index index of the value in that frame
	 */
	record Location(ObjectRef<byte[]> frame, int index) {

	}

}
