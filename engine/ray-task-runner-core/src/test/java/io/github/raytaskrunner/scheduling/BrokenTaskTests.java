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

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.settings.TaskSpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a task at which the scheduler fails takes no others with it.
 */
class BrokenTaskTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final ScriptedBackend backend = new ScriptedBackend(2);

	private final Outbox outbox = new Outbox("ray-scheduler", "The backend");

	private final Scheduler scheduler = this.backend.scheduler(this.outbox);

	@BeforeEach
	void open() {
		this.scheduler.open(this.backend.start(null, new byte[0], this.scheduler));
	}

	@AfterEach
	void close() throws InterruptedException {
		this.outbox.close(LIMIT);
	}

	@Test
	void taskThatCannotBeSentCrashesAndLeavesItsSlot() throws Exception {
		List<Task> broken = List.of(new BrokenTask("a"), new BrokenTask("b"), new BrokenTask("c"), new BrokenTask("d"));
		broken.forEach(this.scheduler.submissions()::submit);
		for (Task task : broken) {
			assertThat(task.done().get(30, TimeUnit.SECONDS)).isInstanceOf(TaskState.Crashed.class);
		}
		Task sound = submit("sound");
		this.backend.complete(this.backend.next());
		assertThat(sound.state()).isInstanceOf(TaskState.Completed.class);
		assertThat(this.scheduler.overview(Overview::counts).inFlight()).isZero();
	}

	private Task submit(String name) {
		Task task = new Task(specOf(name), new byte[0], List.of());
		this.scheduler.submissions().submit(task);
		return task;
	}

	private static TaskSpec specOf(String name) {
		return new TaskSpec(name, name, name, Resources.DEFAULT, null, 0, null, null, null, 0);
	}

	@Test
	void eventThatCannotBeTakenDoesNotHoldUpThoseReportedWithIt() {
		this.scheduler.submissions().submit(new Task(specOf("broken"), new byte[0], List.of()) {
			@Override
			void start(long now) {
				throw new IllegalStateException("broken");
			}
		});
		Task sound = submit("sound");
		Attempt first = this.backend.next();
		Attempt second = this.backend.next();
		this.scheduler.happened(List.of(new AttemptEvent.Started(first.id()), new AttemptEvent.Started(second.id())));
		assertThat(sound.state()).isInstanceOf(TaskState.Running.class);
	}

	@Test
	void futuresAreWatchedAfterOneThatBreaksTheScheduler() {
		FutureWatch watch = new FutureWatch(this.scheduler);
		BrokenTask first = new BrokenTask("first");
		awaitDrop(watch, first);
		BrokenTask second = new BrokenTask("second");
		awaitDrop(watch, second);
		assertThat(second.dropped).isTrue();
		Reference.reachabilityFence(this.scheduler);
	}

	private static void awaitDrop(FutureWatch watch, BrokenTask task) {
		watch.watch(new OpenFuture(task));
		Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
			System.gc();
			return task.dropped;
		});
		assertThat(task.future()).isNull();
	}

	private static final class BrokenTask extends Task {

		private volatile boolean dropped;

		BrokenTask(String name) {
			super(specOf(name), new byte[0], List.of());
		}

		@Override
		Supplier<byte[]> content() {
			throw new IllegalStateException("broken");
		}

		@Override
		void dropFuture() {
			this.dropped = true;
			throw new LinkageError("broken");
		}

	}

}
