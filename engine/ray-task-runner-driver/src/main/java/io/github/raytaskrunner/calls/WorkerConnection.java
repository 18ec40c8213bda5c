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

package io.github.raytaskrunner.calls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.raytaskrunner.wire.Message;
import io.github.raytaskrunner.wire.ToDriver;
import io.github.raytaskrunner.wire.ToWorker;
import org.jspecify.annotations.Nullable;

/**
 * Connection of a worker. Read by the thread of the {@link WorkerServer}; messages are
 * sent by any thread, none of which waits for the worker.
 */
final class WorkerConnection implements ConnectedWorker {

	/**
	 * Who has not presented the token needs no more for its first message.
	 */
	private static final int MAX_HELLO_BYTES = 1024;

	/**
	 * Far above the largest message, which has a small value or tells why something could
	 * not be run.
	 */
	private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

	/**
	 * Bytes to write at a time: the JDK copies them to memory outside the heap, which the
	 * thread then keeps.
	 */
	private static final int WRITE_BYTES = 256 * 1024;

	private final SocketChannel channel;

	private final SelectionKey key;

	/**
	 * What was read of a message that is not complete, or {@code null}.
	 */
	private @Nullable ByteBuffer partial;

	/**
	 * What is to be written. Bounded by the batch that a worker has before it. Guarded by
	 * this.
	 */
	private final Deque<ByteBuffer> output = new ArrayDeque<>();

	/**
	 * What to do when the worker answers, in the order of the questions. Bounded by what
	 * asks: the ends of attempts that this worker ran. Guarded by this.
	 */
	private final Deque<Runnable> whenAlive = new ArrayDeque<>();

	private boolean greeted;

	WorkerConnection(SocketChannel channel, SelectionKey key) {
		this.channel = channel;
		this.key = key;
	}

	/**
	 * Read what has come.
	 * @param buffer for use during this call
	 * @return the messages that are complete
	 * @throws IOException if the connection ended, or if something else than messages
	 * came
	 */
	List<ToDriver> read(ByteBuffer buffer) throws IOException {
		buffer.clear();
		if (this.channel.read(buffer) < 0) {
			throw new IOException("The worker ended the connection");
		}
		buffer.flip();
		ByteBuffer input = joined(buffer);
		List<ToDriver> messages = new ArrayList<>();
		try {
			while (input.remaining() >= Integer.BYTES) {
				int size = input.getInt(input.position());
				if (size < 1 || size > maxBytes(messages.isEmpty())) {
					throw new IOException("Not the size of a message: " + size);
				}
				if (input.remaining() - Integer.BYTES < size) {
					break;
				}
				messages.add(ToDriver.of(input.slice(input.position() + Integer.BYTES, size)));
				input.position(input.position() + Integer.BYTES + size);
			}
		}
		catch (RuntimeException ex) {
			throw new IOException("Not a message: " + ex, ex);
		}
		this.partial = input.hasRemaining() ? copy(input) : null;
		return messages;
	}

	private int maxBytes(boolean first) {
		return (this.greeted || !first) ? MAX_MESSAGE_BYTES : MAX_HELLO_BYTES;
	}

	private ByteBuffer joined(ByteBuffer buffer) {
		ByteBuffer partial = this.partial;
		if (partial == null) {
			return buffer;
		}
		return ByteBuffer.allocate(partial.remaining() + buffer.remaining()).put(partial).put(buffer).flip();
	}

	private static ByteBuffer copy(ByteBuffer input) {
		return ByteBuffer.allocate(input.remaining()).put(input).flip();
	}

	/**
	 * Note that the worker has presented the token.
	 */
	void greeted() {
		this.greeted = true;
	}

	boolean isGreeted() {
		return this.greeted;
	}

	@Override
	public synchronized void whenAlive(Runnable action) {
		this.whenAlive.add(action);
		send(new ToWorker.Ping());
	}

	/**
	 * Note that the worker has answered a question.
	 */
	void answered() {
		Runnable action;
		synchronized (this) {
			action = this.whenAlive.poll();
		}
		if (action != null) {
			action.run();
		}
	}

	@Override
	public synchronized void send(ToWorker message) {
		try {
			this.output.add(Message.toBytes(List.of(message)));
			if (this.output.size() == 1) {
				writeAll();
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	/**
	 * Write as much as the worker takes.
	 */
	synchronized void flush() {
		try {
			writeAll();
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	private void writeAll() throws IOException {
		ByteBuffer next;
		while ((next = this.output.peek()) != null) {
			write(next);
			if (next.hasRemaining()) {
				this.key.interestOpsOr(SelectionKey.OP_WRITE);
				this.key.selector().wakeup();
				return;
			}
			this.output.remove();
		}
		if (this.key.isValid()) {
			this.key.interestOpsAnd(~SelectionKey.OP_WRITE);
		}
	}

	private void write(ByteBuffer bytes) throws IOException {
		int written;
		int size;
		do {
			size = Math.min(WRITE_BYTES, bytes.remaining());
			written = this.channel.write(bytes.slice(bytes.position(), size));
			bytes.position(bytes.position() + written);
		}
		while (written == size && bytes.hasRemaining());
	}

	/**
	 * End the connection because something cannot be sent, whatever the reason: the
	 * worker would miss it. Closed here, the selector would not tell.
	 */
	private void failed(Throwable cause) {
		if (cause instanceof Error) {
			System.err.println("Cannot tell a worker something, which is not listened to any more: " + cause);
		}
		this.output.clear();
		try {
			this.channel.shutdownInput();
			this.channel.shutdownOutput();
		}
		catch (IOException ex) {
			// closed already
		}
	}

	void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			System.err.println("Cannot close the connection of a worker: " + ex);
		}
	}

}
