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
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.ray.api.ObjectRef;

/**
 * Holds back the ends of attempts whose values are large until Ray has the values: they
 * are in the worker alone before, and may die with it. For Ray a call has also ended
 * whose worker died, which it may know before the connection of the worker tells. So the
 * worker is asked, once Ray says so: one that lives has handed over its value. What is
 * held back is bounded by what the application has in flight.
 */
final class LargeResults implements Closeable {

	private static final int WAIT_MILLIS = 10;

	private final ReadyFinder finder;

	private final BlockingQueue<Held> arrived = new LinkedBlockingQueue<>();

	private final WatchThread thread = new WatchThread("ray-driver-large-results", this::watch);

	/**
	 * Create a new instance, which begins to watch.
	 * @param finder finds out which calls have ended
	 */
	LargeResults(ReadyFinder finder) {
		this.finder = finder;
		this.thread.start();
	}

	/**
	 * Wait until Ray has a value. If its worker dies before that, nothing follows: only
	 * Ray knows then what has become of the call.
	 * @param call the call that returns the value
	 * @param worker the worker that has reported the value
	 * @param stored what to do when Ray has the value
	 */
	void hold(RayCall call, ConnectedWorker worker, Runnable stored) {
		call.whenSubmitted((result) -> this.arrived.add(new Held(result, worker, stored)));
	}

	private void watch() {
		List<Held> held = new ArrayList<>();
		try {
			while (!Thread.currentThread().isInterrupted()) {
				if (held.isEmpty()) {
					held.add(this.arrived.take());
				}
				this.arrived.drainTo(held);
				release(held);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void release(List<Held> held) {
		try {
			Set<ObjectRef<byte[]>> ready = this.finder.findReadySet(held.stream().map(Held::result).toList(),
					WAIT_MILLIS);
			List<Held> released = held.stream().filter((one) -> ready.contains(one.result())).toList();
			held.removeAll(released);
			released.forEach((one) -> one.worker().whenAlive(one.stored()));
		}
		// their calls are watched as those without a report
		catch (RuntimeException ex) {
			System.err.println("Cannot wait for large results: " + ex);
			held.clear();
		}
	}

	/**
	 * End the thread, so that it uses Ray no more.
	 */
	@Override
	public void close() {
		this.thread.close();
	}

	private record Held(ObjectRef<byte[]> result, ConnectedWorker worker, Runnable stored) {

	}

}
