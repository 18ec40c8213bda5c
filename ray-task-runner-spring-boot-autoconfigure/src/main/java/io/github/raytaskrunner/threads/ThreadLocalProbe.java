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

package io.github.raytaskrunner.threads;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether something was left in the thread-locals of a thread. The JDK does not
 * tell, and without flags nobody can look. But it does tell how much a thread has
 * allocated, and a thread's map of thread-locals doubles its table when it is two thirds
 * full. So if as many values are set as just fit into the map of an untouched thread, and
 * more is allocated than for these, there were others.
 * <p>
 * A thread that had so many values at once that its table was doubled by these, twenty,
 * may look untouched.
 */
final class ThreadLocalProbe {

	/**
	 * The table of a thread is made this large at first. The larger it is, the more
	 * values are noticed, and the longer it takes.
	 */
	private static final int GROWN = 12;

	private static final int MAX_ROOM = 32;

	private static final Object VALUE = new Object();

	private final @Nullable ThreadMXBean memory = (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
			&& bean.isThreadAllocatedMemorySupported() && bean.isThreadAllocatedMemoryEnabled()) ? bean : null;

	private final Gauge plain = new Gauge(ThreadLocal::new);

	private final Gauge inheritable = new Gauge(InheritableThreadLocal::new);

	ThreadLocalProbe() {
		CompletableFuture.runAsync(() -> {
			prepare();
			this.plain.calibrate();
			this.inheritable.calibrate();
		}, (action) -> new DaemonThreads("ray-probe").newThread(action).start()).join();
	}

	/**
	 * Prepare a new thread for {@link #isUntouched()}, on that thread.
	 */
	void prepare() {
		this.plain.prepare();
		this.inheritable.prepare();
	}

	/**
	 * Return whether the calling thread has no thread-locals. Not to be asked again once
	 * it had some.
	 * @return whether that is known
	 */
	boolean isUntouched() {
		return this.plain.isUntouched() && this.inheritable.isUntouched();
	}

	private long allocated() {
		return (this.memory != null) ? this.memory.getCurrentThreadAllocatedBytes() : 0;
	}

	/**
	 * One of the two maps that a thread has.
	 */
	private final class Gauge {

		private final ThreadLocal<Object> first;

		private final List<ThreadLocal<Object>> locals;

		private int room;

		private long normal = -1;

		Gauge(Supplier<ThreadLocal<Object>> factory) {
			this.first = factory.get();
			this.locals = Stream.generate(factory).limit(MAX_ROOM).toList();
		}

		void prepare() {
			this.first.set(VALUE);
			fill(GROWN);
		}

		void calibrate() {
			long each = fill(1);
			int room = 1;
			while (each > 0 && room < MAX_ROOM && fill(room + 1) == (room + 1) * each) {
				room++;
			}
			if (room > 1 && room < MAX_ROOM) {
				this.room = room;
				this.normal = room * each;
			}
		}

		boolean isUntouched() {
			return this.normal >= 0 && fill(this.room) == this.normal;
		}

		private long fill(int count) {
			long before = allocated();
			for (int i = 0; i < count; i++) {
				this.locals.get(i).set(VALUE);
			}
			long allocated = allocated() - before;
			for (int i = 0; i < count; i++) {
				this.locals.get(i).remove();
			}
			return allocated;
		}

	}

}
