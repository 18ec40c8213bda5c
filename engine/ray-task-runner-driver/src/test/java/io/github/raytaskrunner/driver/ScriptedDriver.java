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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.launch.DriverConfig;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.protocol.Capacity;
import io.github.raytaskrunner.protocol.Hello;
import io.github.raytaskrunner.protocol.Welcome;
import org.jspecify.annotations.Nullable;

/**
 * A driver in this process, complete but for Ray: the value of each attempt is its task.
 */
public final class ScriptedDriver implements AutoCloseable {

	private static final String LOOPBACK = "127.0.0.1";

	private final EchoCluster cluster = new EchoCluster();

	private final AtomicReference<String> end = new AtomicReference<>();

	private final DriverLease lease;

	private final DriverServer server;

	private ScriptedDriver(DriverConfig config, @Nullable ServerTls tls) throws IOException {
		this.lease = new DriverLease(config.lease(), (reason) -> this.end.compareAndSet(null, reason));
		this.server = new DriverServer(config, LOOPBACK, tls, new DriverService(config.secret(), this.cluster,
				this.lease, (reason) -> this.end.compareAndSet(null, reason)));
		this.server.start();
	}

	/**
	 * Start a driver on a free port of the loopback interface.
	 * @param secret digest of the secret
	 * @param lease the lease
	 * @return the driver
	 * @throws IOException if it cannot listen
	 */
	public static ScriptedDriver start(DriverSecret.Digest secret, Duration lease) throws IOException {
		return new ScriptedDriver(new DriverConfig(secret, null, 0, 0, lease, Duration.ZERO, null), null);
	}

	/**
	 * Start a driver.
	 * @param config what a launcher would tell it
	 * @param environment its environment variables
	 * @return the driver
	 * @throws IOException if it cannot listen
	 */
	public static ScriptedDriver start(DriverConfig config, Map<String, String> environment) throws IOException {
		return new ScriptedDriver(config, (config.tls() != null) ? ServerTls.of(config.tls(), environment) : null);
	}

	/**
	 * Return where the driver listens.
	 * @return the port
	 */
	public int port() {
		return this.server.port();
	}

	/**
	 * Return why the driver would have ended.
	 * @return the reason, or {@code null} if it would not have
	 */
	public @Nullable String end() {
		return this.end.get();
	}

	/**
	 * Return how often an attempt was run.
	 * @param attempt id of the attempt
	 * @return the number
	 */
	public int runs(long attempt) {
		return this.cluster.runs.getOrDefault(attempt, 0);
	}

	/**
	 * Return the last call that was run.
	 * @return the call, or {@code null} if there was none
	 */
	public @Nullable Call lastCall() {
		return this.cluster.lastCall;
	}

	/**
	 * Tell the application of another capacity, once it watches.
	 * @param slots number of slots
	 * @param nodes number of nodes
	 */
	public void offer(int slots, int nodes) {
		this.cluster.watcher.orTimeout(30, TimeUnit.SECONDS)
			.join()
			.accept(Capacity.newBuilder().setSlots(slots).setNodes(nodes).build());
	}

	/**
	 * Take values from now on, and no others before something is done.
	 * @param room what is to be done
	 */
	public void takeNoMoreBefore(CompletionStage<Void> room) {
		this.cluster.room = room;
	}

	/**
	 * Return how many values are kept.
	 * @return the number
	 */
	public int values() {
		return this.cluster.values.size();
	}

	@Override
	public void close() {
		this.server.close();
		this.lease.close();
		this.cluster.executor.shutdownNow();
	}

	private static final class EchoCluster implements Cluster {

		private final ExecutorService executor = Executors.newFixedThreadPool(4);

		private final Map<Long, Integer> runs = new ConcurrentHashMap<>();

		private final Map<Long, byte[]> values = new ConcurrentHashMap<>();

		private final CompletableFuture<Consumer<Capacity>> watcher = new CompletableFuture<>();

		private volatile CompletionStage<Void> room = CompletableFuture.completedFuture(null);

		private volatile @Nullable AttemptListener listener;

		private volatile @Nullable Call lastCall;

		@Override
		public void setListener(@Nullable AttemptListener listener) {
			this.listener = listener;
		}

		@Override
		public Welcome connect(Hello hello) {
			return Welcome.newBuilder()
				.setCapacity(Capacity.newBuilder().setNodes(1).setSlots(4).putAmounts("CPU", 4))
				.build();
		}

		@Override
		public void watch(Capacity last, Consumer<Capacity> onChange) {
			this.watcher.complete(onChange);
		}

		@Override
		public void run(Call call) {
			this.lastCall = call;
			this.executor.execute(() -> call.attempts().forEach(this::run));
		}

		private void run(Attempt attempt) {
			this.runs.merge(attempt.id(), 1, Integer::sum);
			this.values.put(attempt.id(), attempt.task());
			AttemptListener listener = this.listener;
			if (listener != null) {
				AttemptResult result = new AttemptResult(false, attempt.task()).withoutLargeValue();
				listener.happened(List.of(new AttemptEvent.Started(attempt.id())));
				listener.happened(List.of(new AttemptEvent.Finished(attempt.id(), result, 0)));
			}
		}

		@Override
		public CompletionStage<Void> put(long attempt, byte[] value) {
			this.values.put(attempt, value);
			return this.room;
		}

		@Override
		public void cancel(long attempt) {
		}

		@Override
		public void takeBack(long attempt) {
		}

		@Override
		public @Nullable ByteBuffer fetch(long attempt) {
			byte[] value = this.values.get(attempt);
			return (value != null) ? ByteBuffer.wrap(value) : null;
		}

		@Override
		public void release(long attempt) {
			this.values.remove(attempt);
		}

	}

}
