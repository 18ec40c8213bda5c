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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Crashed;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptEvent.Returned;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.github.raytaskrunner.wire.ResultFrame.Status;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that have not ended. Each ends once, whoever tells first. Bounded by what
 * the application has in flight. Guarded by the lock of the {@link LeasePool}.
 */
final class OpenCalls {

	private final Map<Long, OpenCall> calls = new HashMap<>();

	/**
	 * Attempts to be cancelled whose worker has not come.
	 */
	private final Set<Long> cancelled = new HashSet<>();

	void add(OpenCall call) {
		call.unfinished().forEach((attempt) -> this.calls.put(attempt, call));
	}

	/**
	 * Return the call of an attempt, or {@code null} if the attempt has ended.
	 */
	@Nullable OpenCall find(long attempt) {
		return this.calls.get(attempt);
	}

	/**
	 * End an attempt.
	 * @return whether it had not ended before
	 */
	boolean end(long attempt) {
		this.cancelled.remove(attempt);
		OpenCall call = this.calls.remove(attempt);
		return call != null && call.end(attempt);
	}

	/**
	 * Cancel an attempt when its worker comes.
	 */
	void cancelLater(long attempt) {
		this.cancelled.add(attempt);
	}

	/**
	 * Return the attempts of a call that are to be cancelled.
	 */
	List<Long> toCancel(OpenCall call) {
		return call.unfinished().stream().filter(this.cancelled::contains).toList();
	}

	/**
	 * End what is left of a call that is given back.
	 * @return what has happened to its attempts
	 */
	List<AttemptEvent> giveBack(OpenCall call) {
		List<Long> attempts = call.unfinished();
		attempts.forEach(this::end);
		return attempts.stream().<AttemptEvent>map(Returned::new).toList();
	}

	/**
	 * End what is left of a call whose lease has returned.
	 * @param entries what it returned, by the id of the attempt
	 * @param whole what it returned for all others, or {@code null}: then these have not
	 * started
	 * @return what has happened to the attempts
	 */
	List<AttemptEvent> end(OpenCall call, Map<Long, Entry> entries, @Nullable Entry whole) {
		List<AttemptEvent> events = new ArrayList<>();
		for (long attempt : call.unfinished()) {
			end(attempt);
			Entry entry = entries.getOrDefault(attempt, whole);
			if (entry == null) {
				events.add(new Returned(attempt));
			}
			else if (entry.status() == Status.NOT_RUN) {
				events.add(new Crashed(attempt, "the worker could not run it: " + entry.text()));
			}
			else {
				events.add(new Finished(attempt, entry.result().withoutLargeValue(), 0));
			}
		}
		return events;
	}

}
