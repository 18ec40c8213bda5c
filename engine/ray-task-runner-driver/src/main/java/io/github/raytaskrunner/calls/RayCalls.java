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

package io.github.raytaskrunner.calls;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.worker.Report;
import io.github.raytaskrunner.worker.ResultFrame;
import io.github.raytaskrunner.worker.TaskResult;
import io.github.raytaskrunner.worker.TaskResult.Status;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.exception.RayException;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on Ray and tells how their attempts end. Usually the worker reports an end
 * at once; what ends without a report, a crash above all, is found by watching what is in
 * flight.
 */
public final class RayCalls implements Closeable {

	private static final int WATCH_PERIOD_MILLIS = 100;

	private final ValueTable values = new ValueTable();

	private final WorkerServer workers;

	private final RaySubmitter submitter;

	private final ReferenceCollector collector;

	private final LargeResults largeResults = new LargeResults(RayCalls::findReady, this::finished);

	private final Autopsy autopsy = new Autopsy(this.values::findLosses);

	/**
	 * The attempts that have not ended. Who removes one tells its end, so none ends
	 * twice. Bounded by what the application has in flight.
	 */
	private final Map<Long, RayCall> open = new ConcurrentHashMap<>();

	private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();

	private final Thread watch = new Thread(this::watch, "ray-driver-watch");

	private volatile @Nullable CallListener listener;

	private volatile boolean closed;

	/**
	 * Create new calls, and listen to workers.
	 * @param workers where workers connect
	 * @param releasePeriod how long Ray may keep the objects of released values. The
	 * garbage of this process is collected that often
	 */
	public RayCalls(WorkerServer workers, Duration releasePeriod) {
		this.workers = workers;
		this.collector = new ReferenceCollector(releasePeriod);
		this.submitter = new RaySubmitter(workers.address(), this.values);
		workers.start(this::reported);
		this.watch.setDaemon(true);
		this.watch.start();
	}

	/**
	 * Set who is told how attempts end.
	 * @param listener the listener, or {@code null} if nobody listens any more
	 */
	public void setListener(@Nullable CallListener listener) {
		this.listener = listener;
	}

	/**
	 * Wait until a worker has come up.
	 * @param node IP address of the node on which it is to come up, or {@code null} for
	 * any
	 * @param timeoutMillis longest time to wait
	 * @return the Java version of the worker
	 * @throws ProbeException if no worker comes up in time, or if it cannot run tasks
	 */
	public String probe(@Nullable String node, int timeoutMillis) throws ProbeException {
		ObjectRef<byte[]> probe = this.submitter.probe(node);
		if (Ray.wait(List.of(probe), 1, timeoutMillis).getReady().isEmpty()) {
			throw new ProbeException("No worker came up within " + timeoutMillis + " ms");
		}
		try {
			TaskResult result = CallResults.get(probe, timeoutMillis).result(0);
			if (result.status() != Status.COMPLETED) {
				throw new ProbeException("A worker came up but cannot run tasks: " + text(result));
			}
			return text(result);
		}
		catch (NoResultException ex) {
			throw new ProbeException("The first call of a worker ended without a result: " + ex.reason());
		}
		catch (RayException ex) {
			throw new ProbeException("The first call of a worker cannot be read: " + ex);
		}
	}

	/**
	 * Hand a call to Ray.
	 * @param request the call
	 */
	public void run(CallRequest request) {
		RayCall call = RayCall.of(request);
		this.values.add(call);
		call.attempts().forEach((attempt) -> this.open.put(attempt, call));
		try {
			call.submitted(this.submitter.submit(request));
			request.attempts().forEach((attempt) -> this.collector.created(attempt.payload().length));
		}
		catch (Exception ex) {
			call.notSubmitted(ex);
			crashed(call, "Ray did not take the call: " + ex);
		}
	}

	/**
	 * Keep a value that tasks may read, as if it were that of an attempt.
	 * @param attempt id for the value
	 * @param value the value
	 */
	public void put(long attempt, byte[] value) {
		RayCall call = RayCall.ofValue(attempt);
		this.values.add(call);
		try {
			call.submitted(this.submitter.put(value));
			this.collector.created(value.length);
		}
		catch (RuntimeException ex) {
			System.err.println("Ray did not take a value: " + ex);
			call.notSubmitted(ex);
		}
	}

	/**
	 * Cancel an attempt. The worker that runs it is not known for sure, so all are told.
	 * @param attempt id of the attempt
	 */
	public void cancel(long attempt) {
		if (this.open.containsKey(attempt)) {
			this.cancelled.add(attempt);
			this.workers.cancel(attempt);
		}
	}

	/**
	 * Wait until any of the open calls has ended, or the time is over. While the thread
	 * that runs a task waits here, the CPU of the task is free for others.
	 * @param timeoutMillis longest time to wait
	 */
	public void awaitAny(int timeoutMillis) {
		List<ObjectRef<byte[]>> results = openResults().values().stream().toList();
		if (!results.isEmpty()) {
			Ray.wait(results, 1, timeoutMillis, false);
		}
	}

