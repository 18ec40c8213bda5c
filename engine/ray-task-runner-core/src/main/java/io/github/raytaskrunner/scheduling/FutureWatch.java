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
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.threads.DaemonThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Notices when users do not hold futures any more, and tells the scheduler of many at
 * once. Its thread ends by itself once neither the scheduler nor any of its futures is
 * left. Safe for use by several threads.
 */
public final class FutureWatch {

	private static final Log logger = LogFactory.getLog(FutureWatch.class);

	private static final Duration IDLE = Duration.ofSeconds(10);

	private static final int MAX_BATCH = 10_000;

	private final ReferenceQueue<HeldFuture> dropped = new ReferenceQueue<>();

	/**
	 * Create a new watch.
	 * @param scheduler told which futures nobody holds any more
	 */
	public FutureWatch(Scheduler scheduler) {
		ReferenceQueue<HeldFuture> dropped = this.dropped;
		WeakReference<Scheduler> told = new WeakReference<>(scheduler);
		DaemonThreads.outliving("ray-futures").newThread(() -> watch(dropped, told)).start();
	}

	/**
	 * Watch a future, which nobody holds but the caller so far.
	 * @param future the future
	 */
	public void watch(HeldFuture future) {
		future.task().setFuture(new FutureReference(future, this.dropped));
	}

	private static void watch(ReferenceQueue<HeldFuture> dropped, WeakReference<Scheduler> told) {
		try {
			while (told.get() != null) {
				tell(told, take(dropped));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static List<Task> take(ReferenceQueue<HeldFuture> dropped) throws InterruptedException {
		List<Task> tasks = new ArrayList<>();
		Reference<? extends HeldFuture> next = dropped.remove(IDLE.toMillis());
		while (next instanceof FutureReference reference) {
			tasks.add(reference.task);
			next = (tasks.size() < MAX_BATCH) ? dropped.poll() : null;
		}
		return tasks;
	}

	private static void tell(WeakReference<Scheduler> told, List<Task> tasks) {
		Scheduler scheduler = told.get();
		if (scheduler != null && !tasks.isEmpty()) {
			try {
				scheduler.futuresDropped(tasks);
			}
			// whatever it is, the thread goes on, or no value would be let go again
			catch (Throwable ex) {
				logger.error("Futures that nobody holds any more could not be noted", ex);
			}
		}
	}

	private static final class FutureReference extends WeakReference<HeldFuture> {

		private final Task task;

		FutureReference(HeldFuture future, ReferenceQueue<HeldFuture> dropped) {
			super(future, dropped);
			this.task = future.task();
		}

	}

}
