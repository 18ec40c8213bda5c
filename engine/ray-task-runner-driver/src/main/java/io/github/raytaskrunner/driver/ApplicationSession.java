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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.calls.ProbeException;
import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.protocol.Attached;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Hello;
import io.github.raytaskrunner.protocol.Piece;
import io.github.raytaskrunner.protocol.PutValue;
import io.github.raytaskrunner.protocol.Refused;
import io.github.raytaskrunner.protocol.StartFailed;
import io.github.raytaskrunner.protocol.Welcome;
import org.jspecify.annotations.Nullable;

/**
 * The session of an application, over one connection after another. Messages are handled
 * one after another; reports are sent by many threads. What waits here for a connection
 * is bounded by what the application has in flight.
 */
final class ApplicationSession implements AttemptListener {

	private final String id;

	private final Cluster cluster;

	private final DriverLease lease;

	private final BiConsumer<ApplicationSession, Boolean> onEnd;

	private final Link<DriverMessage> link = new Link<>(new DriverMessageNumbering());

	/**
	 * Guarded by itself.
	 */
	private final ProgressBuffer progress = new ProgressBuffer();

	private final LogRelay log = new LogRelay(this.link);

	private final ChangeRelay changes = new ChangeRelay(this.link);

	private final ValueSender values;

	private @Nullable ApplicationConnection connection;

	private int connections;

	/**
	 * The message whose pieces are about to come.
	 */
	private @Nullable PartialMessage partial;

	/**
	 * Done when the application may send on.
	 */
	private CompletionStage<Void> room = CompletableFuture.completedFuture(null);

	private boolean greeted;

	private boolean over;

	/**
	 * Create a new session.
	 * @param onEnd called when the session is over, with whether the application is
	 * finished with the driver
	 */
	ApplicationSession(String id, Cluster cluster, DriverLease lease, BiConsumer<ApplicationSession, Boolean> onEnd) {
		this.id = id;
		this.cluster = cluster;
		this.lease = lease;
		this.onEnd = onEnd;
		this.values = new ValueSender(cluster, this.link);
	}

	String id() {
		return this.id;
	}

	/**
	 * Go on with a new connection.
	 * @param number number of the connection
	 * @param received what the application has received up to now
	 */
	synchronized void attach(ApplicationConnection connection, int number, long received) {
		if (this.over) {
			connection.refuse(Refused.Code.UNKNOWN_SESSION, "The session is over");
			return;
		}
		if (number <= this.connections) {
			connection.refuse(Refused.Code.OUTDATED, "A later connection came first");
			return;
		}
		if (!this.link.canResumeAfter(received)) {
			connection.refuse(Refused.Code.INVALID, "Cannot go on after message " + received);
			return;
		}
		if (this.connection != null) {
			this.connection.refuse(Refused.Code.OUTDATED, "The application has a new connection");
		}
		if (number > 1) {
			System.out.println("The application is back, connection " + number);
		}
		this.connection = connection;
		this.connections = number;
		this.lease.hold();
		connection.send(DriverMessage.newBuilder()
			.setReceived(this.link.received())
			.setAttached(Attached.getDefaultInstance())
			.build());
		this.link.attach(connection, received);
		sendProgress();
	}

	void ready() {
		this.link.flush();
		sendProgress();
	}

	/**
	 * Take a message.
	 * @return done when the next one can be taken
	 */
	synchronized CompletionStage<Void> receive(ApplicationConnection connection, ClientMessage message) {
		if (connection == this.connection && !this.over) {
			handle(connection, message);
		}
		return this.room;
	}

	private void handle(ApplicationConnection connection, ClientMessage message) {
		try {
			boolean isNew = this.link.receive(message.getNumber(), message.getReceived(), message.getSerializedSize());
			if (message.hasFinish()) {
				end(true);
				connection.complete();
			}
			else if (isNew) {
				handle(message);
			}
		}
		// whatever it is, the message counts as received and would be lost without a word
		catch (Throwable ex) {
			System.err.println("The application sent what cannot be understood: " + ex);
			end(false);
			connection.refuse(Refused.Code.INVALID, String.valueOf(ex.getMessage()));
		}
	}

