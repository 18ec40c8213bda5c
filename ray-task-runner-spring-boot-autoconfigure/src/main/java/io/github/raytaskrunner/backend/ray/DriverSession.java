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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.link.Sink;
import io.github.raytaskrunner.protocol.Attach;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverGrpc;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The application's end of a session with its driver, over one connection after another:
 * when one breaks, the next is tried until it works, the time is over, or the driver is
 * known to have ended. A first connection that does not work is not tried again.
 */
final class DriverSession {

	private static final Log logger = LogFactory.getLog(DriverSession.class);

	/**
	 * One for {@link #checkDriver}.
	 */
	private static final int THREADS = 2;

	private static final int FIRST_DELAY_MILLIS = 100;

	private static final int MAX_DELAY_MILLIS = 2_000;

	/**
	 * How long a new connection may take. gRPC itself would wait for as long as a peer
	 * takes that accepts and says nothing.
	 */
	private static final int ATTACH_TIMEOUT_MILLIS = 15_000;

	/**
	 * Answers by which the driver says that this session cannot go on. Whatever else ends
	 * a connection may be a matter of the network.
	 */
	private static final Set<Code> REFUSALS = Set.of(Code.NOT_FOUND, Code.ALREADY_EXISTS, Code.UNAUTHENTICATED,
			Code.PERMISSION_DENIED, Code.INVALID_ARGUMENT, Code.UNIMPLEMENTED);

	private final String id = UUID.randomUUID().toString();

	private final DriverChannel channel;

	private final Duration limit;

	private final BooleanSupplier driverEnded;

	private final Consumer<DriverMessage> receiver;

	private final Consumer<Throwable> onLost;

	private final Link<ClientMessage> link = new Link<>(new ClientMessageNumbering());

	private final ScheduledThreadPoolExecutor timer;

	private final AtomicBoolean checking = new AtomicBoolean();

	private @Nullable Connection connection;

	private int connections;

	private boolean attachedBefore;

	private boolean over;

	private volatile boolean closing;

	/**
	 * Completed when a connection ended after {@link #closing}.
	 */
	private final CompletableFuture<?> closed = new CompletableFuture<>();

	private volatile @Nullable Throwable lastFailure;

	private BackOffExecution delays = delays();

	/**
	 * The end of the session, while no connection works.
	 */
	private @Nullable ScheduledFuture<?> expiry;

