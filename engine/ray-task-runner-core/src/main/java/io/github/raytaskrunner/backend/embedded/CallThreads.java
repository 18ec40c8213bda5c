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
import java.util.LinkedHashMap;
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

	/**
	 * Those that run but wait, so that others have their resources.
	 */
	private final Set<CallRun> lending = new HashSet<>();

	private final ResourceLedger ledger;

	private final TaskThreads threads;

	private final TaskThreads threadsWithoutCpu;

	private final Work work;

	/**
	 * Return new threads.
	 * @param limits bounds what runs at once
	 * @param classLoader context class loader of the tasks
	 * @param virtual whether calls that need no CPU run on virtual threads
	 * @param work what is done on the threads
	 */
	static CallThreads of(ResourceLimits limits, ClassLoader classLoader, boolean virtual, Work work) {
		TaskThreads threads = new CleanThreads(NAME, classLoader, CallThreads::logEnd);
		return new CallThreads(limits, threads,
				(virtual) ? new VirtualThreads(NAME + "-virtual", classLoader, CallThreads::logEnd) : threads, work);
	}

	CallThreads(ResourceLimits limits, TaskThreads threads, TaskThreads threadsWithoutCpu, Work work) {
		this.ledger = new ResourceLedger(limits.amounts());
		this.threads = threads;
		this.threadsWithoutCpu = threadsWithoutCpu;
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
		change(() -> this.ledger.await(run));
	}

	/**
	 * Do not run a call, of which nothing is left, if it waits for its resources.
	 * @param run the call
	 */
	void remove(CallRun run) {
		change(() -> this.ledger.remove(run));
	}

	private void change(Runnable change) {
		Map<CallRun, Throwable> failures = new LinkedHashMap<>();
		this.lock.lock();
		try {
			change.run();
			List<CallRun> ready = this.ledger.takeReady();
			while (!ready.isEmpty()) {
				ready.forEach((run) -> start(run, failures));
				// where nothing runs, nobody else would start the others
				ready = this.running.isEmpty() ? this.ledger.takeReady() : List.of();
			}
			if (this.running.isEmpty()) {
				this.idle.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
		failures.forEach(this::notStarted);
	}

	private void start(CallRun run, Map<CallRun, Throwable> failures) {
		try {
			execute(run);
			this.running.add(run);
		}
		// such as that there are no more threads to be had
		catch (Throwable ex) {
			this.ledger.giveBack(run.call().resources());
			failures.put(run, ex);
		}
	}

	private void notStarted(CallRun run, Throwable reason) {
		// what is left when these threads are stopped, the backend tells itself
		if (!(reason instanceof RejectedExecutionException)) {
			this.work.died(run.takeUnfinished(), "no thread could be started for it: " + reason);
		}
	}

	private void execute(CallRun run) {
		threads(run).execute(() -> runAll(run));
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
			this.work.died(run.takeUnfinished(), "it ended its thread: " + ex);
			throw ex;
		}
		finally {
			this.current.remove(Thread.currentThread());
			if (!goesOn || !goesOnElsewhere(run)) {
				ended(run);
			}
		}
	}

	// what a task has left in its thread is not the next one's business
	private boolean goesOnElsewhere(CallRun run) {
		try {
			execute(run);
			return true;
		}
		catch (Throwable ex) {
			notStarted(run, ex);
			return false;
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
		change(() -> {
			if (this.running.remove(run) && !this.lending.remove(run)) {
				this.ledger.giveBack(run.call().resources());
			}
		});
	}

	/**
	 * Return the call that the calling thread runs.
	 * @return the call, or {@code null} if it runs none
	 */
	@Nullable CallRun current() {
		return this.current.get(Thread.currentThread());
	}

	/**
	 * Let others have the resources of a call that waits, unless it was given up.
	 * @param run the call
	 */
	void lend(CallRun run) {
		change(() -> {
			if (this.running.contains(run) && this.lending.add(run)) {
				this.ledger.giveBack(run.call().resources());
			}
		});
	}

	/**
	 * Take back the resources of a call that goes on, without waiting again, so for a
	 * moment more may run than there are resources. One that was given up meanwhile has
	 * none.
	 * @param run the call
	 */
	void takeBack(CallRun run) {
		this.lock.lock();
		try {
			if (this.lending.remove(run)) {
				this.ledger.takeBack(run.call().resources());
			}
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
		 * Attempts will not end because their thread has ended, or there is none.
		 * @param attempts the attempts: the first one ran, or cannot run, and those
		 * behind it were not begun
		 * @param reason why
		 */
		void died(List<Attempt> attempts, String reason);

	}

}
