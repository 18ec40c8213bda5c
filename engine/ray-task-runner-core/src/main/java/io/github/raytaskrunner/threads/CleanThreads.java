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

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Threads that know nothing of what ran on them before, nor of who started them. A thread
 * is used again if it can be made as new; a new one costs about 0.1 ms. There are as many
 * as there are actions that run, and those that are idle end. Safe for use by several
 * threads.
 */
public final class CleanThreads implements TaskThreads {

	private static final Duration IDLE = Duration.ofSeconds(10);

	private final SynchronousQueue<Runnable> idle = new SynchronousQueue<>();

	private final Set<CleanThread> threads = ConcurrentHashMap.newKeySet();

	private final AtomicInteger count = new AtomicInteger();

	private final ThreadLocals threadLocals = new ThreadLocals();

	private final String name;

	private final ClassLoader contextClassLoader;

	private final @Nullable UncaughtExceptionHandler exceptionHandler;

	private volatile boolean closed;

	/**
	 * Create new threads.
	 * @param name common name of the threads
	 * @param contextClassLoader context class loader of the threads
	 * @param exceptionHandler told what an action threw, which ends its thread, or
	 * {@code null} for what the JVM does
	 */
	public CleanThreads(String name, ClassLoader contextClassLoader,
			@Nullable UncaughtExceptionHandler exceptionHandler) {
		this.name = name;
		this.contextClassLoader = contextClassLoader;
		this.exceptionHandler = exceptionHandler;
	}

	@Override
	public void execute(Runnable action) {
		if (this.closed) {
			throw new RejectedExecutionException("The threads were ended");
		}
		if (!this.idle.offer(action)) {
			CleanThread thread = new CleanThread(action);
			this.threads.add(thread);
			thread.start();
		}
	}

	/**
	 * Make the calling thread as it was before the action that it runs, for the next part
	 * of it.
	 * @return whether that is sure; if not, what comes next is to be {@link #execute
	 * executed} on another thread
	 */
	public static boolean renew() {
		return Thread.currentThread() instanceof CleanThread thread && thread.renew();
	}

	@Override
	public void interruptAll() {
		this.closed = true;
		this.threads.forEach(Thread::interrupt);
	}

	/**
	 * One of the threads.
	 */
	private final class CleanThread extends Thread {

		private final String firstName;

		private @Nullable Runnable next;

		CleanThread(Runnable first) {
			super(null, null, CleanThreads.this.name + "-" + CleanThreads.this.count.incrementAndGet(), 0, false);
			this.firstName = getName();
			this.next = first;
			setDaemon(true);
			reset();
		}

		private void reset() {
			// these two ask the operating system
			if (!getName().equals(this.firstName)) {
				setName(this.firstName);
			}
			if (getPriority() != NORM_PRIORITY) {
				setPriority(NORM_PRIORITY);
			}
			setContextClassLoader(CleanThreads.this.contextClassLoader);
			setUncaughtExceptionHandler(CleanThreads.this.exceptionHandler);
		}

		@Override
		public void run() {
			try {
				Runnable action;
				while ((action = this.next) != null) {
					action.run();
					this.next = renew() ? CleanThreads.this.idle.poll(IDLE.toNanos(), TimeUnit.NANOSECONDS) : null;
				}
			}
			catch (InterruptedException ex) {
				// all of them end
			}
			finally {
				CleanThreads.this.threads.remove(this);
				reset(); // the handler of exceptions is called after this
			}
		}

		boolean renew() {
			reset();
			interrupted();
			return CleanThreads.this.threadLocals.clear() && !CleanThreads.this.closed;
		}

	}

}
