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
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.wire.ResultFrame;
import io.github.raytaskrunner.wire.ToDriver;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on Ray, by leases ({@link LeasePool}), and tells how they end. What workers
 * say over their sockets is passed on at once. What they cannot say is found out through
 * Ray: that a worker died, and what a lease returned whose worker was not heard. Large
 * values stay in Ray. Safe for use by several threads.
 */
public final class RayCalls implements Closeable {

	/**
	 * Most leases end within milliseconds. Those do not that Ray has not granted, and
	 * those of tasks that ignore interrupts.
	 */
	private static final int CLOSE_TIMEOUT_MILLIS = 1_000;

	private static final int RETURN_MILLIS = 100;

	private final ValueKeeper values;

	private final RaySubmitter submitter;

	private final ReferenceCollector collector;

	private final PythonFunctions pythonFunctions;

	private final CallEnds callEnds = new CallEnds(RayCalls::findReady);

	private final CrashAnalyzer crashAnalyzer;

	private final LeasePool pool;

	/**
	 * Its queue is bounded by what the application has in flight.
	 */
	private final ThreadPoolExecutor requests = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), new NamedThreadFactory("ray-driver-leases"),
			new ThreadPoolExecutor.DiscardPolicy());

	private final LeaseWatch watch;

	private volatile @Nullable AttemptListener listener;

	/**
	 * Create new calls, and listen to workers.
	 * @param workers where workers connect
	 * @param leaseTerm how long a worker may be kept while it is busy; zero if each call
	 * is to be a call of Ray
	 * @param releasePeriod how long Ray may keep the objects of released values. The
	 * garbage of this process is collected that often
	 */
	public RayCalls(WorkerServer workers, Duration leaseTerm, Duration releasePeriod) {
		this.collector = new ReferenceCollector(releasePeriod);
		RayOptions options = new RayOptions();
		ValueTable table = new ValueTable();
		this.submitter = new RaySubmitter(workers.address(), table, this.collector, options);
		this.values = new ValueKeeper(table, this.submitter, this.collector);
		this.crashAnalyzer = new CrashAnalyzer(table::findLosses);
		this.pythonFunctions = new PythonFunctions(options, this.collector);
		this.pool = new LeasePool(leaseTerm, new Backend());
		workers.start(new WorkerServer.Listener() {

			@Override
			public void received(WorkerConnection worker, List<ToDriver> messages) {
				tellBesideEvents(messages);
				happened(RayCalls.this.pool.received(worker, messages, System.nanoTime()));
			}

			@Override
			public void ended(WorkerConnection worker) {
				RayCalls.this.pool.ended(worker);
			}

		});
		this.watch = new LeaseWatch(RayCalls::findReady, this.pool::leases, this.pool::unservedLeases, this::resolve,
				this::eachRound);
		this.watch.start();
	}

	/**
	 * Set who is told how attempts end, and what they log.
	 * @param listener the listener, or {@code null} if nobody listens any more
	 */
	public void setListener(@Nullable AttemptListener listener) {
		this.listener = listener;
	}

	/**
	 * Set how many CPUs the cluster has. Who holds all of them offers some to others.
	 * @param cpus number of CPUs
	 */
	public void setCpus(int cpus) {
		this.pool.setCpus(cpus);
	}

	/**
	 * Have a worker come up.
	 * @param node IP address of the node on which it is to come up, or {@code null} for
	 * any
	 * @return what tells whether it has
	 */
	public Probe probe(@Nullable String node) {
		return new Probe(this.submitter.probe(node));
	}

	/**
	 * Run a call.
	 * @param call the call
	 */
	public void run(Call call) {
		this.pool.run(this.values.open(call));
	}

	private void request(Lease lease) {
		try {
			lease.rayCall().submitted(this.submitter.submit(lease));
		}
		// an Error too: it may be another version of Ray than that compiled against
		catch (Throwable ex) {
			lease.rayCall().notSubmitted(ex);
			failed(lease, "Ray did not take the call: " + ex);
		}
	}

	/**
	 * Keep a value that tasks may read, as if it were that of an attempt.
	 * @param attempt id for the value
	 * @param value the value
	 * @param executor does what takes its time: what is large goes into Ray, whose memory
	 * may be full
	 * @return done when the value is where it stays; never fails
	 */
	public CompletionStage<Void> put(long attempt, byte[] value, Executor executor) {
		return this.values.put(attempt, value, executor);
	}

	/**
	 * Cancel an attempt.
	 * @param attempt id of the attempt
	 */
	public void cancel(long attempt) {
		happened(this.pool.cancel(attempt));
	}

	/**
	 * Take back what has not started of the call of an attempt.
	 * @param attempt id of the attempt
	 */
	public void takeBack(long attempt) {
		happened(this.pool.takeBack(attempt));
	}

	/**
	 * Wait until any of the calls of Ray has ended, or the time is over. While the thread
	 * that runs a task waits here, the CPU of the task is free for others.
	 * @param timeoutMillis longest time to wait
	 */
	public void awaitAny(int timeoutMillis) {
		this.watch.awaitAny(timeoutMillis);
	}

	/**
	 * Return what calls functions of Python.
	 * @return calls them on Ray
	 */
	public PythonFunctions pythonFunctions() {
		return this.pythonFunctions;
	}

	/**
	 * Get a value.
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
		this.values.release(attempt);
	}

	private void happened(List<AttemptEvent> events) {
		this.values.keep(events);
		tell(events);
	}

	private void tell(List<AttemptEvent> events) {
		AttemptListener listener = this.listener;
		if (listener != null && !events.isEmpty()) {
			listener.happened(events);
		}
	}

	private void tellBesideEvents(List<ToDriver> messages) {
		AttemptListener listener = this.listener;
		for (ToDriver message : messages) {
			if (message instanceof ToDriver.Log log && listener != null) {
				listener.logged(log.lines());
			}
			else if (message instanceof ToDriver.Changes changes && listener != null) {
				listener.nestedChanged(changes.changes());
			}
		}
	}

	private void eachRound() {
		this.pool.endIdle(System.nanoTime());
		this.collector.collect();
	}

	private static List<ObjectRef<byte[]>> findReady(List<ObjectRef<byte[]>> results, int timeoutMillis) {
		if (Ray.wait(results, 1, timeoutMillis, false).getReady().isEmpty()) {
			return List.of();
		}
		// Ray returns no more than it was asked for
		return Ray.wait(results, results.size(), 1, false).getReady();
	}

	private void resolve(Lease lease) {
		try {
			ResultFrame frame = CallResults.get(lease.rayCall().result(), ValueTable.TIMEOUT_MILLIS);
			List<AttemptEvent> events = this.pool.returned(lease, frame);
			for (AttemptEvent event : events) {
				if (event instanceof Finished finished && finished.result().value() == null) {
					this.values.returned(lease, finished);
				}
			}
			happened(events);
		}
		catch (NoResultException ex) {
			failed(lease, ex.reason());
		}
		// whatever it is, other leases are to be looked at
		catch (Throwable ex) {
			failed(lease, "its result cannot be read: " + ex);
		}
	}

	private void failed(Lease lease, String reason) {
		LostCall lost = this.pool.failed(lease);
		AttemptListener listener = this.listener;
		if (lost != null && listener != null) {
			this.crashAnalyzer.analyze(lost, reason, listener);
		}
	}

	@Override
	public void close() {
		this.requests.shutdownNow();
		awaitEnds(this.pool.close());
		this.watch.close();
		this.callEnds.close();
		this.values.close();
		this.crashAnalyzer.close();
	}

	/**
	 * Give Ray its slots back. A worker that Ray ends with its driver, while it runs a
	 * lease, is counted among the leases of its node for ever, see {@link JobResource}.
	 * Nothing tells when Ray has heard of the ends, those of just before included.
	 */
	private static void awaitEnds(List<Lease> leases) {
		List<ObjectRef<byte[]>> results = leases.stream()
			.map((lease) -> lease.rayCall().resultIfSubmitted())
			.filter(Objects::nonNull)
			.toList();
		if (!results.isEmpty()) {
			Ray.wait(results, results.size(), CLOSE_TIMEOUT_MILLIS, false);
		}
		try {
			Thread.sleep(RETURN_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private final class Backend implements LeaseBackend {

		@Override
		public void request(Lease lease) {
			RayCalls.this.requests.execute(() -> RayCalls.this.request(lease));
		}

		@Override
		public void awaitValue(Lease lease, Finished finished) {
			awaitEnd(lease, () -> {
				if (RayCalls.this.pool.end(lease, finished.attempt())) {
					RayCalls.this.values.returned(lease, finished);
					tell(List.of(finished));
				}
			});
		}

		@Override
		public void awaitEnd(Lease lease) {
			awaitEnd(lease, () -> RayCalls.this.pool.passedOn(lease));
		}

		private void awaitEnd(Lease lease, Runnable action) {
			ConnectedWorker worker = lease.worker();
			if (worker != null) {
				RayCalls.this.callEnds.await(lease.rayCall(), worker, action);
			}
		}

	}

}
