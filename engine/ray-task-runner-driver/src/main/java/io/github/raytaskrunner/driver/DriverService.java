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

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.protocol.Attach;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverGrpc;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.FetchRequest;
import io.github.raytaskrunner.protocol.ValuePiece;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * What the driver offers to its application, as a gRPC service.
 */
final class DriverService extends DriverGrpc.DriverImplBase {

	/**
	 * A value is in the heap while it is fetched, so few are at a time.
	 */
	private static final int FETCH_THREADS = 2;

	private static final int MAX_WAITING_FETCHES = 10_000;

	private final Cluster cluster;

	private final DriverLease lease;

	private final Consumer<String> end;

	private final AtomicReference<@Nullable ApplicationSession> session = new AtomicReference<>();

	/**
	 * Bounded by the queue of the executor.
	 */
	private final Set<ValueStream> openFetches = ConcurrentHashMap.newKeySet();

	private final ThreadPoolExecutor fetches = new ThreadPoolExecutor(FETCH_THREADS, FETCH_THREADS, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(MAX_WAITING_FETCHES), new NamedThreadFactory("ray-driver-fetch"));

	/**
	 * Create a new service.
	 * @param cluster where calls run
	 * @param lease held while an application is connected
	 * @param end ends the driver for a reason
	 */
	DriverService(Cluster cluster, DriverLease lease, Consumer<String> end) {
		this.cluster = cluster;
		this.lease = lease;
		this.end = end;
	}

	@Override
	public StreamObserver<ClientMessage> attach(StreamObserver<DriverMessage> responses) {
		return new ApplicationConnection((ServerCallStreamObserver<DriverMessage>) responses, this::attach);
	}

	private @Nullable ApplicationSession attach(ApplicationConnection connection, ClientMessage message) {
		Attach attach = message.getAttach();
		if (!message.hasAttach() || attach.getSession().isEmpty() || attach.getConnection() < 1) {
			connection.close(Status.INVALID_ARGUMENT.withDescription("A connection begins with what it is for"));
			return null;
		}
		boolean first = attach.getConnection() == 1;
		ApplicationSession session = first ? open(attach.getSession()) : this.session.get();
		if (session == null || !session.id().equals(attach.getSession())) {
			connection
				.close(first ? Status.ALREADY_EXISTS.withDescription("Another application is attached to this driver")
						: Status.NOT_FOUND.withDescription("The driver does not know this session"));
			return null;
		}
		if (!first) {
			// those of a connection that is dead without saying so would hold the threads
			this.openFetches.forEach(ValueStream::interrupt);
		}
		session.attach(connection, attach.getConnection(), message.getReceived());
		return session;
	}

	private @Nullable ApplicationSession open(String id) {
		ApplicationSession session = new ApplicationSession(id, this.cluster, this.lease, this::ended);
		if (this.session.compareAndSet(null, session)) {
			this.cluster.setListener(session);
		}
		return this.session.get();
	}

	private void ended(ApplicationSession session, boolean finished) {
		if (this.session.compareAndSet(session, null)) {
			this.cluster.setListener(null);
			if (finished) {
				this.end.accept("its application is finished with it");
			}
		}
	}

	@Override
	public void fetch(FetchRequest request, StreamObserver<ValuePiece> responses) {
		ApplicationSession session = this.session.get();
		if (session != null && session.isYetToCome(request.getAttempt())) {
			responses.onError(Status.UNAVAILABLE.withDescription("The value has not come yet").asRuntimeException());
			return;
		}
		ValueStream stream = new ValueStream((ServerCallStreamObserver<ValuePiece>) responses, request.getOffset());
		this.openFetches.add(stream);
		try {
			this.fetches.execute(() -> fetch(request.getAttempt(), stream));
		}
		catch (RejectedExecutionException ex) {
			this.openFetches.remove(stream);
			responses.onError(Status.RESOURCE_EXHAUSTED.withDescription("Too many values are asked for at once")
				.asRuntimeException());
		}
	}

	private void fetch(long attempt, ValueStream stream) {
		try {
			stream.send(() -> this.cluster.fetch(attempt));
		}
		finally {
			this.openFetches.remove(stream);
		}
	}

	/**
	 * Give up what is being fetched.
	 */
	void close() {
		this.fetches.shutdownNow();
	}

}
