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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * What a task stands in line with, for which there may not be room. Guarded by the lock
 * of the scheduler.
 */
final class Ticket {

	private final int size;

	private @Nullable CompletableFuture<?> chance;

	/**
	 * Create a new ticket.
	 * @param size size of the task in bytes
	 */
	Ticket(int size) {
		this.size = size;
	}

	int size() {
		return this.size;
	}

	/**
	 * Return whether the task has its place in the line.
	 * @return whether it has had to wait
	 */
	boolean isWaiting() {
		return this.chance != null;
	}

	/**
	 * Return the next chance, and take a place in the line for it.
	 * @return what is done when it is worth looking for room again
	 */
	CompletableFuture<?> nextChance() {
		CompletableFuture<?> chance = this.chance;
		if (chance == null || chance.isDone()) {
			chance = new CompletableFuture<>();
			this.chance = chance;
		}
		return chance;
	}

	/**
	 * Have room looked for again.
	 */
	void signal() {
		if (this.chance != null) {
			this.chance.complete(null);
		}
	}

}
