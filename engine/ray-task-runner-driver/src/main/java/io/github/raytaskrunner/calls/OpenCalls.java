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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that have not ended, with their calls. Who {@linkplain #end ends} one
 * tells of it, so none ends twice. Bounded by what the application has in flight. Safe
 * for use by several threads.
 */
final class OpenCalls {

	private final Map<Long, RayCall> calls = new ConcurrentHashMap<>();

	private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();

	void add(RayCall call) {
		call.attempts().forEach((attempt) -> this.calls.put(attempt, call));
	}

	boolean contains(long attempt) {
		return this.calls.containsKey(attempt);
	}

	/**
	 * Return the call of an attempt, or {@code null} if the attempt has ended.
	 */
	@Nullable RayCall find(long attempt) {
		return this.calls.get(attempt);
	}

	/**
	 * Note that an attempt is to be cancelled.
	 * @return whether it has not ended
	 */
	boolean cancel(long attempt) {
		boolean open = contains(attempt);
		if (open) {
			this.cancelled.add(attempt);
		}
		return open;
	}

	boolean isCancelled(long attempt) {
		return this.cancelled.contains(attempt);
	}

	/**
	 * End an attempt.
	 * @return whether it had not ended before
	 */
	boolean end(long attempt) {
		boolean ended = this.calls.remove(attempt) != null;
		this.cancelled.remove(attempt);
		return ended;
	}

	/**
	 * Wait until any call has ended, or the time is over.
	 */
	void awaitAny(int timeoutMillis) {
		List<ObjectRef<byte[]>> results = List.copyOf(results().values());
		if (!results.isEmpty()) {
			Ray.wait(results, 1, timeoutMillis, false);
		}
	}

	/**
	 * Return the calls that have ended, although some of their attempts have not.
	 */
	Set<RayCall> findEnded() {
		Map<RayCall, ObjectRef<byte[]>> results = results();
		if (results.isEmpty()) {
			return Set.of();
		}
		List<ObjectRef<byte[]>> all = List.copyOf(results.values());
		Set<ObjectRef<byte[]>> ready = Collections.newSetFromMap(new IdentityHashMap<>());
		ready.addAll(Ray.wait(all, all.size(), 1, false).getReady());
		results.values().removeIf((result) -> !ready.contains(result));
		return results.keySet();
	}

	private Map<RayCall, ObjectRef<byte[]>> results() {
		Map<RayCall, ObjectRef<byte[]>> results = new LinkedHashMap<>();
		for (RayCall call : this.calls.values()) {
			ObjectRef<byte[]> result = call.resultIfSubmitted();
			if (result != null) {
				results.put(call, result);
			}
		}
		return results;
	}

}
