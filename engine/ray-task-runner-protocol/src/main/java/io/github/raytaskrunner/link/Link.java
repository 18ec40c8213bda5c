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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * One end of a session that outlives its connections: every message arrives exactly once
 * and in order.
 * <p>
 * Messages are numbered from 1 in each direction. This end keeps what it sent until the
 * other one says, with any message, that it was received. On a new connection both ends
 * say what they received, and each goes on from there. Messages are kept as they are, so
 * those that share their bytes with something else take no memory of their own.
 * <p>
 * Safe for use by several threads. Who receives has to see to it that messages of one
 * connection come one after another, and that none comes from a connection that another
 * one has {@linkplain #attach replaced}.
 *
 * @param <M> type of the messages that this end sends
 */
public final class Link<M> {

	/**
	 * Bytes received without having said so. Many times smaller than the other end's
	 * window, so it does not come to wait.
	 */
	static final int RECEIPT_BYTES = 1024 * 1024;

	/**
	 * Messages received without having said so.
	 */
	static final int RECEIPT_MESSAGES = 64;

	/**
	 * Bytes under way beyond which there is no {@linkplain #awaitRoom room}. Enough to
	 * fill a gigabit per second at a distance of 60 ms.
	 */
	static final int WINDOW_BYTES = 8 * 1024 * 1024;

	/**
	 * Messages under way beyond which there is no {@linkplain #awaitRoom room}.
	 */
	static final int WINDOW_MESSAGES = 4096;

	/**
	 * What numbers add to a message at most.
	 */
	private static final int NUMBER_BYTES = 64;

	private final Numbering<M> numbering;

	/**
	 * Not received yet as far as is known, and sent on the connection of now.
	 */
	private final Deque<M> sent = new ArrayDeque<>();

	/**
	 * Not sent on the connection of now.
	 */
	private final Deque<M> waiting = new ArrayDeque<>();

	private @Nullable Sink<M> sink;

	/**
	 * Number of the last message that the other end is known to have received.
	 */
	private long delivered;

	/**
	 * Number of the last message that was sent on any connection.
	 */
	private long highestSent;

	/**
	 * Bytes in both queues.
	 */
	private long bytes;

	private long received;

	/**
	 * Bytes of all messages so far.
	 */
	private long sentBytes;

	private long receivedBytes;

	private int messagesSinceReceipt;

	private long bytesSinceReceipt;

	private boolean receiptDue;

	private boolean completing;

	private boolean completed;

	/**
	 * Create a new link, without a connection.
	 * @param numbering how messages carry numbers
	 */
	public Link(Numbering<M> numbering) {
		this.numbering = numbering;
	}

	/**
	 * Send a message, now or when a connection takes it. Never blocks: who could send
	 * without end {@linkplain #awaitRoom waits for room} first.
	 * @param message the message, without numbers
	 * @throws IllegalArgumentException if no connection takes a message of that size
	 */
	public synchronized void send(M message) {
		int size = this.numbering.size(message);
		if (size > MessageSocket.MAX_BYTES - NUMBER_BYTES) {
			throw new IllegalArgumentException("Too large a message, %d bytes".formatted(size));
		}
		this.waiting.add(message);
		this.bytes += size;
		this.sentBytes += size;
		flush();
	}

	/**
	 * Say whether a message would be sent soon: there is a connection, and nothing waits.
	 * @return whether that is so at present
	 */
	public synchronized boolean isPrompt() {
		return this.sink != null && this.waiting.isEmpty();
	}

	/**
	 * Wait until few messages are under way.
	 * @param timeout longest time to wait
	 * @param unit unit of the timeout
	 * @return whether there is room
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public synchronized boolean awaitRoom(long timeout, TimeUnit unit) throws InterruptedException {
		return await(this::hasRoom, unit.toNanos(timeout));
	}

	/**
	 * Wait until few bytes are under way, as who has many to send that are not urgent.
	 * @param bytes below so many
	 * @param timeout longest time to wait
	 * @param unit unit of the timeout
	 * @return whether there are
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public synchronized boolean awaitBelow(long bytes, long timeout, TimeUnit unit) throws InterruptedException {
		return await(() -> this.bytes < bytes, unit.toNanos(timeout));
	}

	private boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
		long deadline = System.nanoTime() + nanos;
		while (!condition.getAsBoolean()) {
			long remaining = deadline - System.nanoTime();
			if (remaining <= 0) {
				return false;
			}
			TimeUnit.NANOSECONDS.timedWait(this, Math.max(remaining, TimeUnit.MILLISECONDS.toNanos(1)));
		}
		return true;
	}

	/**
	 * Say whether few messages are under way.
	 * @return whether there is room
	 */
	public synchronized boolean hasRoom() {
		return this.bytes < WINDOW_BYTES && this.sent.size() + this.waiting.size() < WINDOW_MESSAGES;
	}

	/**
	 * Send what waits, say that no more messages follow, and wait until that is done. No
	 * connection is of use afterwards.
	 * @param timeout longest time to wait
	 * @param unit unit of the timeout
	 * @return whether it is done
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public synchronized boolean complete(long timeout, TimeUnit unit) throws InterruptedException {
		this.completing = true;
		flush();
		return await(() -> this.completed, unit.toNanos(timeout));
	}

	/**
	 * Say whether a new connection can go on after a message.
	 * @param number number of the last message that the other end received
	 * @return whether what follows is here
	 */
	public synchronized boolean canResumeAfter(long number) {
		return number >= this.delivered && number <= this.highestSent;
	}

	/**
	 * Go on with a new connection, which takes the place of any other.
	 * @param sink the connection
	 * @param number number of the last message that the other end received
	 * @throws IllegalArgumentException if the other end cannot have received that, or has
	 * said before that it received more
	 */
	public synchronized void attach(Sink<M> sink, long number) {
		if (!canResumeAfter(number)) {
			throw new IllegalArgumentException("Cannot resume after message %d: %d were received and %d sent"
				.formatted(number, this.delivered, this.highestSent));
		}
		while (!this.sent.isEmpty()) {
			this.waiting.addFirst(this.sent.removeLast());
		}
		deliver(number);
		this.sink = sink;
		// the other end has just been told
		receiptSent();
		flush();
	}

	/**
	 * Give a connection up.
	 * @param sink the connection; ignored if it is not the one in use
	 */
	public synchronized void detach(Sink<M> sink) {
		if (this.sink == sink) {
			this.sink = null;
		}
	}

	/**
	 * Send what waits, as far as the connection takes it.
	 */
	public synchronized void flush() {
		while (this.sink != null && this.sink.isReady() && !this.waiting.isEmpty()) {
			M message = this.waiting.element();
			long number = this.delivered + this.sent.size() + 1;
			this.highestSent = Math.max(this.highestSent, number);
			// what cannot be sent for lack of memory waits on, or a later one takes its
			// place
			this.sink.send(this.numbering.number(message, number, this.received));
			this.sent.add(message);
			this.waiting.remove();
			receiptSent();
		}
		if (this.sink != null && this.receiptDue && this.sink.isReady()) {
			this.sink.send(this.numbering.receipt(this.received));
			receiptSent();
		}
		if (this.sink != null && this.completing && this.waiting.isEmpty()) {
			this.sink.complete();
			this.sink = null;
			this.completed = true;
			notifyAll();
		}
	}

	/**
	 * Take the numbers of a message that was received.
	 * @param number number of the message, or 0 if it has none
	 * @param received number up to which the other end received messages
	 * @param size size of the message in bytes
	 * @return whether the message is a new one; otherwise it has to be ignored
	 * @throws IllegalArgumentException if a message is missing before this one, or if the
	 * other end cannot have received what it says
	 */
	public synchronized boolean receive(long number, long received, int size) {
		if (received > this.highestSent) {
			throw new IllegalArgumentException(
					"Only %d messages were sent, not %d".formatted(this.highestSent, received));
		}
		deliver(received);
		if (number <= this.received) {
			return false;
		}
		if (number != this.received + 1) {
			throw new IllegalArgumentException(
					"Message %d came where %d was expected".formatted(number, this.received + 1));
		}
		this.received = number;
		this.messagesSinceReceipt++;
		this.bytesSinceReceipt += size;
		this.receivedBytes += size;
		if (this.messagesSinceReceipt >= RECEIPT_MESSAGES || this.bytesSinceReceipt >= RECEIPT_BYTES) {
			sendReceipt();
		}
		return true;
	}

	/**
	 * Tell the other end without delay what was received, so that it can let it go.
	 */
	public synchronized void sendReceipt() {
		this.receiptDue = true;
		flush();
	}

	/**
	 * Return the number of the last message that was received.
	 * @return the number, or 0 if none was
	 */
	public synchronized long received() {
		return this.received;
	}

	/**
	 * Return how large all messages were that this end was given to send.
	 * @return the number of bytes, each message counted once
	 */
	public synchronized long sentBytes() {
		return this.sentBytes;
	}

	/**
	 * Return how large all messages were that this end has received.
	 * @return the number of bytes, each message counted once
	 */
	public synchronized long receivedBytes() {
		return this.receivedBytes;
	}

	private void receiptSent() {
		this.receiptDue = false;
		this.messagesSinceReceipt = 0;
		this.bytesSinceReceipt = 0;
	}

	private void deliver(long number) {
		while (this.delivered < number) {
			// what an earlier connection delivered may wait to be sent again
			M message = this.sent.isEmpty() ? this.waiting.remove() : this.sent.remove();
			this.bytes -= this.numbering.size(message);
			this.delivered++;
		}
		notifyAll();
	}

}
