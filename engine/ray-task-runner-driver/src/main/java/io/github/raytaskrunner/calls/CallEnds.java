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
 * Tells that calls of Ray have ended. For Ray a call has also ended whose worker died,
 * which it may know before the connection of the worker tells. So the worker is asked,
 * once Ray says so: one that lives has handed over what the call returns. What is awaited
 * is bounded by what the application has in flight.
 */
final class CallEnds implements Closeable {

	private static final int WAIT_MILLIS = 10;

	private final ReadyFinder finder;

	private final BlockingQueue<Awaited> arrived = new LinkedBlockingQueue<>();

	private final WatchThread thread = new WatchThread("ray-driver-ends", this::watch);

	/**
	 * Create a new instance, which begins to watch.
	 * @param finder finds out which calls have ended
	 */
	CallEnds(ReadyFinder finder) {
		this.finder = finder;
		this.thread.start();
	}

	/**
	 * Wait until Ray has what a call returns. If its worker dies before that, nothing
	 * follows: only Ray knows then what has become of the call.
	 * @param call the call
	 * @param worker its worker, which is about to end the call
	 * @param action what to do then
	 */
	void await(RayCall call, ConnectedWorker worker, Runnable action) {
		call.whenSubmitted((result) -> this.arrived.add(new Awaited(result, worker, action)));
	}

	private void watch() {
		List<Awaited> awaited = new ArrayList<>();
		try {
			while (!Thread.currentThread().isInterrupted()) {
				if (awaited.isEmpty()) {
					awaited.add(this.arrived.take());
				}
				this.arrived.drainTo(awaited);
				release(awaited);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void release(List<Awaited> awaited) {
		try {
			Set<ObjectRef<byte[]>> ready = this.finder.findReadySet(awaited.stream().map(Awaited::result).toList(),
					WAIT_MILLIS);
			List<Awaited> released = awaited.stream().filter((one) -> ready.contains(one.result())).toList();
			awaited.removeAll(released);
			released.forEach((one) -> one.worker().whenAlive(one.action()));
		}
		// these calls are watched as those without a report, and others are to be awaited
		catch (RuntimeException | Error ex) {
			System.err.println("Cannot wait for the ends of calls: " + ex);
			awaited.clear();
		}
	}

	/**
	 * End the thread, so that it uses Ray no more.
	 */
	@Override
	public void close() {
		this.thread.close();
	}

	private record Awaited(ObjectRef<byte[]> result, ConnectedWorker worker, Runnable action) {

	}

}
