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

import java.io.Closeable;

/**
 * A daemon thread that watches what Ray does until it is interrupted.
 */
final class WatchThread implements Closeable {

	private static final int END_MILLIS = 1_000;

	private final Thread thread;

	/**
	 * Create a new thread.
	 * @param name name of the thread
	 * @param watch what it does
	 */
	WatchThread(String name, Runnable watch) {
		this.thread = new Thread(watch, name);
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * End the thread, so that it uses Ray no more: whoever closes it may shut Ray down.
	 */
	@Override
	public void close() {
		this.thread.interrupt();
		try {
			this.thread.join(END_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
