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

package io.github.raytaskrunner.scripted;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.execution.AttemptExecutor;
import io.github.raytaskrunner.hooks.FailureReader;
import io.github.raytaskrunner.hooks.TaskListeners;
import io.github.raytaskrunner.scheduling.Outbox;
import io.github.raytaskrunner.scheduling.Scheduler;
import io.github.raytaskrunner.serialization.NoRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.jspecify.annotations.Nullable;

/**
 * Backend that runs nothing: the test says what becomes of each attempt.
 */
public class ScriptedBackend implements Backend {

	public static final TaskSerializer SERIALIZER = new TaskSerializer(ScriptedBackend.class.getClassLoader(),
			(captured) -> null);

	public static final byte[] VALUE = valueOf(() -> "value");

	public static final byte[] FAILURE = valueOf(() -> {
		throw new IllegalStateException("failure");
	});

	private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

	private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();

	private final Map<Long, byte[]> values = new ConcurrentHashMap<>();

	private final List<Long> fetched = new CopyOnWriteArrayList<>();

	private final List<Long> released = new CopyOnWriteArrayList<>();

	private final List<Long> cancelled = new CopyOnWriteArrayList<>();

	private final List<Long> takenBack = new CopyOnWriteArrayList<>();

	private final int slots;

	private volatile @Nullable BackendListener listener;

	/**
	 * The serialized settings of the runner.
	 */
	public volatile byte @Nullable [] settings;

	private volatile @Nullable Consumer<Attempt> onRun;

	private volatile boolean stopped;

	private volatile boolean deaf;

	private final AtomicInteger deafAnswers = new AtomicInteger();

	public ScriptedBackend(int slots) {
		this.slots = slots;
	}

	private static byte[] valueOf(RayCallable<String> task) {
		Attempt attempt = TestAttempts.of(1, SERIALIZER.serialize(task, "task").bytes());
		return new AttemptExecutor(SERIALIZER).execute(attempt, Map.of(), NoRunner::get, (progress) -> {
		}).value();
	}

	/**
	 * Create a scheduler whose tasks run here.
	 * @param outbox its way here
	 * @return the scheduler, which has no slots so far
	 */
	public Scheduler scheduler(Outbox outbox) {
		return new Scheduler(new RunnerSettings(100_000_000, Duration.ZERO), this, outbox, outbox,
				(delay, action) -> new CompletableFuture<>(), new FailureReader(SERIALIZER), SERIALIZER::writeState,
				SERIALIZER::readNestedChange, new TaskListeners(), new AtomicLong());
	}

	/**
	 * Do this within {@link #run} instead of handing attempts to the test.
	 * @param onRun what to do
	 */
	public void onRun(Consumer<Attempt> onRun) {
		this.onRun = onRun;
	}

