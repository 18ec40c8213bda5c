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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells why a call ended without a result. Ray reports a call whose argument was lost as
 * it does one whose worker died, so the arguments are looked at: on a thread of its own,
 * as each may first have to come from another node.
 */
final class Autopsy implements Closeable {

	private final ValueTable values;

	/**
	 * Its queue is bounded by what the application has in flight.
	 */
	private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), new NamedThreadFactory("ray-autopsy"), new ThreadPoolExecutor.DiscardPolicy());

	Autopsy(ValueTable values) {
		this.values = values;
	}

	/**
	 * Tell why attempts ended.
	 * @param call the call
	 * @param attempts attempts of the call
	 * @param reason why they ended, unless an upstream value was lost
	 * @param listener told about each attempt
	 */
	void perform(RayCall call, List<Long> attempts, String reason, CallListener listener) {
		if (call.upstreams().isEmpty()) {
			attempts.forEach((attempt) -> listener.crashed(attempt, reason));
		}
		else {
			this.executor.execute(() -> examine(call, attempts, reason, listener));
		}
	}

	private void examine(RayCall call, List<Long> attempts, String reason, CallListener listener) {
		Map<Long, Optional<Loss>> losses = new HashMap<>();
		for (long attempt : attempts) {
			call.upstreams()
				.getOrDefault(attempt, List.of())
				.stream()
				.flatMap((upstream) -> losses.computeIfAbsent(upstream, this::loss).stream())
				.findFirst()
				.ifPresentOrElse((loss) -> listener.upstreamLost(attempt, loss.upstream(), loss.reason()),
						() -> listener.crashed(attempt, reason));
		}
	}

	private Optional<Loss> loss(long upstream) {
		return this.values.findLoss(upstream).map((reason) -> new Loss(upstream, reason));
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	/**
	 * That a value was lost.
	 *
	 * @param upstream id of the attempt that returned it
	 * @param reason what is known about it
	 */
	private record Loss(long upstream, String reason) {

	}

}
