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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.worker.Report;
import io.github.raytaskrunner.worker.ResultFrame;
import io.github.raytaskrunner.worker.ResultFrame.Entry;
import io.github.raytaskrunner.worker.ResultFrame.Status;
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

	private final CrashAnalyzer crashAnalyzer = new CrashAnalyzer(this.values::findLosses);

	private final OpenCalls open = new OpenCalls();

	private final WatchThread watch = new WatchThread("ray-driver-watch", this::watch);

	private volatile @Nullable AttemptListener listener;

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
		this.submitter = new RaySubmitter(workers.address(), this.values, this.collector);
		workers.start(this::reported);
		this.watch.start();
	}

	/**
	 * Set who is told how attempts end.
	 * @param listener the listener, or {@code null} if nobody listens any more
	 */
	public void setListener(@Nullable AttemptListener listener) {
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
			Entry entry = CallResults.get(probe, timeoutMillis).entry(0);
			if (entry.status() != Status.COMPLETED) {
				throw new ProbeException("A worker came up but cannot run tasks: " + entry.text());
			}
			return entry.text();
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
	 * @param call the call
	 */
	public void run(Call call) {
		RayCall rayCall = RayCall.of(call);
		this.values.add(rayCall);
		this.open.add(rayCall);
		try {
			rayCall.submitted(this.submitter.submit(call));
		}
		// an Error too: it may be another version of Ray than that compiled against
		catch (Throwable ex) {
			rayCall.notSubmitted(ex);
			crashed(rayCall, "Ray did not take the call: " + ex);
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
		}
		catch (Throwable ex) {
			System.err.println("Ray did not take a value: " + ex);
			call.notSubmitted(ex);
		}
	}

	/**
	 * Cancel an attempt. The worker that runs it is not known for sure, so all are told.
	 * @param attempt id of the attempt
	 */
	public void cancel(long attempt) {
		if (this.open.cancel(attempt)) {
			this.workers.cancel(attempt);
		}
	}

	/**
	 * Wait until any of the open calls has ended, or the time is over. While the thread
	 * that runs a task waits here, the CPU of the task is free for others.
	 * @param timeoutMillis longest time to wait
	 */
	public void awaitAny(int timeoutMillis) {
		this.open.awaitAny(timeoutMillis);
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
		AttemptListener listener = this.listener;
		if (this.open.contains(attempt) && listener != null) {
			listener.happened(List.of(new AttemptEvent.Started(attempt)));
		}
		if (this.open.isCancelled(attempt)) {
			// its worker may have connected after all were told
			this.workers.cancel(attempt);
		}
	}

	private void finished(WorkerConnection worker, Report.Finished report) {
		RayCall call = this.open.find(report.attempt());
		if (report.result().value() == null && call != null) {
			this.largeResults.hold(report, call, worker::isOpen);
		}
		else {
			finished(report);
		}
	}

	private void finished(Report.Finished report) {
		AttemptListener listener = this.listener;
		if (this.open.end(report.attempt()) && listener != null) {
			this.collector.created(report.result().size());
			listener.happened(List.of(new AttemptEvent.Finished(report.attempt(), report.result(), 0)));
		}
	}

	private void crashed(RayCall call, String reason) {
		List<Long> attempts = call.attempts().stream().filter(this.open::end).toList();
		AttemptListener listener = this.listener;
		if (listener != null) {
			this.crashAnalyzer.analyze(call, attempts, reason, listener);
		}
	}

	private void crashed(long attempt, String reason) {
		AttemptListener listener = this.listener;
		if (this.open.end(attempt) && listener != null) {
			listener.happened(List.of(new AttemptEvent.Crashed(attempt, reason)));
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
			Set<RayCall> ended = this.open.findEnded();
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
		if (!this.open.contains(attempt)) {
			return;
		}
		Entry entry = frame.entry(index);
		if (entry.status() == Status.NOT_RUN) {
			crashed(attempt, "the worker could not run it: " + entry.text());
		}
		else {
			finished(new Report.Finished(attempt, entry.result().withoutLargeValue()));
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.watch.close();
		this.largeResults.close();
		this.crashAnalyzer.close();
	}

}
