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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.execution.AttemptExecutor;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.threads.TimerThread;
import io.github.raytaskrunner.threads.VirtualThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on threads of this process, as many at once as the resources allow. Values
 * are kept as bytes, so tasks share no objects here either.
 */
public final class EmbeddedBackend implements Backend {

	private static final Duration INTERRUPT_LIMIT = Duration.ofSeconds(2);

	/**
	 * Each has a thread, which costs some 100 KB, and many containers allow a few
	 * thousand.
	 */
	private static final int MAX_WITHOUT_CPU = 1000;

	/**
	 * Virtual threads cost a few KB, beside what their tasks hold.
	 */
	private static final int MAX_VIRTUAL = 10_000;

	private static final Log logger = LogFactory.getLog(EmbeddedBackend.class);

	private final Map<Long, CallRun> runs = new ConcurrentHashMap<>();

	private final Map<Long, byte[]> values = new ConcurrentHashMap<>();

	private final AtomicInteger abandoned = new AtomicInteger();

	private final ResourceLimits limits;

	private final int callsWithoutCpu;

	private final AttemptRunner attempts;

	private final CallThreads threads;

	private final TimerThread watch = new TimerThread("ray-embedded-watch");

	private final EventRelay relay = new EventRelay(this::tell, this.watch);

	private volatile @Nullable RayTaskRunner runner;

	private volatile @Nullable BackendListener listener;

	/**
	 * Create a new backend with CPUs and memory only.
	 * @param serializer opens and runs tasks
	 * @param slots number of CPUs, and so of tasks that run at once
	 * @param classLoader context class loader of the tasks
	 */
	public EmbeddedBackend(TaskSerializer serializer, int slots, ClassLoader classLoader) {
		this(serializer, new ResourceLimits(Map.of("CPU", (double) slots)), classLoader, false);
	}

	/**
	 * Create a new backend.
	 * @param serializer opens and runs tasks
	 * @param limits what tasks may occupy together
	 * @param classLoader context class loader of the tasks
	 * @param virtualThreads whether tasks that ask for no CPU run on virtual threads,
	 * where this Java has them
	 */
	public EmbeddedBackend(TaskSerializer serializer, ResourceLimits limits, ClassLoader classLoader,
			boolean virtualThreads) {
		boolean virtual = virtualThreads && VirtualThreads.areAvailable();
		this.limits = limits;
		this.callsWithoutCpu = (virtual) ? MAX_VIRTUAL : MAX_WITHOUT_CPU;
		this.attempts = new AttemptRunner(new AttemptExecutor(serializer), this.values);
		this.threads = CallThreads.of(this.limits, classLoader, virtual, new Work());
	}