	/**
	 * Get a value out of Ray.
	 * @param attempt id of the attempt
	 * @return the value, or {@code null} if it is not known (any more)
	 * @throws InterruptedException if the calling thread is interrupted
	 * @throws ExecutionException if Ray did not take the call
	 * @throws TimeoutException if Ray takes too long
	 * @throws NoResultException if Ray lost the value
	 */
	public @Nullable ByteBuffer fetch(long attempt)
			throws InterruptedException, ExecutionException, TimeoutException, NoResultException {
		return this.values.fetch(attempt);
	}

	/**
	 * Forget a value.
	 * @param attempt id of the attempt
	 */
	public void release(long attempt) {
		this.values.remove(attempt);
		this.collector.released();
	}

	private void reported(WorkerConnection worker, Report report) {
		if (report instanceof Report.Finished finished) {
			finished(worker, finished);
		}
		else if (report instanceof Report.Started started) {
			started(started.attempt());
		}
	}

	private void started(long attempt) {
		CallListener listener = this.listener;
		if (this.open.containsKey(attempt) && listener != null) {
			listener.started(attempt);
		}
		if (this.cancelled.contains(attempt)) {
			// its worker may have connected after all were told
			this.workers.cancel(attempt);
		}
	}

	private void finished(WorkerConnection worker, Report.Finished report) {
		RayCall call = this.open.get(report.attempt());
		if (report.value() == null && call != null) {
			this.largeResults.hold(report, call, worker::isOpen);
		}
		else {
			finished(report);
		}
	}

	private void finished(Report.Finished report) {
		CallListener listener = this.listener;
		if (close(report.attempt()) && listener != null) {
			this.collector.created(report.size());
			listener.finished(report);
		}
	}

	private boolean close(long attempt) {
		boolean closed = this.open.remove(attempt) != null;
		this.cancelled.remove(attempt);
		return closed;
	}

	private void crashed(RayCall call, String reason) {
		List<Long> attempts = call.attempts().stream().filter(this::close).toList();
		CallListener listener = this.listener;
		if (listener != null) {
			this.autopsy.perform(call, attempts, reason, listener);
		}
	}

	private void crashed(long attempt, String reason) {
		CallListener listener = this.listener;
		if (close(attempt) && listener != null) {
			listener.crashed(attempt, reason);
		}
	}

	private void watch() {
		Set<RayCall> endedBefore = Set.of();
		try {
			while (!this.closed) {
				Thread.sleep(WATCH_PERIOD_MILLIS);
				endedBefore = watch(endedBefore);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Set<RayCall> watch(Set<RayCall> endedBefore) {
		try {
			Set<RayCall> ended = endedCalls();
			// a report may still be on its way when its call has ended
			ended.stream().filter(endedBefore::contains).forEach(this::resolve);
			this.collector.collect();
			return ended;
		}
		// whatever it is, crashes have to be found later too
		catch (RuntimeException | Error ex) {
			System.err.println("Cannot watch calls: " + ex);
			return Set.of();
		}
	}

	private static List<ObjectRef<byte[]>> findReady(List<ObjectRef<byte[]>> results, int timeoutMillis) {
		if (Ray.wait(results, 1, timeoutMillis, false).getReady().isEmpty()) {
			return List.of();
		}
		// Ray returns no more than it was asked for
		return Ray.wait(results, results.size(), 1, false).getReady();
	}

	private Set<RayCall> endedCalls() {
		Map<RayCall, ObjectRef<byte[]>> results = openResults();
		if (results.isEmpty()) {
			return Set.of();
		}
		List<ObjectRef<byte[]>> all = List.copyOf(results.values());
		Set<ObjectRef<byte[]>> ready = Collections.newSetFromMap(new IdentityHashMap<>());
		ready.addAll(Ray.wait(all, all.size(), 1, false).getReady());
		results.values().removeIf((result) -> !ready.contains(result));
		return results.keySet();
	}

	private Map<RayCall, ObjectRef<byte[]>> openResults() {
		Map<RayCall, ObjectRef<byte[]>> results = new LinkedHashMap<>();
		for (RayCall call : this.open.values()) {
			ObjectRef<byte[]> result = call.resultIfSubmitted();
			if (result != null) {
				results.put(call, result);
			}
		}
		return results;
	}

	private void resolve(RayCall call) {
		try {
			ResultFrame frame = CallResults.get(call.result(), ValueTable.TIMEOUT_MILLIS);
			for (int i = 0; i < call.attempts().size(); i++) {
				resolve(call.attempts().get(i), frame, Math.min(i, frame.count() - 1));
			}
		}
		catch (NoResultException ex) {
			crashed(call, ex.reason());
		}
		catch (Exception | LinkageError ex) {
			crashed(call, "its result cannot be read: " + ex);
		}
	}

	private void resolve(long attempt, ResultFrame frame, int index) {
		if (!this.open.containsKey(attempt)) {
			return;
		}
		TaskResult result = frame.result(index);
		if (result.status() == Status.NOT_RUN) {
			crashed(attempt, "the worker could not run it: " + text(result));
		}
		else {
			finished(Report.Finished.of(attempt, result));
		}
	}

	private static String text(TaskResult result) {
		return new String(result.bytes(), StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.closed = true;
		this.watch.interrupt();
		this.largeResults.close();
		this.autopsy.close();
	}

}
