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
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.ray.api.ObjectRef;

/**
 * Asks Ray, again and again, which leases have ended whose workers do not say so.
 */
final class LeaseWatch implements Closeable {

	private static final int PERIOD_MILLIS = 50;

	/**
	 * How often the leases are looked at whose workers would tell: each second, as a
	 * connection may be dead without saying so.
	 */
	private static final int ROUNDS_TO_WATCH_ALL = 20;

	private final WatchThread thread = new WatchThread("ray-driver-watch", this::run);

	private final ReadyFinder finder;

	private final Supplier<List<Lease>> leases;

	private final Supplier<List<Lease>> unservedLeases;

	private final Consumer<Lease> onEnd;

	private final Runnable eachRound;

	private Set<Lease> endedBefore = Set.of();

	private Set<Lease> unservedEndedBefore = Set.of();

	/**
	 * Create a new watch.
	 * @param finder asks Ray
	 * @param leases gives all leases
	 * @param unservedLeases gives those that no worker serves, which would tell
	 * @param onEnd told about each lease that has ended
	 * @param eachRound what to do now and then as well
	 */
	LeaseWatch(ReadyFinder finder, Supplier<List<Lease>> leases, Supplier<List<Lease>> unservedLeases,
			Consumer<Lease> onEnd, Runnable eachRound) {
		this.finder = finder;
		this.leases = leases;
		this.unservedLeases = unservedLeases;
		this.onEnd = onEnd;
		this.eachRound = eachRound;
	}

	void start() {
		this.thread.start();
	}

	private void run() {
		try {
			for (long round = 0; !Thread.currentThread().isInterrupted(); round++) {
				Thread.sleep(PERIOD_MILLIS);
				look(round % ROUNDS_TO_WATCH_ALL == 0);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void look(boolean all) {
		try {
			this.eachRound.run();
			this.unservedEndedBefore = tellEnded(this.unservedLeases.get(), this.unservedEndedBefore);
			if (all) {
				this.endedBefore = tellEnded(this.leases.get(), this.endedBefore);
			}
		}
		// whatever it is, crashes have to be found later too
		catch (RuntimeException | Error ex) {
			System.err.println("Cannot watch calls: " + ex);
		}
	}

	/**
	 * Tell which leases have ended, at the second look: what a worker said may still be
	 * on its way when its call has ended.
	 * @return those that have ended
	 */
	private Set<Lease> tellEnded(List<Lease> leases, Set<Lease> endedBefore) {
		Set<Lease> ended = findEnded(results(leases));
		ended.stream().filter(endedBefore::contains).forEach(this.onEnd);
		return ended;
	}

	private static Map<Lease, ObjectRef<byte[]>> results(List<Lease> leases) {
		Map<Lease, ObjectRef<byte[]>> results = new HashMap<>();
		for (Lease lease : leases) {
			ObjectRef<byte[]> result = lease.rayCall().resultIfSubmitted();
			if (result != null) {
				results.put(lease, result);
			}
		}
		return results;
	}

	private Set<Lease> findEnded(Map<Lease, ObjectRef<byte[]>> results) {
		if (results.isEmpty()) {
			return Set.of();
		}
		Set<ObjectRef<byte[]>> ready = this.finder.findReadySet(results.values(), 1);
		results.values().removeIf((result) -> !ready.contains(result));
		return results.keySet();
	}

	/**
	 * Wait until any of the leases has ended, or the time is over. While the thread that
	 * runs a task waits here, the CPU of the task is free for others.
	 */
	void awaitAny(int timeoutMillis) {
		List<ObjectRef<byte[]>> results = List.copyOf(results(this.leases.get()).values());
		if (!results.isEmpty()) {
			this.finder.findReady(results, timeoutMillis);
		}
	}

	@Override
	public void close() {
		this.thread.close();
	}

}
