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
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.link.Assembly;
import io.github.raytaskrunner.protocol.DriverGrpc;
import io.github.raytaskrunner.protocol.FetchRequest;
import io.github.raytaskrunner.protocol.ValuePiece;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * Gets a value from a driver, over one connection after another: when one breaks, the
 * rest of the value is asked for again as long as the session lives.
 */
final class ValueFetch implements StreamObserver<ValuePiece> {

	/**
	 * Ends of a call that may be a matter of the network.
	 */
	private static final Set<Code> INTERRUPTIONS = Set.of(Code.UNAVAILABLE, Code.CANCELLED, Code.INTERNAL, Code.UNKNOWN,
			Code.DEADLINE_EXCEEDED);

	private final Channel channel;

	private final DriverSession session;

	private final long attempt;

	private final Duration limit;

	private final CompletableFuture<byte[]> value = new CompletableFuture<>();

	/**
	 * What has arrived, or {@code null} before the size is known.
	 */
	private @Nullable Assembly assembly;

	/**
	 * When it was first interrupted since a byte arrived, or {@code null}.
	 */
	private volatile @Nullable Long interrupted;

	/**
	 * Create a new fetch.
	 * @param limit how long it may be interrupted again and again without a byte arriving
	 */
	ValueFetch(Channel channel, DriverSession session, long attempt, Duration limit) {
		this.channel = channel;
		this.session = session;
		this.attempt = attempt;
		this.limit = limit;
	}

	CompletableFuture<byte[]> value() {
		return this.value;
	}

	/**
	 * Ask for the value, or for the rest of it. Waits for a connection.
	 */
	void start() {
		if (this.value.isDone()) {
			return;
		}
		int offset = (this.assembly != null) ? this.assembly.filled() : 0;
		FetchRequest request = FetchRequest.newBuilder().setAttempt(this.attempt).setOffset(offset).build();
		// whoever asks first may serve a call of gRPC, with which this has nothing to do
		Context.ROOT.run(() -> DriverGrpc.newStub(this.channel).withWaitForReady().fetch(request, this));
	}

	/**
	 * Give up.
	 */
	void fail(String reason) {
		this.value.completeExceptionally(new ValueLostException(reason));
	}

	// gRPC ends the call if this throws, and there will be no value, however often it is
	// asked for
	@Override
	public void onNext(ValuePiece piece) {
		this.interrupted = null;
		try {
			if (this.assembly == null) {
				this.assembly = new Assembly(piece.getSize(), Math.toIntExact(piece.getSize()));
			}
			this.assembly.add(piece.getData().asReadOnlyByteBuffer());
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			this.value.completeExceptionally(new ValueLostException("it cannot be taken here (" + ex + ")", ex));
			throw ex;
		}
	}

	@Override
	public void onError(Throwable error) {
		if (this.value.isDone()) {
			return;
		}
		Status status = Status.fromThrowable(error);
		if (!INTERRUPTIONS.contains(status.getCode()) || isOverdue() || !this.session.retry(this::start)) {
			fail(status.toString());
		}
	}

	private boolean isOverdue() {
		long now = System.nanoTime();
		Long since = this.interrupted;
		if (since == null) {
			this.interrupted = now;
			return false;
		}
		return now - since > this.limit.toNanos();
	}

	@Override
	public void onCompleted() {
		if (this.assembly == null || !this.assembly.isComplete()) {
			fail("the driver sent only a part of it");
		}
		else {
			this.value.complete(this.assembly.bytes());
		}
	}

}
