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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.Call;
import io.github.raytaskrunner.protocol.Cancel;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverGrpc;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.FetchRequest;
import io.github.raytaskrunner.protocol.Finished;
import io.github.raytaskrunner.protocol.Hello;
import io.github.raytaskrunner.protocol.KeepAlive;
import io.github.raytaskrunner.protocol.PutValue;
import io.github.raytaskrunner.protocol.Release;
import io.github.raytaskrunner.protocol.UpstreamLost;
import io.github.raytaskrunner.protocol.Welcome;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;

/**
 * The application's end of a session with its driver.
 */
final class DriverClient implements AutoCloseable {

	private final DriverChannel channel;

	private final BackendListener listener;

	private final Consumer<Throwable> onLost;

	private final CompletableFuture<Welcome> welcome = new CompletableFuture<>();

	private final MessageWriter writer;

	private volatile boolean closing;

	/**
	 * Attach to a driver.
	 * @param channel channel to the driver, closed with this client
	 * @param lease how long the driver lives without a message
	 * @param listener told about attempts
	 * @param onLost called once if the session ends without being closed
	 */
	DriverClient(DriverChannel channel, Duration lease, BackendListener listener, Consumer<Throwable> onLost) {
		this.channel = channel;
		this.listener = listener;
		this.onLost = onLost;
		Responses responses = new Responses();
		DriverGrpc.newStub(channel.channel()).attach(responses);
		this.writer = new MessageWriter(responses.requests(), lease.dividedBy(4),
				ClientMessage.newBuilder().setKeepAlive(KeepAlive.getDefaultInstance()).build());
		responses.setOnReady(this.writer::ready);
	}

	/**
	 * Wait until the cluster runs tasks.
	 * @throws DriverException if it does not, or does not in time
	 */
	Welcome hello(Duration workerStartTimeout) {
		Hello.Builder hello = Hello.newBuilder().setWorkerStartTimeoutMillis(workerStartTimeout.toMillis());
		this.writer.write(List.of(ClientMessage.newBuilder().setHello(hello).build()));
		try {
			return this.welcome.get(workerStartTimeout.toMillis() + 10_000, TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			Throwable cause = Objects.requireNonNull(ex.getCause());
			throw new DriverException(String.valueOf(cause.getMessage()), cause);
		}
		catch (TimeoutException ex) {
			throw new DriverException("The driver does not answer", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new DriverException("Interrupted while waiting for a first worker", ex);
		}
	}

	void run(Call call) {
		this.writer.write(new CallMessages(call));
	}

	void cancel(long attempt) {
		Cancel.Builder cancel = Cancel.newBuilder().setAttempt(attempt);
		this.writer.write(List.of(ClientMessage.newBuilder().setCancel(cancel).build()));
	}

	void put(long attempt, byte[] value) {
		Pieces pieces = new Pieces(value, Pieces.MAX_BYTES);
		PutValue.Builder put = PutValue.newBuilder().setAttempt(attempt).setSize(pieces.size()).setData(pieces.first());
		Stream<ClientMessage> first = Stream.of(ClientMessage.newBuilder().setPutValue(put).build());
		this.writer.write(() -> Stream.concat(first, pieces.others()).iterator());
	}

	void release(long attempt) {
		Release.Builder release = Release.newBuilder().addAttempts(attempt);
		this.writer.write(List.of(ClientMessage.newBuilder().setRelease(release).build()));
	}

	CompletableFuture<byte[]> fetch(long attempt) {
		ValueCollector collector = new ValueCollector();
		DriverGrpc.newStub(this.channel.channel())
			.fetch(FetchRequest.newBuilder().setAttempt(attempt).build(), collector);
		return collector.value();
	}

	private void received(DriverMessage message) {
		switch (message.getMessageCase()) {
			case WELCOME -> this.welcome.complete(message.getWelcome());
			case START_FAILED ->
				this.welcome.completeExceptionally(new DriverException(message.getStartFailed().getReason()));
			case STARTED -> this.listener.started(message.getStarted().getAttempt());
			case FINISHED -> finished(message.getFinished());
			case CRASHED -> this.listener.crashed(message.getCrashed().getAttempt(), message.getCrashed().getReason());
			case UPSTREAM_LOST -> upstreamLost(message.getUpstreamLost());
			case MESSAGE_NOT_SET -> {
			}
		}
	}

	private void finished(Finished finished) {
		byte[] value = finished.hasValue() ? finished.getValue().toByteArray() : null;
		this.listener.finished(finished.getAttempt(),
				new AttemptResult(finished.getFailed(), finished.getSize(), value));
	}

	private void upstreamLost(UpstreamLost lost) {
		this.listener.upstreamLost(lost.getAttempt(), lost.getUpstream(), lost.getReason());
	}

	private void ended(Throwable cause) {
		this.writer.close();
		this.welcome.completeExceptionally(cause);
		if (!this.closing) {
			this.onLost.accept(cause);
		}
	}

	/**
	 * End the session: the driver ends too.
	 */
	@Override
	public void close() {
		this.closing = true;
		this.writer.finish();
		this.channel.close();
	}

	/**
	 * What the driver sends.
	 */
	private final class Responses implements ClientResponseObserver<ClientMessage, DriverMessage> {

		private final CompletableFuture<ClientCallStreamObserver<ClientMessage>> requests = new CompletableFuture<>();

		private volatile Runnable onReady = () -> {
		};

		@Override
		public void beforeStart(ClientCallStreamObserver<ClientMessage> requests) {
			requests.setOnReadyHandler(() -> this.onReady.run());
			this.requests.complete(requests);
		}

		ClientCallStreamObserver<ClientMessage> requests() {
			return this.requests.join();
		}

		void setOnReady(Runnable onReady) {
			this.onReady = onReady;
			onReady.run();
		}

		@Override
		public void onNext(DriverMessage message) {
			received(message);
		}

		@Override
		public void onError(Throwable error) {
			ended(error);
		}

		@Override
		public void onCompleted() {
			ended(new DriverException("The driver ended the session"));
		}

	}

}
