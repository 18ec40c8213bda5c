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
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.raytaskrunner.backend.Waits;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.protocol.Attach;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The application's end of a session with its driver, over one connection after another:
 * when one breaks, the next is tried until it works, the time is over, or the driver is
 * known to have ended. A first connection that does not work is not tried again.
 */
final class DriverSession implements SessionConnection.Listener, Reconnection.Listener {

	private static final Log logger = LogFactory.getLog(DriverSession.class);

	private final String id = UUID.randomUUID().toString();

	private final DriverSockets sockets;

	private final DriverSecret secret;

	private final Consumer<DriverMessage> receiver;

	private final Consumer<Throwable> onLost;

	private final Link<ClientMessage> link = new Link<>(new ClientMessageNumbering());

	private final Reconnection reconnection;

	private @Nullable SessionConnection connection;

	private int connections;

	/**
	 * Whether the driver has taken the {@link #connection}.
	 */
	private volatile boolean attached;

	private boolean attachedBefore;

	private boolean over;

	private volatile boolean closing;

	/**
	 * Opened when a connection ended after {@link #closing}.
	 */
	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile @Nullable Throwable lastFailure;

	/**
	 * Create a new session.
	 * @param sockets connect to the driver
	 * @param secret what opens the driver
	 * @param limit how long a broken connection is tried to be replaced
	 * @param driverEnded says whether the driver process is known to have ended; asked
	 * while a broken connection is replaced, and may take its time
	 * @param receiver takes the driver's messages, one after another
	 * @param onLost called once if the session ends without being closed
	 */
	DriverSession(DriverSockets sockets, DriverSecret secret, Duration limit, BooleanSupplier driverEnded,
			Consumer<DriverMessage> receiver, Consumer<Throwable> onLost) {
		this.sockets = sockets;
		this.secret = secret;
		this.receiver = receiver;
		this.onLost = onLost;
		this.reconnection = new Reconnection(limit, driverEnded, this);
	}

	/**
	 * Return where to send messages.
	 */
	Link<ClientMessage> link() {
		return this.link;
	}

	/**
	 * Open the next connection.
	 */
	@Override
	public synchronized void connect() {
		if (this.over || this.closing) {
			return;
		}
		this.connections++;
		SessionConnection next = new SessionConnection(this.sockets, attach(), this);
		this.connection = next;
		this.attached = false;
		this.reconnection.whenAttachIsOverdue(() -> giveUp(next));
		next.open();
	}

	private ClientMessage attach() {
		Attach.Builder attach = Attach.newBuilder()
			.setSession(this.id)
			.setConnection(this.connections)
			.setSecret(this.secret.value());
		return ClientMessage.newBuilder().setReceived(this.link.received()).setAttach(attach).build();
	}

	private synchronized void giveUp(SessionConnection connection) {
		if (connection == this.connection && !this.attached) {
			connection.cancel("The driver does not answer");
		}
	}

	@Override
	public void ready() {
		this.link.flush();
	}

	@Override
	public void received(SessionConnection from, DriverMessage message) {
		if (message.hasRefused()) {
			disconnected(from, new SessionRefusedException(message.getRefused()));
			from.cancel("The driver refused it");
			return;
		}
		Failure failure;
		synchronized (this) {
			failure = (from == this.connection && !this.over) ? handle(from, message) : null;
		}
		if (failure != null) {
			lost(failure.what(), failure.cause());
		}
	}

	private @Nullable Failure handle(SessionConnection from, DriverMessage message) {
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

	private void attached(SessionConnection connection, long received) {
		this.link.attach(connection, received);
		this.attached = true;
		if (this.attachedBefore) {
			logger.info("The connection to the driver at " + this.sockets.endpoint() + " works again");
		}
		this.attachedBefore = true;
		this.reconnection.succeeded();
	}

	@Override
	public void disconnected(SessionConnection broken, Throwable cause) {
		String refusal = null;
		synchronized (this) {
			if (broken != this.connection || this.over) {
				return;
			}
			if (this.closing) {
				this.closed.countDown();
				return;
			}
			this.link.detach(broken);
			this.attached = false;
			this.connection = null;
			this.lastFailure = cause;
			if (!this.attachedBefore) {
				refusal = this.sockets.describeFirst(cause);
			}
			else if (cause instanceof SessionRefusedException refused && refused.isFinal()) {
				refusal = this.sockets.describe(cause);
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
		if (this.reconnection.later()) {
			logger.warn("The connection to the driver at " + this.sockets.endpoint() + " broke, trying again for "
					+ this.reconnection.limit() + ": " + this.sockets.describe(cause));
		}
	}

	@Override
	public void driverEnded() {
		lost("The driver has ended", this.lastFailure);
	}

	@Override
	public void expired() {
		lost("No connection worked for " + this.reconnection.limit(), this.lastFailure);
	}

	/**
	 * End the session because messages cannot be sent.
	 */
	void cannotSend(Throwable cause) {
		lost("A message to the driver was not sent", cause);
		logger.error("A message to the driver was not sent", cause);
	}

	private void lost(String what, @Nullable Throwable cause) {
		lost(new DriverException((cause != null) ? what + ": " + this.sockets.describe(cause) : what, cause));
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
		return this.connection != null && this.attached && !this.over;
	}

	/**
	 * Say the same without waiting for what is done with messages.
	 */
	boolean isHeard() {
		return this.attached;
	}

	/**
	 * Wait until the driver has ended the session too.
	 */
	void awaitClosed(long timeoutMillis) {
		if (!Waits.await(() -> this.closed.await(timeoutMillis, TimeUnit.MILLISECONDS))) {
			logger.debug("The driver did not end the session in time");
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
		this.reconnection.close();
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

}
