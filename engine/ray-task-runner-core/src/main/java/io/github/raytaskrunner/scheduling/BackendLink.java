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

package io.github.raytaskrunner.scheduling;

import java.util.function.Consumer;

import io.github.raytaskrunner.backend.Backend;

/**
 * The way from the scheduler to the backend, through the {@link Outbox}. What was posted
 * for a connection that has been lost since does not reach the next one. Guarded by the
 * lock of the scheduler.
 */
final class BackendLink {

	private final Backend backend;

	private final Outbox outbox;

	/**
	 * Counts the connections. Read without the lock as well.
	 */
	private volatile int connection = 1;

	private boolean up = true;

	BackendLink(Backend backend, Outbox outbox) {
		this.backend = backend;
		this.outbox = outbox;
	}

	/**
	 * Post an action for the present connection, to be done as soon as possible.
	 * @param action what to do with the backend, without the lock
	 */
	void post(Consumer<Backend> action) {
		this.outbox.post(forPresentConnection(action));
	}

	/**
	 * Post an action for the present connection that can wait for a millisecond.
	 * @param action what to do with the backend, without the lock
	 */
	void postLater(Consumer<Backend> action) {
		this.outbox.postLater(forPresentConnection(action));
	}

	private Runnable forPresentConnection(Consumer<Backend> action) {
		int connection = this.connection;
		return () -> {
			if (connection == this.connection) {
				action.accept(this.backend);
			}
		};
	}

	/**
	 * Return how many calls that need no CPU the backend may run at once.
	 * @return the number
	 */
	int callsWithoutCpu() {
		return this.backend.callsWithoutCpu();
	}

	/**
	 * Return the number of the present connection, or of the next one if there is none.
	 * @return the number, greater than zero
	 */
	int connection() {
		return this.connection;
	}

	boolean isUp() {
		return this.up;
	}

	void down() {
		this.connection++;
		this.up = false;
	}

	void up() {
		this.up = true;
	}

}