	@Override
	public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
		this.runner = runner;
		this.listener = listener;
		int slots = this.limits.slots();
		String threads = slots + ((slots != 1) ? " threads" : " thread");
		return new BackendInfo("embedded", "embedded, " + threads + " (no Ray)", slots, 1, null);
	}

	@Override
	public @Nullable String missing(Resources resources) {
		this.limits.occupied(resources);
		return null;
	}

	@Override
	public boolean callsPython() {
		return false;
	}

	@Override
	public int callsWithoutCpu() {
		return this.callsWithoutCpu;
	}

	@Override
	public @Nullable Long currentAttempt() {
		CallRun run = this.threads.current();
		return (run != null) ? run.currentAttempt() : null;
	}

	@Override
	public void run(Call call) {
		CallRun run = new CallRun(new Call(call.name(), this.limits.occupied(call.resources()), call.attempts()));
		call.attempts().forEach((attempt) -> this.runs.put(attempt.id(), run));
		this.threads.run(run);
	}

	private void ended(List<AttemptEvent> ends) {
		ends.forEach((end) -> this.runs.remove(end.attempt()));
		this.relay.happened(ends);
	}

	private void tell(List<AttemptEvent> events) {
		BackendListener listener = this.listener;
		if (listener != null) {
			listener.happened(events);
		}
	}

	/**
	 * Report the attempts of a thread that has ended.
	 * @param attempts the attempts: the first one ran, and those behind it did not start
	 * @param reason why the first one did not end by itself
	 */
	private void died(List<Attempt> attempts, String reason) {
		List<AttemptEvent> ends = new ArrayList<>();
		for (Attempt attempt : attempts) {
			ends.add(ends.isEmpty() ? new AttemptEvent.Crashed(attempt.id(), reason)
					: new AttemptEvent.Returned(attempt.id()));
		}
		ended(ends);
	}

	@Override
	public void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException {
		CallRun run = this.threads.current();
		if (run == null || future.isDone()) {
			Backend.super.await(future, nanos);
			return;
		}
		int slots = (int) Math.ceil(run.call().resources().amount("CPU"));
		int callsWithoutCpu = (slots == 0) ? 1 : 0;
		this.threads.lend(run);
		slotsLent(slots, callsWithoutCpu);
		try {
			Backend.super.await(future, nanos);
		}
		finally {
			this.threads.takeBack(run);
			slotsLent(-slots, -callsWithoutCpu);
		}
	}

	private void slotsLent(int slots, int callsWithoutCpu) {
		BackendListener listener = this.listener;
		if (listener != null) {
			listener.slotsLent(slots, callsWithoutCpu);
		}
	}

	@Override
	public void cancel(long attempt) {
		CallRun run = this.runs.get(attempt);
		if (run == null) {
			return;
		}
		switch (run.cancel(attempt)) {
			case INTERRUPTED -> this.watch.after(INTERRUPT_LIMIT, () -> giveUp(run, attempt));
			case SKIPPED -> skipped(run, attempt);
			case TOO_LATE -> {
				// and reported by its thread
			}
		}
	}

	private void skipped(CallRun run, long attempt) {
		if (run.isEmpty()) {
			this.threads.remove(run);
		}
		ended(List.of(new AttemptEvent.Crashed(attempt, "it was cancelled before it started")));
	}

	private void giveUp(CallRun run, long attempt) {
		String thread = run.describeThread();
		List<Attempt> dead = run.giveUp(attempt);
		if (dead.isEmpty()) {
			return;
		}
		logger.warn("Task '" + dead.get(0).name() + "' (" + dead.get(0).key() + ") has ignored its interruption for "
				+ INTERRUPT_LIMIT.toSeconds() + " s, its thread is given up: " + thread + " ("
				+ this.abandoned.incrementAndGet() + " threads given up so far)");
		this.threads.ended(run);
		died(dead, "its thread was given up, because a task ignored its interruption");
	}

	@Override
	public void takeBack(long attempt) {
		CallRun run = this.runs.get(attempt);
		if (run == null) {
			return;
		}
		List<Attempt> notStarted = run.takeNotStarted();
		if (run.isEmpty()) {
			this.threads.remove(run);
		}
		ended(notStarted.stream().<AttemptEvent>map((taken) -> new AttemptEvent.Returned(taken.id())).toList());
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
	public void release(List<Long> attempts) {
		attempts.forEach(this.values::remove);
	}

	@Override
	public void stop(Duration timeout) {
		this.listener = null;
		this.watch.close();
		try {
			this.threads.stop(timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.runs.clear();
		this.values.clear();
	}

	/**
	 * What is done on the threads.
	 */
	private final class Work implements CallThreads.Work {

		@Override
		public void run(CallRun run, Attempt attempt) {
			if (EmbeddedBackend.this.listener == null) {
				return; // stopped
			}
			EventRelay relay = EmbeddedBackend.this.relay;
			RayTaskRunner runner = Objects.requireNonNull(EmbeddedBackend.this.runner);
			Supplier<AttemptEvent> end = EmbeddedBackend.this.attempts.run(attempt, runner,
					run.isFirst(attempt) ? relay : relay::happenedMeanwhile,
					(progress) -> relay.happenedMeanwhile(List.of(progress)));
			if (run.endCurrent()) {
				EmbeddedBackend.this.runs.remove(attempt.id());
				AttemptListener listener = run.isEmpty() ? relay : relay::happenedMeanwhile;
				listener.happened(List.of(end.get()));
			}
			// or its thread was given up, and reported then
		}

		@Override
		public void died(List<Attempt> attempts, String reason) {
			EmbeddedBackend.this.died(attempts, reason);
		}

	}

}
