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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
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
import io.github.raytaskrunner.launch.DriverCommand;
import io.github.raytaskrunner.protocol.Capacity;
import io.github.raytaskrunner.protocol.Hello;
import io.github.raytaskrunner.protocol.Welcome;
import org.jspecify.annotations.Nullable;

/**
 * The Ray cluster that this process is connected to, once an application has said hello.
 */
final class ConnectedCluster implements Cluster, Closeable {

	private static final int WATCH_PERIOD_MILLIS = 2_000;

	private static final int WATCH_CHECK_MILLIS = 100;

	private static final int CLOSE_TIMEOUT_SECONDS = 1;

	private final DriverCommand command;

	private final Duration leaseTerm;

	private final Consumer<String> onLost;

	/**
	 * What may wait for Ray or the network, unlike the thread that reads messages.
	 * Bounded, as the application sends nothing on while a value is taken, and cancels
	 * what it has in flight.
	 */
	private final ThreadPoolExecutor commands = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), new NamedThreadFactory("ray-driver-commands"),
			new ThreadPoolExecutor.DiscardPolicy());

	private volatile @Nullable AttemptListener listener;

	/**
	 * What this process is to Ray, once an application has said hello.
	 */
	private volatile @Nullable RayJob job;

	private @Nullable NodeCheck nodeCheck;

	private @Nullable NodeWatch watch;

	/**
	 * Create a new cluster.
	 * @param command what is known of this process's node
	 * @param leaseTerm how long a worker may be kept while it is busy
	 * @param onLost told why the cluster is of no use any more; maybe more than once
	 */
	ConnectedCluster(DriverCommand command, Duration leaseTerm, Consumer<String> onLost) {
		this.command = command;
		this.leaseTerm = leaseTerm;
		this.onLost = onLost;
	}

	@Override
	public void setListener(@Nullable AttemptListener listener) {
		this.listener = listener;
		RayJob job = this.job;
		if (job != null) {
			listen(job);
		}
	}

	private void listen(RayJob job) {
		AttemptListener listener = this.listener;
		job.calls().setListener((listener != null) ? new LostClusterFilter(listener, () -> isLost(job)) : null);
	}

	private boolean isLost(RayJob job) {
		boolean lost = job.raylet().isDead();
		if (lost) {
			this.onLost.accept("the raylet of its node died");
		}
		return lost;
	}

	@Override
	public Welcome connect(Hello hello) throws ProbeException, IOException {
		RayJob job = begin(hello.getRayPropertiesMap());
		listen(job);
		NodeCheck check = new NodeCheck(hello.getJavaVersion());
		synchronized (this) {
			this.nodeCheck = check;
		}
		int timeoutMillis = (int) Math.max(0, Math.min(hello.getWorkerStartTimeoutMillis(), Integer.MAX_VALUE));
		Welcome welcome = new StartCheck(job.calls(), check).welcome(timeoutMillis);
		job.calls().setCpus(welcome.getCapacity().getSlots());
		return welcome;
	}

	private synchronized RayJob begin(Map<String, String> properties) throws IOException {
		RayJob job = this.job;
		if (job == null) {
			job = RayJob.begin(this.command, properties, this.leaseTerm);
			this.job = job;
		}
		return job;
	}

	private RayJob job() {
		return Objects.requireNonNull(this.job, "The application has not said hello");
	}

	@Override
	public synchronized void watch(Capacity last, Consumer<Capacity> onChange) {
		endWatch();
		RayJob job = job();
		NodeCheck check = Objects.requireNonNull(this.nodeCheck, "The application has not said hello");
		this.watch = new NodeWatch(() -> isLost(job) ? null : Nodes.look(check, WATCH_CHECK_MILLIS).capacity(), last,
				(capacity) -> {
					job.calls().setCpus(capacity.getSlots());
					onChange.accept(capacity);
				}, WATCH_PERIOD_MILLIS);
	}

	private synchronized void endWatch() {
		if (this.watch != null) {
			this.watch.close();
		}
	}

	@Override
	public synchronized void close() {
		endWatch();
		this.commands.shutdownNow();
		try {
			// it must not use Ray any more when that is shut down
			this.commands.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (this.job != null) {
			this.job.close();
		}
	}

	@Override
	public void run(Call call) {
		job().calls().run(call);
	}

	@Override
	public CompletionStage<Void> put(long attempt, byte[] value) {
		return job().calls().put(attempt, value, this.commands);
	}

	@Override
	public void cancel(long attempt) {
		// what has not started is told as lost, which it takes time to find out
		this.commands.execute(() -> job().calls().cancel(attempt));
	}

	@Override
	public void takeBack(long attempt) {
		job().calls().takeBack(attempt);
	}

	@Override
	public @Nullable ByteBuffer fetch(long attempt) throws Exception {
		return job().calls().fetch(attempt);
	}

	@Override
	public void release(long attempt) {
		job().calls().release(attempt);
	}

}
