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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import io.github.raytaskrunner.attempt.AttemptEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Takes what the backend reports of attempts, and has their tasks go on. What nobody
 * wants to know any more only frees its slot. Guarded by the lock of the scheduler.
 */
final class AttemptEvents {

	private static final Log logger = LogFactory.getLog(AttemptEvents.class);

	private final Dispatcher dispatcher;

	private final HeldValues values;

	private final TaskGraph graph;

	private final TaskLifecycle lifecycle;

	private final NextAttempts nextAttempts;

	private final ProgressReports progress;

	/**
	 * Create new events.
	 * @param dispatcher knows the attempts in flight
	 * @param values lets go what nobody wants
	 * @param graph the tasks
	 * @param lifecycle decides what becomes of tasks
	 * @param nextAttempts runs tasks again that wait for the end of an attempt
	 * @param progress told how far tasks are
	 */
	AttemptEvents(Dispatcher dispatcher, HeldValues values, TaskGraph graph, TaskLifecycle lifecycle,
			NextAttempts nextAttempts, ProgressReports progress) {
		this.dispatcher = dispatcher;
		this.values = values;
		this.graph = graph;
		this.lifecycle = lifecycle;
		this.nextAttempts = nextAttempts;
		this.progress = progress;
	}

	/**
	 * Take what happened.
	 * @param events what happened to attempts, in this order
	 */
	void happened(List<AttemptEvent> events) {
		Deque<Task> returned = new ArrayDeque<>();
		events.forEach((event) -> alone(() -> happened(event, returned)));
		if (events.stream().anyMatch(AttemptEvent.UpstreamsLost.class::isInstance)) {
			alone(this.graph::concludeUnreadable);
		}
		// the first of them is to be the first again
		returned.descendingIterator().forEachRemaining((task) -> alone(() -> runFirst(task)));
	}

	// Nobody would hear again of the others that were reported with one that fails.
	private static void alone(Runnable step) {
		try {
			step.run();
		}
		catch (Throwable ex) {
			logger.error("What the backend reported of an attempt could not be taken", ex);
		}
	}

	private void happened(AttemptEvent event, Deque<Task> returned) {
		if (event instanceof AttemptEvent.Started) {
			started(event.attempt());
		}
		else if (event instanceof AttemptEvent.Progressed progressed) {
			progressed(progressed);
		}
		else if (event instanceof AttemptEvent.Finished finished) {
			finished(finished);
		}
		else if (event instanceof AttemptEvent.Crashed crashed) {
			crashed(crashed);
		}
		else if (event instanceof AttemptEvent.UpstreamsLost lost) {
			end(lost, (inFlight) -> this.lifecycle.upstreamsLost(inFlight.task(), lost.reasons()));
		}
		else if (event instanceof AttemptEvent.Returned) {
			end(event, (inFlight) -> returned.add(returned(inFlight)));
		}
	}

	private void started(long attempt) {
		AttemptInFlight inFlight = this.dispatcher.find(attempt);
		long now = System.nanoTime();
		if (inFlight != null && inFlight.start(now) && !inFlight.isUnwanted()) {
			this.lifecycle.started(inFlight, now);
		}
	}

	private void progressed(AttemptEvent.Progressed progressed) {
		AttemptInFlight inFlight = this.dispatcher.find(progressed.attempt());
		if (inFlight != null && !inFlight.isUnwanted()) {
			this.progress.progressed(inFlight.task(), progressed);
		}
	}

	private void finished(AttemptEvent.Finished finished) {
		AttemptInFlight inFlight = this.dispatcher.end(finished.attempt());
		if (inFlight == null) {
			return;
		}
		this.dispatcher.measure(inFlight, System.nanoTime(), finished);
		if (inFlight.isUnwanted()) {
			this.values.release(finished.attempt());
			this.nextAttempts.ended(inFlight);
		}
		else {
			this.lifecycle.finished(inFlight.task(), finished.result());
		}
	}

	private void crashed(AttemptEvent.Crashed crashed) {
		end(crashed, (inFlight) -> {
			inFlight.call().died();
			this.lifecycle.crashed(inFlight.task(), crashed.reason());
		});
	}

	private void end(AttemptEvent event, Consumer<AttemptInFlight> consequence) {
		AttemptInFlight inFlight = this.dispatcher.end(event.attempt());
		if (inFlight == null) {
			return;
		}
		if (inFlight.isUnwanted()) {
			this.nextAttempts.ended(inFlight);
		}
		else {
			consequence.accept(inFlight);
		}
	}

	private Task returned(AttemptInFlight inFlight) {
		Task task = inFlight.task();
		this.lifecycle.returned(task);
		if (inFlight.call().hasDied()) {
			task.history().callDied();
		}
		return task;
	}

	private void runFirst(Task task) {
		if (task.state().isFinal() || this.graph.concludeIfUnreadable(task)) {
			return;
		}
		if (task instanceof ChunkTask chunk) {
			chunk.dissolve();
		}
		else {
			this.dispatcher.addFirst(task);
		}
	}

}
