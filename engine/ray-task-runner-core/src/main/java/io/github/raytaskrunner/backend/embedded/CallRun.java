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

package io.github.raytaskrunner.backend.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Call;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way. Knows which of its attempts runs on which thread, so that an
 * interrupt never hits another one. Safe for use by several threads.
 */
final class CallRun {

	private final Call call;

	private final Deque<Attempt> left;

	private @Nullable Attempt current;

	private @Nullable Thread thread;

	private boolean givenUp;

	CallRun(Call call) {
		this.call = call;
		this.left = new ArrayDeque<>(call.attempts());
	}

	Call call() {
		return this.call;
	}

	boolean isFirst(Attempt attempt) {
		return this.call.attempts().get(0) == attempt;
	}

	/**
	 * Begin the next attempt on the calling thread.
	 * @return the attempt, or {@code null} if there is none left
	 */
	synchronized @Nullable Attempt next() {
		// An interrupt from now on is meant for the next attempt.
		Thread.interrupted();
		this.current = this.left.poll();
		this.thread = Thread.currentThread();
		return this.current;
	}

	/**
	 * Return the attempt that was begun and has not ended.
	 * @return id of the attempt, or {@code null} if there is none
	 */
	synchronized @Nullable Long currentAttempt() {
		return (this.current != null) ? this.current.id() : null;
	}

	/**
	 * End the attempt that was begun.
	 * @return whether its end counts: nobody gave it up
	 */
	synchronized boolean endCurrent() {
		this.current = null;
		return !this.givenUp;
	}

	/**
	 * Take all attempts that have not ended.
	 * @return the attempts
	 */
	synchronized List<Attempt> takeUnfinished() {
		List<Attempt> unfinished = new ArrayList<>(this.left);
		if (this.current != null && !this.givenUp) {
			unfinished.add(0, this.current);
		}
		this.left.clear();
		this.current = null;
		return unfinished;
	}

	/**
	 * Take the attempts that were not begun.
	 * @return the attempts
	 */
	synchronized List<Attempt> takeNotStarted() {
		List<Attempt> notStarted = List.copyOf(this.left);
		this.left.clear();
		return notStarted;
	}

	/**
	 * Interrupt an attempt if it runs, or take it if it was not begun.
	 * @param id id of the attempt
	 * @return what was done
	 */
	synchronized Cancellation cancel(long id) {
		if (this.left.removeIf((attempt) -> attempt.id() == id)) {
			return Cancellation.SKIPPED;
		}
		if (this.current == null || this.current.id() != id || this.thread == null) {
			return Cancellation.TOO_LATE;
		}
		this.thread.interrupt();
		return Cancellation.INTERRUPTED;
	}

	synchronized boolean isEmpty() {
		return this.left.isEmpty() && this.current == null;
	}

	/**
	 * Give up the thread if it still runs an attempt.
	 * @param id id of the attempt
	 * @return the attempts that die with the thread, the running one first
	 */
	synchronized List<Attempt> giveUp(long id) {
		if (this.givenUp || this.current == null || this.current.id() != id) {
			return List.of();
		}
		List<Attempt> dead = takeUnfinished();
		this.givenUp = true;
		return dead;
	}

	/**
	 * Return what the thread is doing.
	 * @return name and innermost frame of the thread
	 */
	synchronized String describeThread() {
		Thread thread = this.thread;
		if (thread == null) {
			return "no thread";
		}
		StackTraceElement[] stack = thread.getStackTrace();
		return thread.getName() + ((stack.length > 0) ? " at " + stack[0] : "");
	}

	/**
	 * What became of an attempt to cancel.
	 */
	enum Cancellation {

		/**
		 * It will not be begun.
		 */
		SKIPPED,

		/**
		 * Its thread was interrupted.
		 */
		INTERRUPTED,

		/**
		 * It has ended.
		 */
		TOO_LATE

	}

}
