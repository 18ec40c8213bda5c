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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.Attempt.InlineState;
import io.github.raytaskrunner.backend.Attempt.Upstream;
import io.github.raytaskrunner.backend.Attempt.ValueReference;
import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.Call;
import io.github.raytaskrunner.backend.Resources;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.serialization.TaskOutcome;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.serialization.UpstreamResult;
import io.github.raytaskrunner.threads.CleanThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Runs calls on threads of this process, as many at once as the resources allow. Values
 * are kept as bytes, so tasks share no objects here either.
 */
public final class EmbeddedBackend implements Backend {

	private static final Duration INTERRUPT_LIMIT = Duration.ofSeconds(2);

	private static final int IDLE_SECONDS = 10;

	/**
	 * Each has a thread, which costs some 100 KB, and many containers allow a few
	 * thousand.
	 */
	private static final int MAX_WITHOUT_CPU = 1000;

	private static final Log logger = LogFactory.getLog(EmbeddedBackend.class);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition idle = this.lock.newCondition();

	private final Map<Long, CallRun> runs = new ConcurrentHashMap<>();

	private final Map<Long, byte[]> values = new ConcurrentHashMap<>();

	private final AtomicInteger abandoned = new AtomicInteger();

	private final Map<Thread, CallRun> current = new ConcurrentHashMap<>();

	private final TaskSerializer serializer;

	private final int slots;

	private final ResourceLedger ledger;

	private final Set<CallRun> running = new HashSet<>();

	/**
	 * Resources bound the number of threads, and for tasks that need none, and for calls
	 * that wait, the scheduler bounds what is in flight.
	 */
	private final CleanThreads threads;

	private final ScheduledThreadPoolExecutor watch;

	private volatile @Nullable RayTaskRunner runner;

	private volatile @Nullable BackendListener listener;

	/**
	 * Create a new backend with CPUs and memory only.
	 * @param serializer opens and runs tasks
	 * @param slots number of CPUs, and so of tasks that run at once
	 * @param classLoader context class loader of the tasks
	 */
	public EmbeddedBackend(TaskSerializer serializer, int slots, ClassLoader classLoader) {
		this(serializer, Map.of("CPU", (double) slots), classLoader);
	}

	/**
	 * Create a new backend.
	 * @param serializer opens and runs tasks
	 * @param resources amount by name of what tasks may occupy together; by default the
	 * memory is that of the heap
	 * @param classLoader context class loader of the tasks
	 */
	public EmbeddedBackend(TaskSerializer serializer, Map<String, Double> resources, ClassLoader classLoader) {
		this.serializer = serializer;
		this.slots = resources.getOrDefault("CPU", 0.0).intValue();
		Assert.isTrue(this.slots > 0, () -> "The number of CPUs must be positive but is " + this.slots);
		Map<String, Double> total = new ConcurrentHashMap<>(resources);
		total.putIfAbsent("memory", (double) Runtime.getRuntime().maxMemory());
		this.ledger = new ResourceLedger(total);
		this.threads = new CleanThreads("ray-embedded-", classLoader,
				(ended, ex) -> logger.error("Thread " + ended.getName() + " was ended by a task", ex));
		this.watch = new ScheduledThreadPoolExecutor(1, EmbeddedBackend::watchThread,
				new ThreadPoolExecutor.DiscardPolicy());
		this.watch.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		this.watch.allowCoreThreadTimeOut(true);
	}

	private static Thread watchThread(Runnable action) {
		Thread thread = new Thread(null, action, "ray-embedded-watch", 0, false);
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
		this.runner = runner;
		this.listener = listener;
		String threads = this.slots + ((this.slots != 1) ? " threads" : " thread");
		return new BackendInfo("embedded", "embedded, " + threads + " (no Ray)", this.slots, 1, null);
	}

