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

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.UnsafeByteOperations;
import io.github.raytaskrunner.link.Pieces;
import io.github.raytaskrunner.protocol.ValuePiece;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * Sends a value in pieces, no faster than the application takes them.
 */
final class ValueStream {

	private static final long STALL_TIMEOUT_SECONDS = 60;

	private final ServerCallStreamObserver<ValuePiece> responses;

	private final long offset;

	private volatile boolean interrupted;

	private final Semaphore ready = new Semaphore(0);

	ValueStream(ServerCallStreamObserver<ValuePiece> responses, long offset) {
		this.responses = responses;
		this.offset = offset;
		responses.setOnReadyHandler(this.ready::release);
		responses.setOnCancelHandler(this.ready::release);
	}

	/**
	 * End the stream early; the application asks for the rest over a new connection.
	 */
	void interrupt() {
		this.interrupted = true;
		this.ready.release();
	}

	void send(Callable<@Nullable ByteBuffer> source) {
		try {
			checkWanted();
			ByteBuffer value = source.call();
			if (value == null) {
				this.responses
					.onError(Status.NOT_FOUND.withDescription("the driver has no such value").asRuntimeException());
				return;
			}
			if (this.offset < 0 || this.offset > value.remaining()) {
				this.responses.onError(Status.OUT_OF_RANGE.withDescription("The value has no byte " + this.offset)
					.asRuntimeException());
				return;
			}
			send(value);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (StatusRuntimeException ex) {
			this.responses.onError(ex);
		}
		// whatever it is, the application waits for the value
		catch (Throwable ex) {
			if (!this.responses.isCancelled()) {
				this.responses.onError(Status.NOT_FOUND.withDescription("Ray lost the value: " + ex.getMessage())
					.asRuntimeException());
			}
		}
	}

	private void send(ByteBuffer value) throws InterruptedException {
		int offset = value.position() + (int) this.offset;
		Pieces pieces = new Pieces(value.slice(offset, value.limit() - offset), Pieces.MAX_BYTES);
		send(ValuePiece.newBuilder().setSize(value.remaining()), pieces.first());
		Iterator<ByteBuffer> others = pieces.others().iterator();
		while (others.hasNext()) {
			send(ValuePiece.newBuilder(), others.next());
		}
		this.responses.onCompleted();
	}

	private void send(ValuePiece.Builder piece, ByteBuffer data) throws InterruptedException {
		awaitReady();
		this.responses.onNext(piece.setData(UnsafeByteOperations.unsafeWrap(data)).build());
	}

	private void awaitReady() throws InterruptedException {
		checkWanted();
		while (!this.responses.isReady()) {
			checkWanted();
			if (!this.ready.tryAcquire(STALL_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
				throw Status.DEADLINE_EXCEEDED.withDescription("The application does not take the value")
					.asRuntimeException();
			}
		}
	}

	private void checkWanted() {
		if (this.interrupted) {
			throw Status.UNAVAILABLE.withDescription("The application has a new connection").asRuntimeException();
		}
		if (this.responses.isCancelled()) {
			throw Status.CANCELLED.asRuntimeException();
		}
	}

}
