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

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;

/**
 * Tells why a call ended without a result. Ray reports a call whose argument was lost as
 * it does one whose worker died, so the arguments are looked at: on a thread of its own,
 * as each may first have to come from another node.
 */
final class CrashAnalyzer implements Closeable {

	/**
	 * How long arguments may take to come, from the end of the call on. Those of a call
	 * that had to wait for others get the rest: Ray knows by then which are lost.
	 */
	private static final int LIMIT_MILLIS = 10_000;

	/**
	 * How many losses to report of one attempt, as messages are limited. Its next attempt
	 * finds others.
	 */
	private static final int MAX_LOSSES = 1000;

	private final LossFinder finder;

	/**
	 * Its queue is bounded by what the application has in flight.
	 */
	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), new NamedThreadFactory("ray-driver-crash-analysis"),
			new ThreadPoolExecutor.DiscardPolicy());

	/**
	 * Create a new analyzer.
	 * @param finder finds out which values are lost
	 */
	CrashAnalyzer(LossFinder finder) {
		this.finder = finder;
	}

	/**
	 * Tell what has become of a call.
	 * @param lost the call
	 * @param reason why attempts of it died, unless an upstream value was lost
	 * @param listener told about the attempts
	 */
	void analyze(LostCall lost, String reason, AttemptListener listener) {
		if (!lost.call().hasUpstreams()) {
			tell(lost, Map.of(), reason, listener);
		}
		else {
			long ended = System.nanoTime();
			this.executor.execute(() -> tell(lost, losses(lost, ended), reason, listener));
		}
	}

	private static void tell(LostCall lost, Map<Long, String> losses, String reason, AttemptListener listener) {
		List<AttemptEvent> events = new ArrayList<>();
		lost.crashed().forEach((attempt) -> events.add(event(attempt, lost(lost.call(), attempt, losses), reason)));
		events.addAll(lost.returned());
		listener.happened(events);
	}

	private static Map<Long, String> lost(OpenCall call, long attempt, Map<Long, String> losses) {
		return call.upstreams(attempt)
			.stream()
			.filter(losses::containsKey)
			.distinct()
			.limit(MAX_LOSSES)
			.collect(Collectors.toMap(Function.identity(), losses::get));
	}

	private static AttemptEvent event(long attempt, Map<Long, String> lost, String reason) {
		return lost.isEmpty() ? new AttemptEvent.Crashed(attempt, reason)
				: new AttemptEvent.UpstreamsLost(attempt, lost);
	}

	private Map<Long, String> losses(LostCall lost, long ended) {
		Set<Long> upstreams = lost.crashed()
			.stream()
			.flatMap((attempt) -> lost.call().upstreams(attempt).stream())
			.collect(Collectors.toSet());
		long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ended);
		try {
			return this.finder.find(upstreams, (int) Math.max(1, LIMIT_MILLIS - waited));
		}
		// whatever it is, the attempts have ended and nobody else would say so
		catch (RuntimeException | Error ex) {
			System.err.println("Cannot find out whether a value was lost: " + ex);
			return Map.of();
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	/**
	 * Finds out which values are lost.
	 */
	@FunctionalInterface
	interface LossFinder {

		/**
		 * Find out which values are lost.
		 * @param attempts ids of the attempts that returned them
		 * @param timeoutMillis longest time to wait for those that are on their way
		 * @return why values are lost, by attempt
		 */
		Map<Long, String> find(Set<Long> attempts, int timeoutMillis);

	}

}
