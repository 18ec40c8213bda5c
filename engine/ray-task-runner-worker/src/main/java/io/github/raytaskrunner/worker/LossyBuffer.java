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

package io.github.raytaskrunner.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

import io.github.raytaskrunner.attempt.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * What the driver has not been told of what is told beside events. Whoever adds something
 * never waits: of too much some is left out, and counted. Safe for use by several
 * threads.
 *
 * @param <T> the type of what is told
 */
final class LossyBuffer<T> {

	private static final long LEFT_OUT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final int maxPerSecond;

	private final long maxBytesPerSecond;

	private final ToLongFunction<T> size;

	private final RateLimit limit;

	private List<T> waiting = new ArrayList<>();

	private long waitingBytes;

	private long leftOut;

	/**
	 * Since when something is left out that was not told. Zero if there is nothing, or
	 * nobody can be told.
	 */
	private long leftOutSince;

	/**
	 * Create a new buffer.
	 * @param maxPerSecond how many are told in a second, and wait at most
	 * @param maxBytesPerSecond how large they are together, which is one message
	 * @param size number of bytes that one never exceeds
	 */
	LossyBuffer(int maxPerSecond, long maxBytesPerSecond, ToLongFunction<T> size) {
		this.maxPerSecond = maxPerSecond;
		this.maxBytesPerSecond = maxBytesPerSecond;
		this.size = size;
		this.limit = new RateLimit(maxPerSecond, maxBytesPerSecond);
	}

	synchronized void add(T item) {
		long now = System.nanoTime();
		long bytes = this.size.applyAsLong(item);
		if (hasRoom(bytes) && this.limit.admits(bytes, now)) {
			this.waiting.add(item);
			this.waitingBytes += bytes;
			notifyAll();
		}
		else {
			leftOut(1);
		}
	}

	/**
	 * Count what is not told, to say so within a second.
	 * @param count how much it is
	 */
	synchronized void leftOut(long count) {
		this.leftOut += count;
		if (this.leftOutSince == 0) {
			this.leftOutSince = System.nanoTime();
			notifyAll();
		}
	}

	private boolean hasRoom(long bytes) {
		return this.waiting.size() < this.maxPerSecond && this.waitingBytes + bytes <= this.maxBytesPerSecond;
	}

	/**
	 * Wait until there is something to tell: also for a second that something was left
	 * out.
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	synchronized void await() throws InterruptedException {
		while (!hasSomething()) {
			if (this.leftOutSince == 0) {
				wait();
			}
			else {
				long remaining = this.leftOutSince + LEFT_OUT_NANOS - System.nanoTime();
				TimeUnit.NANOSECONDS.timedWait(this, Math.max(remaining, TimeUnit.MILLISECONDS.toNanos(1)));
			}
		}
	}

	private boolean hasSomething() {
		return !this.waiting.isEmpty()
				|| (this.leftOutSince != 0 && System.nanoTime() - this.leftOutSince >= LEFT_OUT_NANOS);
	}

	/**
	 * Take what there is to tell.
	 * @return what there is, or {@code null} if there is nothing
	 */
	synchronized @Nullable Taken<T> poll() {
		if (!hasSomething()) {
			return null;
		}
		Taken<T> taken = new Taken<>(this.waiting, this.leftOut);
		this.waiting = new ArrayList<>();
		this.waitingBytes = 0;
		this.leftOut = 0;
		this.leftOutSince = 0;
		return taken;
	}

	/**
	 * Count what was taken and cannot be told, for when something else is.
	 * @param count how much it is
	 */
	synchronized void untold(long count) {
		this.leftOut += count;
	}

	/**
	 * What is told at once.
	 *
	 * @param <T> the type of what is told
	 * @param items what is told
	 * @param leftOut how much was left out before it
	 */
	record Taken<T>(List<T> items, long leftOut) {

	}

}
