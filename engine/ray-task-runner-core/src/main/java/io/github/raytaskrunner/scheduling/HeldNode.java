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

import java.lang.ref.Reference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What a task knows of its value, and of its futures that users hold. Guarded by the lock
 * of the scheduler.
 */
abstract class HeldNode extends TaskQueue.Link {

	/**
	 * One for the submitter, which it may have dropped already.
	 */
	private int openFutures = 1;

	private @Nullable Reference<? extends HeldFuture> future;

	private @Nullable HeldValue value;

	private long attempt;

	/**
	 * Return the id of the last attempt, or under which the backend holds the value.
	 * @return the id, zero if there is none
	 */
	long attempt() {
		return this.attempt;
	}

	/**
	 * Note that there is another attempt, or that the backend got the value under an id
	 * of its own.
	 * @param id the id
	 */
	void sentAs(long id) {
		this.attempt = id;
	}

	/**
	 * Return where the value is.
	 * @return where it is, or {@code null} if the task has none
	 */
	@Nullable HeldValue value() {
		return this.value;
	}

	void setValue(@Nullable HeldValue value) {
		this.value = value;
	}

	@Nullable HeldFuture future() {
		return (this.future != null) ? this.future.get() : null;
	}

	/**
	 * Return whether somebody may ask for the value who does not have it.
	 * @return whether a user holds a future without it
	 */
	boolean mayBeAskedFor() {
		HeldFuture future = future();
		return future != null && !future.hasValue();
	}

	/**
	 * Return the future that a user holds, or a new one.
	 * @param factory makes a new one if nobody holds one, without taking long
	 * @return the future
	 */
	HeldFuture future(Function<Task, ? extends HeldFuture> factory) {
		HeldFuture future = future();
		if (future == null) {
			openFuture();
			future = factory.apply((Task) this);
		}
		return future;
	}

	void setFuture(Reference<? extends HeldFuture> future) {
		this.future = future;
	}

	void openFuture() {
		this.openFutures++;
	}

	void dropFuture() {
		this.openFutures--;
	}

	int openFutures() {
		return this.openFutures;
	}

}
