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

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.waiting.TimedWait;
import io.github.raytaskrunner.waiting.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks come in, with the lock of the scheduler. Who waits there for room does so
 * without the lock, and as whoever waits for a task: so the slot of a task that waits may
 * be free for others meanwhile. Safe for use by several threads.
 */
final class Entrance {

	private final Scheduler scheduler;

	private final Admission admission;

	private final Waiter waiter;

	/**
	 * Create a new entrance.
	 * @param scheduler has the lock
	 * @param admission says who may come in
	 * @param waiter waits on behalf of who may not yet
	 */
	Entrance(Scheduler scheduler, Admission admission, Waiter waiter) {
		this.scheduler = scheduler;
		this.admission = admission;
		this.waiter = waiter;
	}

	/**
	 * Let a task in, after waiting for room if there is none. Not to be called with the
	 * lock.
	 * @param size size of the task in bytes
	 * @param addition adds the task and takes the room, with the lock
	 * @throws RayTaskRejectedException if there is no room, or none before tasks are not
	 * accepted any more
	 * @throws InterruptedWaitException if the calling thread is interrupted; its
	 * interrupt status is kept
	 */
	void enter(int size, Runnable addition) {
		Ticket ticket = new Ticket(size);
		CompletableFuture<?> chance = tryEnter(ticket, addition);
		if (chance != null) {
			try {
				while (chance != null) {
					await(chance);
					chance = tryEnter(ticket, addition);
				}
			}
			finally {
				this.scheduler.guarded(() -> this.admission.leave(ticket));
			}
		}
	}

	private @Nullable CompletableFuture<?> tryEnter(Ticket ticket, Runnable addition) {
		return this.scheduler.<@Nullable CompletableFuture<?>>guarded(() -> {
			CompletableFuture<?> chance = this.admission.chanceOf(ticket);
			if (chance == null) {
				addition.run();
			}
			return chance;
		});
	}

	private void await(CompletableFuture<?> chance) {
		try {
			TimedWait.withoutLimit((nanos) -> {
				this.waiter.await(chance, nanos);
				return true;
			});
		}
		catch (InterruptedException ex) {
			String full = this.scheduler.guarded(this.admission::describe);
			throw InterruptedWaitException.of("room for a task, which was not accepted (" + full + ")", ex);
		}
	}

}
