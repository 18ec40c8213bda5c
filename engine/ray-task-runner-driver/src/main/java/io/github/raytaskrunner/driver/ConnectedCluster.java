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

package io.github.raytaskrunner.driver;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.calls.ProbeException;
import io.github.raytaskrunner.calls.RayCalls;
import io.github.raytaskrunner.protocol.Capacity;
import io.github.raytaskrunner.protocol.Welcome;
import org.jspecify.annotations.Nullable;

/**
 * The Ray cluster that this process is connected to.
 */
final class ConnectedCluster implements Cluster, Closeable {

	private static final int WATCH_PERIOD_MILLIS = 2_000;

	private static final int WATCH_CHECK_MILLIS = 100;

	private static final int CLOSE_TIMEOUT_SECONDS = 1;

	private final RayCalls calls;

	private final StartCheck startCheck;

	private final LocalRaylet raylet;

	private final Consumer<String> onLost;

	/**
	 * What may wait for Ray or the network, unlike the thread that reads messages.
	 * Bounded, as the application sends nothing on while a value is taken, and cancels
	 * what it has in flight.
	 */
	private final ThreadPoolExecutor commands = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), new NamedThreadFactory("ray-driver-commands"),
			new ThreadPoolExecutor.DiscardPolicy());

	private @Nullable NodeCheck nodeCheck;

	private @Nullable NodeWatch watch;

	/**
	 * Create a new cluster.
	 * @param calls runs calls on it
	 * @param startCheck finds out whether it runs tasks
	 * @param raylet the raylet of this process
	 * @param onLost told why the cluster is of no use any more; maybe more than once
	 */
	ConnectedCluster(RayCalls calls, StartCheck startCheck, LocalRaylet raylet, Consumer<String> onLost) {
		this.calls = calls;
		this.startCheck = startCheck;
		this.raylet = raylet;
		this.onLost = onLost;
	}

	@Override
	public void setListener(@Nullable AttemptListener listener) {
		this.calls.setListener((listener != null) ? new LostClusterFilter(listener, this::isLost) : null);
	}

	private boolean isLost() {
		boolean lost = this.raylet.isDead();
		if (lost) {
			this.onLost.accept("the raylet of its node died");
		}
		return lost;
	}

	@Override
	public Welcome probe(int javaVersion, int timeoutMillis) throws ProbeException {
		NodeCheck check = new NodeCheck(javaVersion);
		synchronized (this) {
			this.nodeCheck = check;
		}
		Welcome welcome = this.startCheck.welcome(check, timeoutMillis);
		this.calls.setCpus(welcome.getCapacity().getSlots());
		return welcome;
	}

	@Override
	public synchronized void watch(Capacity last, Consumer<Capacity> onChange) {
		endWatch();
		NodeCheck check = Objects.requireNonNull(this.nodeCheck, "There was no probe");
		this.watch = new NodeWatch(() -> isLost() ? null : Nodes.look(check, WATCH_CHECK_MILLIS).capacity(), last,
				(capacity) -> {
					this.calls.setCpus(capacity.getSlots());
					onChange.accept(capacity);
				}, WATCH_PERIOD_MILLIS);
	}

	private synchronized void endWatch() {
		if (this.watch != null) {
			this.watch.close();
		}
	}

	@Override
	public void close() {
		endWatch();
		this.commands.shutdownNow();
		try {
			// it must not use Ray any more when that is shut down
			this.commands.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void run(Call call) {
		this.calls.run(call);
	}

	@Override
	public CompletionStage<Void> put(long attempt, byte[] value) {
		return this.calls.put(attempt, value, this.commands);
	}

	@Override
	public void cancel(long attempt) {
		// what has not started is told as lost, which it takes time to find out
		this.commands.execute(() -> this.calls.cancel(attempt));
	}

	@Override
	public void takeBack(long attempt) {
		this.calls.takeBack(attempt);
	}

	@Override
	public @Nullable ByteBuffer fetch(long attempt) throws Exception {
		return this.calls.fetch(attempt);
	}

	@Override
	public void release(long attempt) {
		this.calls.release(attempt);
	}

}
