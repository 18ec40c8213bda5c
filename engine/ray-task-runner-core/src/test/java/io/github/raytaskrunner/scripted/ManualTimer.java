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

package io.github.raytaskrunner.scripted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

import io.github.raytaskrunner.threads.Timer;

/**
 * Clock and timer whose time passes only when a test says so.
 */
public final class ManualTimer implements Timer, LongSupplier {

	private final List<Alarm> alarms = new ArrayList<>();

	private long now;

	@Override
	public synchronized Future<?> after(Duration delay, Runnable action) {
		Alarm alarm = new Alarm(this.now + delay.toNanos(), action, new CompletableFuture<>());
		this.alarms.add(alarm);
		return alarm.cancelled();
	}

	@Override
	public synchronized long getAsLong() {
		return this.now;
	}

	/**
	 * Let time pass, and do what is due by then on this thread.
	 * @param time the time
	 */
	public void advance(Duration time) {
		Alarm due;
		synchronized (this) {
			this.now += time.toNanos();
		}
		while ((due = takeDue()) != null) {
			due.action().run();
		}
	}

	private synchronized Alarm takeDue() {
		Alarm due = pending().stream()
			.filter((alarm) -> alarm.time() <= this.now)
			.min(Comparator.comparing(Alarm::time))
			.orElse(null);
		this.alarms.remove(due);
		return due;
	}

	/**
	 * Return what is still to be done.
	 */
	public synchronized List<Alarm> pending() {
		this.alarms.removeIf((alarm) -> alarm.cancelled().isCancelled());
		return List.copyOf(this.alarms);
	}

	/**
	 * What is to be done at some time unless it is cancelled.
	 */
	public record Alarm(long time, Runnable action, CompletableFuture<?> cancelled) {

	}

}