	private void handle(ClientMessage message) {
		switch (message.getMessageCase()) {
			case HELLO -> hello(message.getHello());
			case RUN_CALL -> {
				CallReader call = new CallReader(message.getRunCall());
				begin(new PartialMessage(call.payloads(), (payloads) -> this.cluster.run(call.call(payloads))));
			}
			case PUT_VALUE -> {
				PutValue put = message.getPutValue();
				begin(new PartialMessage(List.of(put.getValue()),
						(payloads) -> this.room = this.cluster.put(put.getAttempt(), payloads.next())));
			}
			case PIECE -> add(message.getPiece());
			case CANCEL -> this.cluster.cancel(message.getCancel().getAttempt());
			case TAKE_BACK -> this.cluster.takeBack(message.getTakeBack().getAttempt());
			case RELEASE -> message.getRelease().getAttemptsList().forEach(this.cluster::release);
			case FETCH -> this.values.send(message.getFetch());
			case ATTACH, RECEIPT, FINISH, MESSAGE_NOT_SET ->
				throw new IllegalArgumentException("Not a message of a session");
		}
	}

	private void begin(PartialMessage message) {
		this.partial = message.deliver() ? null : message;
	}

	private void add(Piece piece) {
		if (this.partial == null) {
			throw new IllegalArgumentException("A piece of nothing");
		}
		this.partial.add(piece.getData());
		if (this.partial.deliver()) {
			this.partial = null;
			// the application still holds the whole because of its last piece
			this.link.sendReceipt();
		}
	}

	private void hello(Hello hello) {
		if (this.greeted) {
			throw new IllegalArgumentException("A second hello");
		}
		this.greeted = true;
		new NamedThreadFactory("ray-driver-connect").newThread(() -> welcome(hello)).start();
	}

	private void welcome(Hello hello) {
		try {
			Welcome welcome = this.cluster.connect(hello);
			send((message) -> message.setWelcome(welcome));
			this.cluster.watch(welcome.getCapacity(), (capacity) -> send((message) -> message.setCapacity(capacity)));
		}
		// whatever it is, the application waits for an answer
		catch (Throwable ex) {
			String reason = (ex instanceof ProbeException) ? String.valueOf(ex.getMessage()) : ex.toString();
			send((message) -> message.setStartFailed(StartFailed.newBuilder().setReason(reason)));
		}
	}

	private void sendProgress() {
		happened(List.of());
	}

	@Override
	public void happened(List<AttemptEvent> events) {
		// what was kept back is not to come after what is newer
		synchronized (this.progress) {
			new EventWriter(this.progress.pass(events, this.link.isPrompt())).messages().forEach(this.link::send);
		}
		this.log.tellLeftOut();
		this.changes.tellLeftOut();
	}

	@Override
	public void logged(LogLines lines) {
		this.log.logged(lines);
	}

	@Override
	public void nestedChanged(NestedChanges changes) {
		this.changes.changed(changes);
	}

	private void send(Consumer<DriverMessage.Builder> message) {
		DriverMessage.Builder builder = DriverMessage.newBuilder();
		message.accept(builder);
		this.link.send(builder.build());
	}

	/**
	 * A connection broke. The application may come back with another one.
	 */
	synchronized void disconnected(ApplicationConnection connection, String why) {
		if (connection == this.connection && !this.over) {
			System.out.println("The connection of the application broke: " + why);
			this.connection = null;
			this.link.detach(connection);
			this.lease.begin();
		}
	}

	/**
	 * Give up the values that are being sent: the driver ends.
	 */
	void close() {
		this.values.close();
	}

	private void end(boolean finished) {
		this.over = true;
		if (this.connection != null) {
			this.link.detach(this.connection);
		}
		this.connection = null;
		this.values.close();
		this.lease.begin();
		this.onEnd.accept(this, finished);
	}

}
