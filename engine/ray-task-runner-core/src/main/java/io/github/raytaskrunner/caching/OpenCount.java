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

package io.github.raytaskrunner.caching;

import java.util.concurrent.TimeUnit;

/**
 * Counts what is open, and waits until nothing is. Safe for use by several threads.
 */
final class OpenCount {

	private int open;

	synchronized void opened() {
		this.open++;
	}

	synchronized void closed() {
		this.open--;
		notifyAll();
	}

	/**
	 * Wait until nothing is open.
	 * @param end longest time to wait for that, as {@link System#nanoTime()}
	 * @return whether nothing is open
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	synchronized boolean await(long end) throws InterruptedException {
		long left = end - System.nanoTime();
		while (this.open > 0 && left > 0) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
			left = end - System.nanoTime();
		}
		return this.open == 0;
	}

}
