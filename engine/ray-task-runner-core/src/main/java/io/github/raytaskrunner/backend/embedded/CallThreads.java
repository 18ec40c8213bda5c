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

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.threads.CleanThreads;
import io.github.raytaskrunner.threads.TaskThreads;
import io.github.raytaskrunner.threads.VirtualThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls, as many at once as the resources allow, the attempts of each one after
 * another. Resources bound the number of threads, and for tasks that need none, and for
 * calls that wait, the scheduler bounds what is in flight. Safe for use by several
 * threads.
 */
final class CallThreads {

	private static final Log logger = LogFactory.getLog(CallThreads.class);

	private static final String NAME = "ray-embedded";

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition idle = this.lock.newCondition();

	private final Map<Thread, CallRun> current = new ConcurrentHashMap<>();

	private final Set<CallRun> running = new HashSet<>();

	private final ResourceLedger ledger;

	private final TaskThreads threads;

	private final TaskThreads threadsWithoutCpu;

	private final Work work;

	/**
	 * Create new threads.
	 * @param limits bounds what runs at once
	 * @param classLoader context class loader of the tasks
	 * @param virtual whether calls that need no CPU run on virtual threads
	 * @param work what is done on the threads
	 */
	CallThreads(ResourceLimits limits, ClassLoader classLoader, boolean virtual, Work work) {
		this.ledger = new ResourceLedger(limits.amounts());
		this.threads = new CleanThreads(NAME, classLoader, CallThreads::logEnd);
		this.threadsWithoutCpu = (virtual) ? new VirtualThreads(NAME + "-virtual", classLoader, CallThreads::logEnd)
				: this.threads;
		this.work = work;
	}

	private static void logEnd(Thread ended, Throwable reason) {
		logger.error("Thread " + ended.getName() + " was ended by a task", reason);
	}

	/**
	 * Run a call once its resources are free.
	 * @param run the call
	 */
	void run(CallRun run) {
		this.lock.lock();
		try {
			this.ledger.await(run);
			startReady();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Do not run a call, of which nothing is left, if it waits for its resources.
	 * @param run the call
	 */
	void remove(CallRun run) {
		this.lock.lock();
		try {
			this.ledger.remove(run);
			startReady();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void startReady() {
		for (CallRun run : this.ledger.takeReady()) {
			if (!execute(run)) {
				return;
			}
			this.running.add(run);
		}
	}

	private boolean execute(CallRun run) {
		try {
			threads(run).execute(() -> runAll(run));
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false; // being stopped
		}
	}

	private TaskThreads threads(CallRun run) {
		return (run.call().resources().amount("CPU") > 0) ? this.threads : this.threadsWithoutCpu;
	}

	private void runAll(CallRun run) {
		boolean goesOn = false;
		this.current.put(Thread.currentThread(), run);
		try {
			do {
				goesOn = runNext(run);
			}
			while (goesOn && CleanThreads.renew());
		}
		catch (Throwable ex) {
			goesOn = false;
			this.work.died(run.takeUnfinished(), ex);
			throw ex;
		}
		finally {
			this.current.remove(Thread.currentThread());
			// What a task has left in its thread is not the next one's business.
			if (!goesOn || !execute(run)) {
				ended(run);
			}
		}
	}

	private boolean runNext(CallRun run) {
		Attempt attempt = run.next();
		if (attempt != null) {
			this.work.run(run, attempt);
		}
		return attempt != null && !run.isEmpty();
	}

	/**
	 * Note that a call has ended, or will never end, and does not occupy its resources.
	 * @param run the call
	 */
	void ended(CallRun run) {
		this.lock.lock();
		try {
			if (this.running.remove(run)) {
				this.ledger.giveBack(run.call().resources());
				startReady();
				if (this.running.isEmpty()) {
					this.idle.signalAll();
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return the call that the calling thread runs.
	 * @return the call, or {@code null} if it runs none
	 */
	@Nullable CallRun current() {
		return this.current.get(Thread.currentThread());
	}

	/**
	 * Let others have the resources of a call that waits.
	 * @param run the call
	 */
	void lend(CallRun run) {
		this.lock.lock();
		try {
			this.ledger.giveBack(run.call().resources());
			startReady();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take back the resources of a call that goes on, without waiting again, so for a
	 * moment more may run than there are resources.
	 * @param run the call
	 */
	void takeBack(CallRun run) {
		this.lock.lock();
		try {
			this.ledger.takeBack(run.call().resources());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Run no more calls, and interrupt those that run.
	 * @param timeout longest time to wait for them
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	void stop(Duration timeout) throws InterruptedException {
		this.threads.interruptAll();
		this.threadsWithoutCpu.interruptAll();
		long remaining = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lock();
		try {
			while (!this.running.isEmpty() && remaining > 0) {
				remaining = this.idle.awaitNanos(remaining);
			}
			if (!this.running.isEmpty()) {
				logger.warn(this.running.size() + " tasks ignore their interruption and are given up");
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What is done on the threads.
	 */
	interface Work {

		/**
		 * Run the attempt of a call that was begun.
		 * @param run the call
		 * @param attempt the attempt
		 */
		void run(CallRun run, Attempt attempt);

		/**
		 * Attempts will not end because their thread has ended.
		 * @param attempts the attempts: the first one ran, and those behind it were not
		 * begun
		 * @param reason what has ended the thread
		 */
		void died(List<Attempt> attempts, Throwable reason);

	}

}