	@Override
	public @Nullable String missing(Resources resources) {
		Assert.isTrue(resources.runtimeEnv().isEmpty(),
				"it asks for a runtime environment, which embedded tasks do not have: run on Ray (ray.address)");
		Assert.isNull(resources.placementGroup(),
				"it asks for a placement group, which there is only on Ray: run on Ray (ray.address)");
		String lacking = resources.lacking(this.ledger::total,
				(name) -> "it needs " + resources.amount(name) + " of the resource '" + name
						+ "', but this process has " + this.ledger.total(name) + " (ray.init." + property(name) + ")");
		Assert.isNull(lacking, () -> lacking + ": declare more or run on Ray");
		return null;
	}

	private static String property(String resource) {
		return switch (resource) {
			case "CPU" -> "num-cpus";
			case "GPU" -> "num-gpus";
			case "memory" -> "memory";
			default -> "resources";
		};
	}

	@Override
	public int callsWithoutCpu() {
		return MAX_WITHOUT_CPU;
	}

	@Override
	public void run(Call call) {
		CallRun run = new CallRun(call);
		call.attempts().forEach((attempt) -> this.runs.put(attempt.id(), run));
		this.lock.lock();
		try {
			this.ledger.await(run);
			startReady();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void startReady() {
		if (this.listener == null) {
			return; // stopped
		}
		for (CallRun run : this.ledger.takeReady()) {
			try {
				this.threads.execute(() -> runAll(run));
				this.running.add(run);
			}
			catch (RejectedExecutionException ex) {
				return; // being stopped
			}
		}
	}

	private void runAll(CallRun run) {
		boolean goesOn = false;
		this.current.put(Thread.currentThread(), run);
		try {
			do {
				goesOn = runNext(run);
			}
			while (goesOn && this.threads.renew());
		}
		catch (Throwable ex) {
			goesOn = false;
			// As with a process that died, the rest of the call died as well.
			run.takeUnfinished().forEach((attempt) -> crashed(attempt, "it ended its thread: " + ex));
			throw ex;
		}
		finally {
			this.current.remove(Thread.currentThread());
			if (!goesOn || !goOn(run)) {
				ended(run);
			}
		}
	}

	// What a task has left in its thread is not the next one's business.
	private boolean goOn(CallRun run) {
		try {
			this.threads.execute(() -> runAll(run));
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false; // being stopped
		}
	}

	private boolean runNext(CallRun run) {
		Attempt attempt = run.next();
		if (attempt != null) {
			run(run, attempt);
		}
		return attempt != null && !run.isEmpty();
	}

	@Override
	public void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException {
		CallRun run = this.current.get(Thread.currentThread());
		if (run == null || future.isDone()) {
			Backend.super.await(future, nanos);
			return;
		}
		lend(run, 1);
		try {
			Backend.super.await(future, nanos);
		}
		finally {
			lend(run, -1);
		}
	}

	// What a waiting task occupies is free for others. When it goes on, it takes that
	// back without waiting again, so for a moment more may run than there are resources.
	private void lend(CallRun run, int calls) {
		this.lock.lock();
		try {
			if (calls > 0) {
				this.ledger.giveBack(run.call().resources());
				startReady();
			}
			else {
				this.ledger.takeBack(run.call().resources());
			}
		}
		finally {
			this.lock.unlock();
		}
		BackendListener listener = this.listener;
		if (listener != null) {
			listener.slotsLent(calls);
		}
	}

	private void ended(CallRun run) {
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

	private void run(CallRun run, Attempt attempt) {
		BackendListener listener = this.listener;
		List<UpstreamResult> upstreams = (listener != null) ? upstreams(run, attempt, listener) : null;
		if (listener == null || upstreams == null) {
			return;
		}
		listener.started(attempt.id());
		TaskOutcome outcome = execute(attempt, upstreams);
		listener = this.listener;
		if (!run.endCurrent() || listener == null) {
			return; // given up, and reported then
		}
		this.runs.remove(attempt.id());
		byte[] value = outcome.bytes();
		this.values.put(attempt.id(), value);
		listener.finished(attempt.id(), new AttemptResult(outcome.failed(), value.length,
				(value.length <= AttemptResult.MAX_PUSHED_BYTES) ? value : null));
	}

	private @Nullable List<UpstreamResult> upstreams(CallRun run, Attempt attempt, BackendListener listener) {
		List<UpstreamResult> results = new ArrayList<>(attempt.upstreams().size());
		for (Upstream upstream : attempt.upstreams()) {
			if (upstream instanceof InlineState state) {
				results.add(new UpstreamResult(false, state.bytes()));
			}
			else if (upstream instanceof ValueReference reference) {
				byte[] value = this.values.get(reference.attempt());
				if (value == null) {
					if (run.endCurrent()) {
						this.runs.remove(attempt.id());
						listener.upstreamsLost(attempt.id(), Map.of(reference.attempt(), "it was released"));
					}
					return null;
				}
				results.add(new UpstreamResult(true, value));
			}
		}
		return results;
	}

	private TaskOutcome execute(Attempt attempt, List<UpstreamResult> upstreams) {
		RayTaskRunner runner = Objects.requireNonNull(this.runner);
		return this.serializer.execute(attempt.context(), attempt.task(), upstreams, () -> runner);
	}

	private void crashed(Attempt attempt, String reason) {
		this.runs.remove(attempt.id());
		BackendListener listener = this.listener;
		if (listener != null) {
			listener.crashed(attempt.id(), reason);
		}
	}

	@Override
	public void cancel(long attempt) {
		CallRun run = this.runs.get(attempt);
		if (run == null) {
			return;
		}
		switch (run.cancel(attempt)) {
			case INTERRUPTED ->
				this.watch.schedule(() -> giveUp(run, attempt), INTERRUPT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
			case SKIPPED -> skipped(run, attempt);
			case TOO_LATE -> {
				// and reported by its thread
			}
		}
	}

	private void skipped(CallRun run, long attempt) {
		this.lock.lock();
		try {
			if (run.isEmpty()) {
				this.ledger.remove(run);
				startReady();
			}
		}
		finally {
			this.lock.unlock();
		}
		run.call()
			.attempts()
			.stream()
			.filter((skipped) -> skipped.id() == attempt)
			.forEach((skipped) -> crashed(skipped, "it was cancelled before it started"));
	}

	private void giveUp(CallRun run, long attempt) {
		String thread = run.describeThread();
		List<Attempt> dead = run.giveUp(attempt);
		if (dead.isEmpty()) {
			return;
		}
		logger.warn("Task '" + dead.get(0).context().name() + "' (" + dead.get(0).context().key()
				+ ") has ignored its interruption for " + INTERRUPT_LIMIT.toSeconds() + " s, its thread is given up: "
				+ thread + " (" + this.abandoned.incrementAndGet() + " threads given up so far)");
		ended(run);
		dead.forEach((lost) -> crashed(lost, "its thread was given up, because a task ignored its interruption"));
	}

	@Override
	public void put(long attempt, byte[] value) {
		this.values.put(attempt, value);
	}

	@Override
	public CompletableFuture<byte[]> fetch(long attempt) {
		byte[] value = this.values.get(attempt);
		return (value != null) ? CompletableFuture.completedFuture(value)
				: CompletableFuture.failedFuture(new ValueLostException("it was released"));
	}

	@Override
	public void release(long attempt) {
		this.values.remove(attempt);
	}

	@Override
	public void stop(Duration timeout) {
		this.listener = null;
		this.watch.shutdownNow();
		this.threads.interruptAll();
		this.lock.lock();
		try {
			long remaining = TimeUnit.NANOSECONDS.convert(timeout);
			while (!this.running.isEmpty() && remaining > 0) {
				remaining = this.idle.awaitNanos(remaining);
			}
			if (!this.running.isEmpty()) {
				logger.warn(this.running.size() + " tasks ignore their interruption and are given up");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
		this.runs.clear();
		this.values.clear();
	}

}
