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

package io.github.raytaskrunner.link;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/**
 * Messages over a socket, in both directions. Each is an {@code int} with its number of
 * bytes, and these bytes. Where there is nothing to say, an empty one now and then tells
 * that the connection still works.
 * <p>
 * Messages are sent by a thread of this socket, so nobody who sends waits for the
 * network, and received by whoever {@linkplain #receive asks for them}.
 *
 * @param <O> type of the messages that are sent
 * @param <I> type of the messages that are received
 */
public final class MessageSocket<O extends MessageLite, I extends MessageLite> implements Sink<O>, Closeable {

	/**
	 * Most bytes of a message.
	 */
	public static final int MAX_BYTES = 4 * 1024 * 1024;

	/**
	 * Time without a message after which an empty one is sent.
	 */
	private static final int PING_MILLIS = 8_000;

	/**
	 * Time without any byte after which a connection is taken for dead.
	 */
	private static final int SILENCE_MILLIS = 20_000;

	private static final int BUFFER_BYTES = 64 * 1024;

	/**
	 * Bytes that wait to be written, beyond which no more are asked for.
	 */
	private static final int READY_BYTES = 4 * 1024 * 1024;

	private final Socket socket;

	private final Socket transport;

	private final Parser<I> parser;

	private final Runnable onReady;

	private final DataInputStream input;

	private final Thread sender;

	/**
	 * What is to be written; nothing stands for the end. Bounded by {@link #isReady}.
	 */
	private final BlockingQueue<Optional<O>> queue = new LinkedBlockingQueue<>();

	private final AtomicLong queuedBytes = new AtomicLong();

	private volatile boolean closed;

	/**
	 * Use a socket, which is closed together with this one.
	 * @param socket a socket that is connected
	 * @param transport what it goes over if it encrypts, else the same. This is closed:
	 * one that encrypts would wait for what is being written
	 * @param parser reads messages
	 * @param name name of the thread that sends
	 * @param onReady called by that thread when the connection is ready again
	 * @throws IOException if the socket is closed
	 */
	public MessageSocket(Socket socket, Socket transport, Parser<I> parser, String name, Runnable onReady)
			throws IOException {
		this.socket = socket;
		this.transport = transport;
		this.parser = parser;
		this.onReady = onReady;
		socket.setTcpNoDelay(true);
		socket.setSoTimeout(SILENCE_MILLIS);
		this.input = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
		this.sender = new Thread(this::sendAll, name);
		this.sender.setDaemon(true);
		this.sender.start();
	}

	/**
	 * Wait for the next message.
	 * @param maxBytes most bytes that it may have
	 * @return the message, or {@code null} if the other end has closed the connection
	 * @throws IOException if the connection is broken or closed, or if what comes is no
	 * message
	 */
	public @Nullable I receive(int maxBytes) throws IOException {
		try {
			byte[] bytes = read(maxBytes);
			return (bytes != null) ? parse(bytes) : null;
		}
		catch (EOFException ex) {
			throw new IOException("The connection ended within a message", ex);
		}
		catch (SocketTimeoutException ex) {
			throw new IOException("Nothing was heard for " + SILENCE_MILLIS / 1000 + " seconds", ex);
		}
	}

	/**
	 * Receive messages until the other end closes the connection.
	 * @param receiver takes each of them
	 * @throws IOException if the connection is broken or closed, or if what comes is no
	 * message
	 */
	public void receiveAll(Consumer<I> receiver) throws IOException {
		I message = receive(MAX_BYTES);
		while (message != null) {
			receiver.accept(message);
			message = receive(MAX_BYTES);
		}
	}

	private I parse(byte[] bytes) throws IOException {
		CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
		// what is large is not copied once more
		input.enableAliasing(true);
		return this.parser.parseFrom(input);
	}

	private byte @Nullable [] read(int maxBytes) throws IOException {
		int size = 0;
		while (size == 0) {
			int first = this.input.read();
			if (first < 0) {
				return null;
			}
			size = first << 24 | this.input.readUnsignedByte() << 16 | this.input.readUnsignedShort();
		}
		if (size < 0 || size > maxBytes) {
			throw new IOException("Not a message of at most %d bytes: %d".formatted(maxBytes, size));
		}
		byte[] bytes = new byte[size];
		this.input.readFully(bytes);
		return bytes;
	}

	@Override
	public boolean isReady() {
		return this.queuedBytes.get() < READY_BYTES;
	}

	@Override
	public void send(O message) {
		if (!this.closed) {
			this.queuedBytes.addAndGet(message.getSerializedSize());
			this.queue.add(Optional.of(message));
		}
	}

	/**
	 * Send nothing more once all is written. The other end hears of it, and closes the
	 * connection.
	 */
	@Override
	public void complete() {
		this.queue.add(Optional.empty());
	}

	/**
	 * Close the connection, whatever is still to be written.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.queue.clear();
		complete();
		Sockets.close(this.transport);
	}

	private void sendAll() {
		try {
			DataOutputStream output = new DataOutputStream(
					new BufferedOutputStream(this.socket.getOutputStream(), BUFFER_BYTES));
			while (sendNext(output)) {
				output.flush();
			}
			output.flush();
			this.socket.shutdownOutput();
		}
		// whatever it is, whoever receives hears of the end
		catch (Throwable ex) {
			close();
		}
	}

	/**
	 * Write what waits, or that nothing does.
	 * @return whether more may follow
	 */
	private boolean sendNext(DataOutputStream output) throws IOException, InterruptedException {
		Optional<O> next = this.queue.poll(PING_MILLIS, TimeUnit.MILLISECONDS);
		if (next == null) {
			output.writeInt(0);
		}
		while (next != null) {
			if (next.isEmpty()) {
				return false;
			}
			write(next.get(), output);
			next = this.queue.poll();
		}
		return true;
	}

	private void write(O message, DataOutputStream output) throws IOException {
		int size = message.getSerializedSize();
		output.writeInt(size);
		message.writeTo(output);
		long before = this.queuedBytes.getAndAdd(-size);
		if (before >= READY_BYTES && before - size < READY_BYTES) {
			this.onReady.run();
		}
	}

}
