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

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

import io.github.raytaskrunner.attempt.RateLimit;
import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.protocol.DriverMessage;

/**
 * Passes on what tasks tell beside their ends, as far as the application keeps up: that
 * is not to hold up the ends. What is left out is counted. Safe for use by several
 * threads.
 *
 * @param <T> the type of what is told
 */
final class LossyRelay<T> {

	private static final long LEFT_OUT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final Link<DriverMessage> link;

	private final RateLimit limit;

	private final ToLongFunction<T> size;

	private final Sender<T> sender;

	private long leftOut;

	private long told = System.nanoTime();

	/**
	 * Create a new relay.
	 * @param link the way to the application
	 * @param limit how much is passed on
	 * @param size number of bytes of an item
	 * @param sender sends messages over the link
	 */
	LossyRelay(Link<DriverMessage> link, RateLimit limit, ToLongFunction<T> size, Sender<T> sender) {
		this.link = link;
		this.limit = limit;
		this.size = size;
		this.sender = sender;
	}

	/**
	 * Pass items on, or count them.
	 * @param items the items
	 * @param leftOut how many have been left out before
	 */
	synchronized void pass(List<T> items, long leftOut) {
		long now = System.nanoTime();
		List<T> passed = this.link.isPrompt()
				? items.stream().filter((item) -> this.limit.admits(this.size.applyAsLong(item), now)).toList()
				: List.of();
		this.leftOut += leftOut + items.size() - passed.size();
		if (!passed.isEmpty()) {
			send(passed, now);
		}
	}

	/**
	 * Tell how many items were left out, if that has not been told for a while.
	 */
	synchronized void tellLeftOut() {
		long now = System.nanoTime();
		if (this.leftOut > 0 && now - this.told >= LEFT_OUT_NANOS && this.link.isPrompt()) {
			send(List.of(), now);
		}
	}

	private void send(List<T> items, long now) {
		long leftOut = this.leftOut;
		this.leftOut = 0;
		this.told = now;
		this.sender.send(items, leftOut);
	}

	/**
	 * Sends what is passed on.
	 *
	 * @param <T> the type of what is told
	 */
	interface Sender<T> {

		/**
		 * Send items.
		 * @param items the items, which may be none
		 * @param leftOut how many were left out before them
		 */
		void send(List<T> items, long leftOut);

	}

}
