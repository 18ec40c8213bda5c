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

package io.github.raytaskrunner.backend.ray;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.ClusterFigures;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.backend.Waits;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.protocol.Cancel;
import io.github.raytaskrunner.protocol.Capacity;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Fetch;
import io.github.raytaskrunner.protocol.Hello;
import io.github.raytaskrunner.protocol.PutValue;
import io.github.raytaskrunner.protocol.Release;
import io.github.raytaskrunner.protocol.TakeBack;
import io.github.raytaskrunner.protocol.Welcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What the application asks of its driver and hears from it.
 */
final class DriverClient implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(DriverClient.class);

	private static final String OVER = "the session with the driver is over";

	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

	private static final long FINISH_TIMEOUT_MILLIS = 1_000;

	/**
	 * Number of values to release by one message. A million bytes are never exceeded.
	 */
	private static final int MAX_RELEASED = 100_000;

	private final BackendListener listener;

	private final Consumer<Throwable> onLost;

	private final CompletableFuture<Welcome> welcome = new CompletableFuture<>();

	private final DriverSession session;

	private final MessageWriter writer;

	private final UnsentValues unsent = new UnsentValues();

	/**
	 * Bounded by what is waited for.
	 */
	private final Map<Long, ValueFetch> fetches = new ConcurrentHashMap<>();

	private final AtomicLong lastFetch = new AtomicLong();

	private final TaskLogWriter log = new TaskLogWriter();

	private volatile Capacity capacity = Capacity.getDefaultInstance();

	private volatile boolean over;

	/**
	 * Attach to a driver. If the connection breaks later, the session is resumed.
	 * @param sockets connect to the driver
	 * @param secret what opens the driver
	 * @param limit how long a broken connection is tried to be replaced
	 * @param driverEnded says whether the driver process is known to have ended; asked
	 * while a broken connection is replaced, and may take its time
	 * @param listener told about attempts
	 * @param onLost called once if the session ends without being closed
	 */
	DriverClient(DriverSockets sockets, DriverSecret secret, Duration limit, BooleanSupplier driverEnded,
			BackendListener listener, Consumer<Throwable> onLost) {
		this.listener = listener;
		this.onLost = onLost;
		this.session = new DriverSession(sockets, secret, limit, driverEnded, this::received, this::lost);
		this.writer = new MessageWriter(this.session.link(), this.session::cannotSend);
		this.session.connect();
	}

	/**
	 * Have the driver connect to the cluster, and wait until that runs tasks.
	 * @param rayProperties what Ray has to know about the driver's job
	 * @param connectTimeout how long the driver may take to connect
	 * @param javaVersion oldest Java that runs the application's classes
	 * @param workerStartTimeout how long a first worker may take to come up
	 * @return what is known about the cluster
	 * @throws StartFailedException if the driver says that it does not
	 * @throws DriverException if the driver says nothing
	 */
	Welcome hello(Map<String, String> rayProperties, Duration connectTimeout, int javaVersion,
			Duration workerStartTimeout) {
		Hello.Builder hello = Hello.newBuilder()
			.putAllRayProperties(rayProperties)
			.setJavaVersion(javaVersion)
			.setWorkerStartTimeoutMillis(workerStartTimeout.toMillis());
		this.writer.write(List.of(ClientMessage.newBuilder().setHello(hello).build()));
		try {
			return Waits.get(this.welcome, connectTimeout.plus(workerStartTimeout).plus(ANSWER_TIMEOUT),
					"a first worker");
		}
		catch (ExecutionException ex) {
			Throwable cause = Objects.requireNonNull(ex.getCause());
			if (cause instanceof StartFailedException failure) {
				throw failure;
			}
			throw new DriverException(String.valueOf(cause.getMessage()), cause);
		}
		catch (TimeoutException ex) {
			throw new DriverException("The driver does not answer", ex);
		}
	}

	/**
	 * Return what the nodes of the cluster offer at present.
	 */
	Capacity capacity() {
		return this.capacity;
	}

	/**
	 * Return what the nodes have together, and what was exchanged with the driver.
	 */
	ClusterFigures figures() {
		return new ClusterFigures(this.capacity.getAmountsMap(), this.session.link().sentBytes(),
				this.session.link().receivedBytes());
	}

	void run(Call call) {
		this.writer.write(new CallWriter(call));
	}

	void cancel(long attempt) {
		Cancel.Builder cancel = Cancel.newBuilder().setAttempt(attempt);
		this.writer.write(List.of(ClientMessage.newBuilder().setCancel(cancel).build()));
	}

	void takeBack(long attempt) {
		TakeBack.Builder takeBack = TakeBack.newBuilder().setAttempt(attempt);
		this.writer.write(List.of(ClientMessage.newBuilder().setTakeBack(takeBack).build()));
	}

	void put(long attempt, byte[] value) {
		Payloads payloads = new Payloads();
		PutValue.Builder put = PutValue.newBuilder().setAttempt(attempt).setValue(payloads.add(value));
		Stream<ClientMessage> messages = payloads.with(ClientMessage.newBuilder().setPutValue(put).build());
		this.writer.write(() -> this.unsent.count(value.length, messages.iterator()));
	}

	/**
	 * Say whether the driver is heard, as far as is known.
	 */
	boolean isHeard() {
		return this.session.isHeard();
	}

	/**
	 * Wait until there is room to put a value.
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void awaitRoomForValue() throws InterruptedException {
		this.unsent.awaitRoom();
	}

	void release(List<Long> attempts) {
		for (int i = 0; i < attempts.size(); i += MAX_RELEASED) {
			Release.Builder release = Release.newBuilder()
				.addAllAttempts(attempts.subList(i, Math.min(attempts.size(), i + MAX_RELEASED)));
			this.writer.write(List.of(ClientMessage.newBuilder().setRelease(release).build()));
		}
	}

	CompletableFuture<byte[]> fetch(long attempt) {
		long id = this.lastFetch.incrementAndGet();
		ValueFetch fetch = new ValueFetch();
		this.fetches.put(id, fetch);
		fetch.value().whenComplete((bytes, ex) -> this.fetches.remove(id));
		if (this.over) {
			fetch.fail(OVER);
		}
		else {
			Fetch.Builder request = Fetch.newBuilder().setId(id).setAttempt(attempt);
			this.writer.write(List.of(ClientMessage.newBuilder().setFetch(request).build()));
		}
		return fetch.value();
	}

	private void fetched(long id, Consumer<ValueFetch> action) {
		ValueFetch fetch = this.fetches.get(id);
		if (fetch != null) {
			action.accept(fetch);
		}
	}

	private void received(DriverMessage message) {
		switch (message.getMessageCase()) {
			case WELCOME -> {
				changed(message.getWelcome().getCapacity());
				this.welcome.complete(message.getWelcome());
			}
			case START_FAILED ->
				this.welcome.completeExceptionally(new StartFailedException(message.getStartFailed().getReason()));
			case CAPACITY -> {
				joined(message.getCapacity().getUnfitNodesList());
				changed(message.getCapacity());
			}
			case EVENTS -> this.listener.happened(new EventReader(message.getEvents()).events());
			case LOG -> this.log.logged(new LogReader(message.getLog()).lines());
			case NESTED_CHANGES -> this.listener.nestedChanged(nestedChanges(message.getNestedChanges()));
			case VALUE_PIECE ->
				fetched(message.getValuePiece().getFetch(), (fetch) -> fetch.add(message.getValuePiece()));
			case VALUE_LOST ->
				fetched(message.getValueLost().getFetch(), (fetch) -> fetch.fail(message.getValueLost().getReason()));
			case ATTACHED, RECEIPT, REFUSED, MESSAGE_NOT_SET -> {
				// the session has seen to it
			}
		}
	}

	private static NestedChanges nestedChanges(io.github.raytaskrunner.protocol.NestedChanges message) {
		return new NestedChanges(message.getChangesList().stream().map(ByteString::toByteArray).toList(),
				message.getLeftOut());
	}

	private void joined(List<String> unfitNodes) {
		unfitNodes.stream()
			.filter((node) -> !this.capacity.getUnfitNodesList().contains(node))
			.forEach(DriverClient::warn);
	}

	private static void warn(String unfitNode) {
		logger.warn(unfitNode + "; a task that Ray places there waits until the node has left");
	}

	/**
	 * Refuse a cluster of which a node cannot run tasks.
	 */
	void requireFitNodes() {
		if (this.capacity.getUnfitNodesCount() > 0) {
			throw new BackendUnavailableException(
					"The Ray cluster does not run all tasks: " + this.capacity.getUnfitNodes(0),
					"Every node that has CPUs needs a Java runtime for the application's classes.", null);
		}
	}

	/**
	 * Warn of the nodes that cannot run tasks.
	 */
	void warnOfUnfitNodes() {
		this.capacity.getUnfitNodesList().forEach(DriverClient::warn);
	}

	private void changed(Capacity capacity) {
		this.capacity = capacity;
		this.listener.capacityChanged(capacity.getSlots(), capacity.getNodes());
	}

	private void lost(Throwable cause) {
		end(cause);
		this.onLost.accept(cause);
	}

	private void end(Throwable cause) {
		this.over = true;
		this.writer.close();
		this.unsent.close();
		this.welcome.completeExceptionally(cause);
		this.fetches.values().forEach((fetch) -> fetch.fail(OVER));
	}

	/**
	 * End the session: the driver ends too, if it can be told. Takes no longer than three
	 * seconds.
	 */
	@Override
	public void close() {
		this.session.closing();
		if (this.session.isConnected()) {
			this.writer.finish(FINISH_TIMEOUT_MILLIS);
			this.session.awaitClosed(FINISH_TIMEOUT_MILLIS);
		}
		this.session.end();
		end(new DriverException("The session was closed"));
		this.log.close();
	}

}