	/**
	 * Create a new session.
	 * @param channel channel to the driver
	 * @param limit how long a broken connection is tried to be replaced
	 * @param driverEnded says whether the driver process is known to have ended; asked
	 * with each new connection, and may take its time
	 * @param receiver takes the driver's messages, one after another
	 * @param onLost called once if the session ends without being closed
	 */
	DriverSession(DriverChannel channel, Duration limit, BooleanSupplier driverEnded, Consumer<DriverMessage> receiver,
			Consumer<Throwable> onLost) {
		this.channel = channel;
		this.limit = limit;
		this.driverEnded = driverEnded;
		this.receiver = receiver;
		this.onLost = onLost;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("ray-driver-session-");
		threads.setDaemon(true);
		this.timer = new ScheduledThreadPoolExecutor(THREADS, threads);
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	private static BackOffExecution delays() {
		ExponentialBackOff backOff = new ExponentialBackOff(FIRST_DELAY_MILLIS, 2);
		backOff.setMaxInterval(MAX_DELAY_MILLIS);
		return backOff.start();
	}

	/**
	 * Return where to send messages.
	 */
	Link<ClientMessage> link() {
		return this.link;
	}

	/**
	 * Do something again soon, unless the session is over by then.
	 * @return whether the session is not over yet
	 */
	synchronized boolean retry(Runnable action) {
		if (this.over) {
			return false;
		}
		this.timer.schedule(action, FIRST_DELAY_MILLIS, TimeUnit.MILLISECONDS);
		return true;
	}

	/**
	 * Open the next connection.
	 */
	synchronized void connect() {
		if (this.over || this.closing) {
			return;
		}
		Connection next = new Connection();
		this.connection = next;
		this.connections++;
		DriverGrpc.newStub(this.channel.channel()).attach(next);
		this.timer.schedule(() -> giveUp(next), ATTACH_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
		next.send(ClientMessage.newBuilder()
			.setReceived(this.link.received())
			.setAttach(Attach.newBuilder().setSession(this.id).setConnection(this.connections))
			.build());
	}

	private void reconnect() {
		this.channel.renew();
		connect();
	}

	/**
	 * Look after the driver process. Takes a thread of its own, as whoever knows about it
	 * may be cut off as well and take long to answer.
	 */
	private void checkDriver() {
		if (!this.checking.compareAndSet(false, true)) {
			return;
		}
		try {
			if (this.driverEnded.getAsBoolean()) {
				lost("The driver has ended", this.lastFailure);
			}
		}
		catch (RuntimeException ex) {
			logger.debug("Not known whether the driver has ended", ex);
		}
		finally {
			this.checking.set(false);
		}
	}

	private synchronized void giveUp(Connection connection) {
		if (connection == this.connection && !connection.attached) {
			connection.cancel("The driver does not answer");
		}
	}

	private void received(Connection from, DriverMessage message) {
		Failure failure;
		synchronized (this) {
			failure = (from == this.connection && !this.over) ? handle(from, message) : null;
		}
		if (failure != null) {
			lost(failure.what(), failure.cause());
		}
	}

	private @Nullable Failure handle(Connection from, DriverMessage message) {
		try {
			if (message.hasAttached()) {
				attached(from, message.getReceived());
				return null;
			}
			if (!this.link.receive(message.getNumber(), message.getReceived(), message.getSerializedSize())) {
				return null;
			}
		}
		catch (IllegalArgumentException ex) {
			return new Failure("The driver sent what cannot be understood", ex);
		}
		try {
			this.receiver.accept(message);
			return null;
		}
		// whatever it is, the message counts as received and does not come again
		catch (Throwable ex) {
			logger.error("A message of the driver was not handled", ex);
			return new Failure("A message of the driver was not handled", ex);
		}
	}

	/**
	 * End the session because messages cannot be sent.
	 */
	void cannotSend(Throwable cause) {
		logger.error("A message to the driver was not sent", cause);
		lost("A message to the driver was not sent", cause);
	}

	private void attached(Connection connection, long received) {
		this.link.attach(connection, received);
		connection.attached = true;
		if (this.attachedBefore) {
			logger.info("The connection to the driver at " + this.channel.endpoint() + " works again");
		}
		this.attachedBefore = true;
		this.delays = delays();
		if (this.expiry != null) {
			this.expiry.cancel(false);
			this.expiry = null;
		}
	}

	private void disconnected(Connection broken, Throwable cause) {
		String refusal = null;
		synchronized (this) {
			if (broken != this.connection || this.over) {
				return;
			}
			if (this.closing) {
				this.closed.complete(null);
				return;
			}
			this.link.detach(broken);
			this.connection = null;
			this.lastFailure = cause;
			if (!this.attachedBefore) {
				refusal = this.channel.describeFirst(cause);
			}
			else if (REFUSALS.contains(Status.fromThrowable(cause).getCode())) {
				refusal = this.channel.describe(cause);
			}
			else {
				reconnectLater(cause);
			}
		}
		if (refusal != null) {
			lost(new DriverException("The driver does not take the connection: " + refusal, cause));
		}
	}

	private void reconnectLater(Throwable cause) {
		if (this.expiry == null) {
			logger.warn("The connection to the driver at " + this.channel.endpoint() + " broke, trying again for "
					+ this.limit + ": " + this.channel.describe(cause));
			this.expiry = this.timer.schedule(this::expire, this.limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		long delay = this.delays.nextBackOff();
		this.timer.schedule(this::checkDriver, delay, TimeUnit.MILLISECONDS);
		this.timer.schedule(this::reconnect, delay, TimeUnit.MILLISECONDS);
	}

	private void expire() {
		synchronized (this) {
			if (this.expiry == null) {
				// a connection works at the last moment
				return;
			}
		}
		lost("No connection worked for " + this.limit, this.lastFailure);
	}

	private void lost(String what, @Nullable Throwable cause) {
		lost(new DriverException((cause != null) ? what + ": " + this.channel.describe(cause) : what, cause));
	}

	private void lost(DriverException cause) {
		boolean closing = this.closing;
		if (end() && !closing) {
			this.onLost.accept(cause);
		}
	}

	/**
	 * Say that the session is about to be ended: connections that break from now on are
	 * not replaced, and it cannot be lost.
	 */
	synchronized void closing() {
		this.closing = true;
	}

	/**
	 * Say whether there is a connection, as far as is known.
	 */
	synchronized boolean isConnected() {
		return this.connection != null && this.connection.attached && !this.over;
	}

	/**
	 * Wait until the driver has ended the session too.
	 */
	void awaitClosed(long timeoutMillis) {
		try {
			this.closed.get(timeoutMillis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("The driver did not end the session in time", ex);
		}
	}

	/**
	 * End the session at this end.
	 * @return whether it had not ended before
	 */
	synchronized boolean end() {
		if (this.over) {
			return false;
		}
		this.over = true;
		this.timer.shutdown();
		if (this.connection != null) {
			this.link.detach(this.connection);
			this.connection.cancel("The session is over");
		}
		return true;
	}

	/**
	 * Why the session cannot go on.
	 */
	private record Failure(String what, Throwable cause) {

	}

	/**
	 * One connection.
	 */
	private final class Connection
			implements ClientResponseObserver<ClientMessage, DriverMessage>, Sink<ClientMessage> {

		private @Nullable ClientCallStreamObserver<ClientMessage> requests;

		private boolean attached;

		private boolean closed;

		@Override
		public void beforeStart(ClientCallStreamObserver<ClientMessage> requests) {
			this.requests = requests;
			requests.setOnReadyHandler(DriverSession.this.link::flush);
		}

		@Override
		public void onNext(DriverMessage message) {
			received(this, message);
		}

		@Override
		public void onError(Throwable error) {
			disconnected(this, error);
		}

		@Override
		public void onCompleted() {
			disconnected(this, new DriverException("The driver ended the connection"));
		}

		@Override
		public boolean isReady() {
			return requests().isReady();
		}

		@Override
		public synchronized void send(ClientMessage message) {
			if (!this.closed) {
				requests().onNext(message);
			}
		}

		@Override
		public synchronized void complete() {
			if (!this.closed) {
				this.closed = true;
				requests().onCompleted();
			}
		}

		private synchronized void cancel(String reason) {
			this.closed = true;
			requests().cancel(reason, null);
		}

		private ClientCallStreamObserver<ClientMessage> requests() {
			return Objects.requireNonNull(this.requests, "not started");
		}

	}

}
