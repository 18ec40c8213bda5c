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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.raytaskrunner.backend.Backend;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The way from the scheduler to the backend. What was decided under the lock of the
 * scheduler is posted while it is held, and done in that order by whoever has released
 * it: to wake another thread takes longer than what most calls of the backend do. What
 * takes long, or runs code of users, is left to the thread of the {@link Outbox}, and so
 * is what comes after it. What was posted for a connection of the backend is not done any
 * more once that is known to be lost. The connection is changed with the lock of the
 * scheduler.
 */
final class BackendLink {

	private static final Log logger = LogFactory.getLog(BackendLink.class);

	/**
	 * How much a thread does, which may have other things to do, before it leaves the
	 * rest to the outbox.
	 */
	private static final int MAX_AT_ONCE = 100;

	private final Backend backend;

	private final Outbox outbox;

	/**
	 * Guarded by itself.
	 */
	private final Deque<Action> actions = new ArrayDeque<>();

	/**
	 * Whether a thread looks after the actions, or is about to. Set with their monitor.
	 */
	private volatile boolean delivering;

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
	 * Post an action for the present connection that returns soon.
	 * @param action what to do with the backend
	 */
	void post(Consumer<Backend> action) {
		add(new Action(this.connection, false, action));
	}

	/**
	 * Post an action for the present connection that may take its time.
	 * @param action what to do with the backend
	 */
	void postLong(Consumer<Backend> action) {
		add(new Action(this.connection, true, action));
	}

	/**
	 * Post an action for the present connection that can wait for a millisecond. What is
	 * posted meanwhile overtakes it.
	 * @param action what to do with the backend
	 */
	void postLater(Consumer<Backend> action) {
		Action later = new Action(this.connection, false, action);
		this.outbox.postLater(() -> {
			add(later);
			deliver();
		});
	}

	private void add(Action action) {
		synchronized (this.actions) {
			this.actions.add(action);
		}
	}

	/**
	 * Do what was posted, unless another thread is about to. To be called without the
	 * lock.
	 */
	void deliver() {
		boolean begun = false;
		boolean complete = false;
		// a thread at the end of its stack must not seem to deliver for all others
		try {
			synchronized (this.actions) {
				if (this.delivering || this.actions.isEmpty()) {
					return;
				}
				this.delivering = true;
				begun = true;
			}
			deliver((action) -> !action.isLong());
			complete = true;
		}
		finally {
			if (begun && !complete) {
				synchronized (this.actions) {
					this.delivering = false;
				}
			}
		}
	}

	private void deliver(Predicate<Action> fit) {
		Action action;
		for (int i = 0; (action = next()) != null; i++) {
			if (i == MAX_AT_ONCE || !fit.test(action)) {
				this.outbox.post(() -> deliver((any) -> true));
				return;
			}
			run();
		}
	}

	/**
	 * Return what is to be done next, or {@code null} if nothing is and this thread is at
	 * the end.
	 */
	private @Nullable Action next() {
		synchronized (this.actions) {
			Action next = this.actions.peek();
			this.delivering = next != null;
			return next;
		}
	}

	private void run() {
		try {
			Action action = take();
			if (action.connection() == this.connection) {
				action.content().accept(this.backend);
			}
		}
		// what comes after it must be done all the same
		catch (Throwable ex) {
			logger.error("Unexpected failure of the scheduler", ex);
		}
	}

	private Action take() {
		synchronized (this.actions) {
			return this.actions.remove();
		}
	}

	/**
	 * Return whether it is heard at present what happens at the backend.
	 * @return whether it is
	 */
	boolean isHeard() {
		return this.backend.isHeard();
	}

	/**
	 * Return whether the calling thread runs a task of the backend.
	 * @return whether it does
	 */
	boolean runsCaller() {
		return this.backend.currentAttempt() != null;
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

	/**
	 * What to do with the backend.
	 *
	 * @param connection number of the connection that it is for
	 * @param isLong whether it may take its time
	 * @param content what to do
	 */
	private record Action(int connection, boolean isLong, Consumer<Backend> content) {

	}

}
