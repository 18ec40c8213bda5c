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

import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.protocol.ClientMessage;

/**
 * Writes messages to a driver in order, no faster than the driver takes them: at once if
 * there is room, as another thread is another wait, and else on a thread of its own. What
 * waits here is bounded by what the scheduler has in flight, and by {@link UnsentValues}.
 */
final class MessageWriter {

	private final Link<ClientMessage> link;

	private final Consumer<Throwable> onFailure;

	/**
	 * What has been begun or waits, each with what is left of it.
	 */
	private final BlockingQueue<Iterator<ClientMessage>> queue = new LinkedBlockingQueue<>();

	/**
	 * Whether the thread has anything to write. Guarded by this.
	 */
	private boolean behind;

	private final Thread thread = new Thread(this::run, "ray-driver-writer");

	/**
	 * Whether something could not be sent as a whole: nothing follows that. Guarded by
	 * this.
	 */
	private boolean broken;

	private volatile boolean finishing;

	private volatile boolean closed;

	/**
	 * Create a new writer.
	 * @param link where to send messages
	 * @param onFailure called if messages cannot be written; none are from then on
	 */
	MessageWriter(Link<ClientMessage> link, Consumer<Throwable> onFailure) {
		this.link = link;
		this.onFailure = onFailure;
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Write messages, in order, without waiting for anything.
	 */
	void write(Iterable<ClientMessage> messages) {
		try {
			begin(messages.iterator());
		}
		// whatever it is, what follows would never arrive
		catch (Throwable ex) {
			this.onFailure.accept(ex);
		}
	}

	private synchronized void begin(Iterator<ClientMessage> messages) {
		if (this.closed || this.broken) {
			return;
		}
		this.broken = true;
		while (!this.behind && messages.hasNext() && this.link.hasRoom()) {
			this.link.send(messages.next());
		}
		this.broken = false;
		if (this.behind || messages.hasNext()) {
			this.behind = true;
			this.queue.add(messages);
		}
	}

	/**
	 * Write what waits, then say that no more follows, and end. What has not been written
	 * when the time is over is given up.
	 */
	void finish(long timeoutMillis) {
		this.finishing = true;
		synchronized (this) {
			this.behind = true;
			this.queue.add(Collections.emptyIterator());
		}
		try {
			this.thread.join(timeoutMillis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		close();
	}

	/**
	 * End, whatever waits.
	 */
	void close() {
		this.closed = true;
		this.thread.interrupt();
		this.queue.clear();
	}

	private void run() {
		try {
			while (!this.finishing || !this.queue.isEmpty()) {
				Iterator<ClientMessage> messages = this.queue.take();
				while (messages.hasNext()) {
					awaitRoom();
					this.link.send(messages.next());
				}
				caughtUp();
			}
			this.link.complete(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// whatever it is, what follows would never arrive
		catch (Throwable ex) {
			this.onFailure.accept(ex);
		}
	}

	private synchronized void caughtUp() {
		this.behind = !this.queue.isEmpty();
	}

	/**
	 * Wait until the driver takes messages, for as long as that may take: whoever decides
	 * that it is lost closes this writer.
	 */
	private void awaitRoom() throws InterruptedException {
		while (!this.link.awaitRoom(1, TimeUnit.MINUTES)) {
			// the driver may wait for Ray
		}
	}

}