	/**
	 * Return the next attempt that the scheduler dispatched.
	 * @return the attempt
	 */
	public Attempt next() {
		try {
			Attempt attempt = this.attempts.poll(30, TimeUnit.SECONDS);
			if (attempt == null) {
				throw new AssertionError("Nothing was dispatched");
			}
			return attempt;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Hand an attempt to the test after all.
	 * @param attempt the attempt
	 */
	public void add(Attempt attempt) {
		this.attempts.add(attempt);
	}

	public int waiting() {
		return this.attempts.size();
	}

	public BackendListener listener() {
		BackendListener listener = this.listener;
		if (listener == null) {
			throw new AssertionError("Not started");
		}
		return listener;
	}

	public void report(AttemptEvent... events) {
		listener().happened(List.of(events));
	}

	public void start(Attempt attempt) {
		report(new AttemptEvent.Started(attempt.id()));
	}

	public void complete(Attempt attempt) {
		report(new AttemptEvent.Finished(attempt.id(), new AttemptResult(false, VALUE.length, VALUE), 0));
	}

	public void completeUnpushed(Attempt attempt) {
		this.values.put(attempt.id(), VALUE);
		report(new AttemptEvent.Finished(attempt.id(), new AttemptResult(false, VALUE.length, null), 0));
	}

	public void fail(Attempt attempt) {
		report(new AttemptEvent.Finished(attempt.id(), new AttemptResult(true, FAILURE.length, FAILURE), 0));
	}

	public void failUnpushed(Attempt attempt) {
		this.values.put(attempt.id(), FAILURE);
		report(new AttemptEvent.Finished(attempt.id(), new AttemptResult(true, FAILURE.length, null), 0));
	}

	public void crash(Attempt attempt) {
		report(new AttemptEvent.Crashed(attempt.id(), "killed"));
	}

	/**
	 * Lose all values and attempts.
	 * @param reason the reason
	 */
	public void disconnect(String reason) {
		this.values.clear();
		listener().disconnected(reason);
	}

	public void connect(int slots) {
		listener().connected(new BackendInfo("scripted-" + slots, "scripted again", slots, 1, null));
	}

	/**
	 * Return the values that were put or did not travel with a report.
	 * @return the values by id
	 */
	public Map<Long, byte[]> values() {
		return this.values;
	}

	public void loseValue(Attempt attempt) {
		this.values.remove(attempt.id());
	}

	/**
	 * Return the calls that were run.
	 * @return the calls in order
	 */
	public List<Call> calls() {
		return List.copyOf(this.calls);
	}

	public List<Long> fetched() {
		return this.fetched;
	}

	public List<Long> cancelled() {
		return this.cancelled;
	}

	/**
	 * Return the attempts whose calls were taken back.
	 * @return their ids in order
	 */
	public List<Long> takenBack() {
		return this.takenBack;
	}

	public List<Long> released() {
		return this.released;
	}

	public boolean isStopped() {
		return this.stopped;
	}

	@Override
	public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
		this.listener = listener;
		this.settings = settings;
		return new BackendInfo("scripted", "scripted", this.slots, 1, null);
	}

	/**
	 * Say from now on whether it is not heard what happens here.
	 * @param deaf whether it is not
	 */
	public void deaf(boolean deaf) {
		this.deaf = deaf;
	}

	/**
	 * Return how often somebody was told that it is not heard what happens here.
	 * @return the number
	 */
	public int deafAnswers() {
		return this.deafAnswers.get();
	}

	@Override
	public boolean isHeard() {
		if (this.deaf) {
			this.deafAnswers.incrementAndGet();
		}
		return !this.deaf;
	}

	@Override
	public void run(Call call) {
		checkNotStopped();
		this.calls.add(call);
		Consumer<Attempt> onRun = this.onRun;
		call.attempts().forEach((onRun != null) ? onRun : this.attempts::add);
	}

	@Override
	public @Nullable String missing(Resources resources) {
		double gpus = resources.amount("GPU");
		if (gpus > 100) {
			throw new IllegalArgumentException("it needs " + gpus + " GPUs, but there will never be more than 100");
		}
		return (gpus > 0) ? "the cluster has no GPU" : null;
	}

	@Override
	public void cancel(long attempt) {
		checkNotStopped();
		this.cancelled.add(attempt);
	}

	@Override
	public void takeBack(long attempt) {
		checkNotStopped();
		this.takenBack.add(attempt);
	}

	@Override
	public void put(long attempt, byte[] value) {
		checkNotStopped();
		this.values.put(attempt, value);
	}

	@Override
	public CompletableFuture<byte[]> fetch(long attempt) {
		checkNotStopped();
		this.fetched.add(attempt);
		byte[] value = this.values.get(attempt);
		return (value != null) ? CompletableFuture.completedFuture(value)
				: CompletableFuture.failedFuture(new ValueLostException("its node died"));
	}

	@Override
	public void release(List<Long> attempts) {
		checkNotStopped();
		this.released.addAll(attempts);
	}

	@Override
	public void stop(Duration timeout) {
		checkNotStopped();
		this.stopped = true;
	}

	private void checkNotStopped() {
		if (this.stopped) {
			throw new AssertionError("Called after the stop");
		}
	}

}
