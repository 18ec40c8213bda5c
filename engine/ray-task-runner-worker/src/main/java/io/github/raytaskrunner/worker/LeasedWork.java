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

package io.github.raytaskrunner.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.wire.Batch;
import io.github.raytaskrunner.wire.DriverAddress;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import io.github.raytaskrunner.wire.ToWorker;
import org.jspecify.annotations.Nullable;

/**
 * What a worker runs during one call of Ray: the batch that came with the call, or those
 * that the driver sends until it ends the lease. A batch follows the one before only when
 * the driver knows how that has ended, so no more than the results of the last batch are
 * kept here. The call ends after a batch with a large result, as the value becomes what
 * the call returns, and when the driver cannot be heard any more.
 */
final class LeasedWork implements TaskHandler.Work, DriverConnection.Listener {

	/**
	 * Many times longer than a driver leaves a worker idle, so it is gone by then.
	 */
	private static final int SILENCE_SECONDS = 30;

	private final DriverAddress driver;

	private final long lease;

	private final UpstreamValues arguments;

	private final Reporter reporter;

	private final LossySender<LogLine> log;

	private final LossySender<byte[]> changes;

	private final AttemptCanceller canceller;

	/**
	 * Bounded by the driver, which sends one batch at a time.
	 */
	private final BlockingQueue<ToWorker> inbox = new LinkedBlockingQueue<>();

	private final List<Entry> results = new ArrayList<>();

	private final boolean goesOn;

	/**
	 * What is left of the batch. Guarded by this.
	 */
	private final Deque<Attempt> left = new ArrayDeque<>();

	private Batch batch = Batch.EMPTY;

	/**
	 * Attempt whose batch is to be taken back when it comes. Guarded by this.
	 */
	private long takenBack;

	private boolean large;

	private @Nullable Attempt current;

	private long begun;

	/**
	 * Create new work.
	 * @param driver the driver
	 * @param lease id of the lease
	 * @param batch what is run first
	 * @param goesOn whether the driver sends more
	 * @param arguments the values that came with the call
	 * @param reporter tells the driver what happens
	 * @param log tells the driver what tasks log
	 * @param changes tells the driver of tasks that tasks submitted
	 * @param canceller knows what is cancelled
	 */
	LeasedWork(DriverAddress driver, long lease, Batch batch, boolean goesOn, UpstreamValues arguments,
			Reporter reporter, LossySender<LogLine> log, LossySender<byte[]> changes, AttemptCanceller canceller) {
		this.driver = driver;
		this.lease = lease;
		this.goesOn = goesOn;
		this.arguments = arguments;
		this.reporter = reporter;
		this.log = log;
		this.changes = changes;
		this.canceller = canceller;
		begin(batch);
	}

	private void begin(Batch batch) {
		this.results.clear();
		List<Long> returned;
		synchronized (this) {
			this.batch = batch;
			this.left.addAll(batch.attempts());
			returned = (this.takenBack != 0) ? takeBack(this.takenBack) : List.of();
		}
		tellReturned(returned);
	}

	@Override
	public @Nullable Attempt next() {
		while (true) {
			Attempt attempt = poll();
			if (attempt == null) {
				this.reporter.flush();
				if (!awaitBatch()) {
					return null;
				}
			}
			else if (this.canceller.begin(this.driver, attempt.id())) {
				this.current = attempt;
				this.begun = System.nanoTime();
				this.reporter.began(attempt.id(), this.begun);
				return attempt;
			}
			else {
				notRun(attempt, "it was cancelled");
			}
		}
	}

	private synchronized @Nullable Attempt poll() {
		return this.left.poll();
	}

	private boolean awaitBatch() {
		if (!this.goesOn || this.large) {
			return false;
		}
		ToWorker message = awaitMessage();
		if (message instanceof ToWorker.Run run) {
			begin(run.batch());
			return true;
		}
		if (message == null) {
			// the driver is not to believe that the lease goes on
			this.reporter.close();
		}
		return false;
	}

	/**
	 * Wait for a message. An interrupt that comes now was meant for an attempt that has
	 * ended.
	 */
	private @Nullable ToWorker awaitMessage() {
		while (true) {
			try {
				return this.inbox.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				// waits on
			}
		}
	}

	@Override
	public Map<Long, byte[]> values() {
		return this.arguments.of(current(), this.batch.values());
	}

	@Override
	public void progressed(AttemptEvent.Progressed progress) {
		this.reporter.progressed(progress);
	}

	@Override
	public void logged(LogLine line) {
		this.log.tell(line);
	}

	@Override
	public TaskHandler.LossySink<byte[]> nestedChanges() {
		return this.changes;
	}

	@Override
	public void end(AttemptResult result) {
		long nanos = System.nanoTime() - this.begun;
		Attempt attempt = current();
		this.current = null;
		this.canceller.end();
		AttemptResult told = result.withoutLargeValue();
		this.large |= told.value() == null;
		this.results.add(Entry.of(attempt.id(), result));
		this.log.flush();
		this.changes.flush();
		this.reporter.tell(new AttemptEvent.Finished(attempt.id(), told, nanos));
	}

	/**
	 * End the attempt that was begun, if it cannot be run. What is left of the batch is
	 * for others then.
	 * @param reason why it cannot be
	 */
	void abandon(String reason) {
		Attempt attempt = this.current;
		if (attempt != null) {
			this.current = null;
			this.canceller.end();
			notRun(attempt, reason);
		}
		else {
			// it may be a matter of this worker or of each of them
			while ((attempt = poll()) != null) {
				notRun(attempt, reason);
			}
		}
		this.reporter.flush();
	}

	private void notRun(Attempt attempt, String reason) {
		this.results.add(Entry.notRun(attempt.id(), reason));
		this.reporter.tell(new AttemptEvent.Crashed(attempt.id(), reason));
	}

	/**
	 * Return what the driver may not know yet.
	 */
	List<Entry> results() {
		return this.results;
	}

	private Attempt current() {
		Attempt attempt = this.current;
		if (attempt == null) {
			throw new IllegalStateException("No attempt was begun");
		}
		return attempt;
	}

	@Override
	public void received(ToWorker message) {
		if (message instanceof ToWorker.Cancel cancel) {
			this.canceller.cancel(this.driver, cancel.attempt());
		}
		else if (message instanceof ToWorker.TakeBack takeBack) {
			tellReturned(takeBack(takeBack.attempt()));
		}
		else if ((message instanceof ToWorker.Run run && run.lease() == this.lease)
				|| (message instanceof ToWorker.End end && end.lease() == this.lease)) {
			this.inbox.add(message);
		}
	}

	private synchronized List<Long> takeBack(long attempt) {
		if (this.batch.attempts().stream().noneMatch((one) -> one.id() == attempt)) {
			this.takenBack = attempt;
			return List.of();
		}
		this.takenBack = 0;
		List<Long> returned = this.left.stream().map(Attempt::id).toList();
		this.left.clear();
		return returned;
	}

	private void tellReturned(List<Long> attempts) {
		attempts.forEach((id) -> this.reporter.tell(new AttemptEvent.Returned(id)));
	}

	@Override
	public void ended() {
		if (this.goesOn) {
			synchronized (this) {
				// nobody could cancel it, and Ray will say that it has not started
				this.left.clear();
			}
		}
		this.inbox.add(new ToWorker.End(this.lease));
	}

}
