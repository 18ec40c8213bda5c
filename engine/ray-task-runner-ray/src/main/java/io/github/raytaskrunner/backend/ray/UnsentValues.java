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

import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.raytaskrunner.protocol.ClientMessage;

/**
 * Bounds the values that were put and are not sent: who puts more waits, as the driver
 * takes them no faster than Ray does. Safe for use by several threads.
 */
final class UnsentValues {

	private static final long MAX_BYTES = 32 * 1024 * 1024;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition change = this.lock.newCondition();

	private long bytes;

	private boolean closed;

	/**
	 * Wait until there is room for another value, or until there are none any more.
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void awaitRoom() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (this.bytes > MAX_BYTES && !this.closed) {
				this.change.await();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Count a value until its last message is taken.
	 * @param size size of the value in bytes
	 * @param messages the messages that bring it, of which there is one at least
	 * @return the same messages
	 */
	Iterator<ClientMessage> count(int size, Iterator<ClientMessage> messages) {
		change(size, false);
		return new Iterator<>() {

			@Override
			public boolean hasNext() {
				return messages.hasNext();
			}

			@Override
			public ClientMessage next() {
				ClientMessage message = messages.next();
				if (!messages.hasNext()) {
					change(-size, false);
				}
				return message;
			}

		};
	}

	/**
	 * Let all go on who wait: nothing is sent any more.
	 */
	void close() {
		change(0, true);
	}

	private void change(int difference, boolean close) {
		this.lock.lock();
		try {
			this.bytes += difference;
			this.closed |= close;
			this.change.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
