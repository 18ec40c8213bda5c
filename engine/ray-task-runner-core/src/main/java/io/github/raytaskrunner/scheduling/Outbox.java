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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.threads.DaemonPool;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Does what the scheduler decided under its lock, what leads out of it and what nobody
 * need do at once: what the {@link BackendLink} leaves to one, and calls of listeners in
 * another, as they may wait for tasks. All happens in the order it was posted, on one
 * thread that holds no lock, so no listener can block the scheduler. That thread does all
 * that there is at once, and is woken only for what cannot wait.
 */
public final class Outbox {

	private static final Log logger = LogFactory.getLog(Outbox.class);

	/**
	 * To wake a thread costs more than to do most of what it is woken for.
	 */
	private static final long LINGER_MILLIS = 1;

	private final ThreadPoolExecutor executor;

	private final String user;

	private List<Runnable> posted = new ArrayList<>();

	/**
	 * Whether the thread looks after what is posted.
	 */
	private boolean active;

	private boolean urgent;

	private volatile @Nullable Thread thread;

	/**
	 * Create a new outbox.
	 * @param name name of its thread
	 * @param user who does what is posted, as a message says it
	 */
	public Outbox(String name, String user) {
		this(new DaemonPool(name, 1, new ThreadPoolExecutor.DiscardPolicy()), user);
	}

	/**
	 * Create a new outbox.
	 * @param executor has one thread, and discards what comes after its shutdown
	 * @param user who does what is posted, as a message says it
	 */
	Outbox(ThreadPoolExecutor executor, String user) {
		this.executor = executor;
		this.user = user;
	}

	/**
	 * Post an action that is done as soon as possible. Dropped once the outbox was
	 * closed: there is no backend any more.
	 * @param action the action
	 */
	synchronized void post(Runnable action) {
		if (!this.urgent) {
			this.urgent = true;
			notifyAll();
		}
		postLater(action);
	}

	/**
	 * Post an action that can wait for a millisecond, or until another one cannot.
	 * Dropped once the outbox was closed.
	 * @param action the action
	 */
	synchronized void postLater(Runnable action) {
		if (this.executor.isShutdown()) {
			return;
		}
		this.posted.add(action);
		// none at all if it could not be started before
		if (!this.active || this.executor.getPoolSize() == 0) {
			this.active = true;
			this.executor.execute(this::work);
		}
	}

	/**
	 * Wait until all is done that was posted so far. The thread of the outbox cannot wait
	 * for itself.
	 * @param limit longest time to wait
	 * @return whether it is done
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public boolean await(Duration limit) throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		post(done::countDown);
		if (this.executor.isShutdown()) {
			return this.executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
		}
		return done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * Return whether the calling thread is the one that does what is posted.
	 * @return whether it is
	 */
	boolean isOwnThread() {
		return Thread.currentThread() == this.thread;
	}

	private void work() {
		this.thread = Thread.currentThread();
		try {
			List<Runnable> batch = take();
			while (!batch.isEmpty()) {
				batch.forEach(Outbox::run);
				batch = take();
			}
		}
		// for lack of memory: the next action that is posted goes on with it
		catch (Throwable ex) {
			giveUp();
			throw ex;
		}
	}

	private synchronized void giveUp() {
		this.active = false;
	}

	private synchronized List<Runnable> take() {
		try {
			if (!this.urgent && !this.executor.isShutdown()) {
				wait(LINGER_MILLIS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		List<Runnable> batch = this.posted;
		this.posted = new ArrayList<>();
		this.urgent = false;
		this.active = !batch.isEmpty();
		return batch;
	}

	private static void run(Runnable action) {
		try {
			action.run();
		}
		// what comes after it must be done all the same
		catch (Throwable ex) {
			logger.error("Unexpected failure of the scheduler", ex);
		}
	}

	/**
	 * Do what was posted, then end.
	 * @param limit longest time to wait for that
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public void close(Duration limit) throws InterruptedException {
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.warn(this.user + " has blocked the stop of the runner for " + limit.toMillis() + " ms");
			}
		}
		finally {
			this.executor.shutdownNow();
		}
	}

}
