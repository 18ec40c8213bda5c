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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.scripted.ManualTimer;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.settings.TaskSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TurnWatch}, with two slots and so up to 30 calls of a kind.
 */
class TurnWatchTests {

	private static final int CALLS = 30;

	private static final Duration PERIOD = Duration.ofSeconds(1);

	private final ScriptedBackend backend = new ScriptedBackend(2);

	private final Outbox outbox = new Outbox("ray-scheduler", "The backend");

	private final BackendLink link = new BackendLink(this.backend, this.outbox);

	private final AttemptsInFlight inFlight = new AttemptsInFlight(100);

	private final ReadyQueue ready = new ReadyQueue();

	private final ManualTimer timer = new ManualTimer();

	private final TurnWatch watch = new TurnWatch(this.inFlight, this.ready, new TakeBacks(this.inFlight, this.link),
			this.link, this.timer);

	private final List<CallInFlight> calls = new ArrayList<>();

	@BeforeEach
	void open() {
		this.inFlight.open(2);
	}

	@AfterEach
	void close() throws InterruptedException {
		this.outbox.close(PERIOD);
	}

	private static Task task(long bytes) {
		Resources shape = new Resources(Map.of("CPU", 1.0, "memory", (double) bytes));
		return new Task(new TaskSpec("name", "name", "key", shape, null, 3, null, null, null, 0), new byte[0],
				List.of());
	}

	private void fill(int count, Duration age) {
		for (long i = 0; i < count; i++) {
			Task task = task(1000 + i);
			long attempt = this.calls.size();
			CallInFlight call = new CallInFlight(task.spec().resources(), List.of(attempt), 0,
					System.nanoTime() - age.toNanos());
			this.inFlight.add(call);
			this.inFlight.add(new AttemptInFlight(task, attempt, call));
			this.calls.add(call);
		}
	}

	private List<Long> takenBack() {
		this.ready.poll(this.inFlight);
		this.watch.watch();
		this.timer.advance(PERIOD);
		this.link.deliver();
		return this.backend.takenBack();
	}

	@Test
	void halfOfTheCallsThatDoNotBeginGiveOthersATry() {
		fill(CALLS, Duration.ofSeconds(6));
		this.calls.get(0).advanced(System.nanoTime());
		this.ready.add(task(1));
		assertThat(takenBack()).containsExactlyElementsOf(LongStream.range(1, 16).boxed().toList());
		assertThat(this.timer.pending()).hasSize(1);
		LongStream.range(1, 16).forEach(this.inFlight::end);
		this.ready.reopen(this.calls.get(1).shape());
		assertThat(this.ready.poll(this.inFlight)).isNotNull();
		this.timer.advance(PERIOD);
		this.link.deliver();
		assertThat(this.backend.takenBack()).hasSize(15);
		assertThat(this.timer.pending()).isEmpty();
	}

	@Test
	void nothingIsTakenBackWhileThereIsRoom() {
		fill(CALLS - 1, Duration.ofSeconds(6));
		this.ready.add(task(1));
		assertThat(takenBack()).isEmpty();
		assertThat(this.timer.pending()).isEmpty();
	}

	@Test
	void nothingIsTakenBackWhileAllCpusAreBusy() {
		fill(CALLS, Duration.ofSeconds(6));
		this.calls.subList(0, 2).forEach((call) -> call.advanced(System.nanoTime()));
		this.ready.add(task(1));
		assertThat(takenBack()).isEmpty();
		assertThat(this.timer.pending()).hasSize(1);
	}

	@Test
	void nothingIsTakenBackWhileCallsHaveTheirTurns() {
		fill(CALLS - 1, Duration.ofSeconds(6));
		fill(1, Duration.ZERO);
		this.ready.add(task(1));
		assertThat(takenBack()).isEmpty();
	}

	@Test
	void nothingIsTakenBackWhileItIsNotHeardWhatBegins() {
		fill(CALLS, Duration.ofSeconds(6));
		this.backend.deaf(true);
		this.ready.add(task(1));
		assertThat(takenBack()).isEmpty();
		this.backend.deaf(false);
		assertThat(takenBack()).hasSize(15);
	}

	@Test
	void whatCouldNotBeTakenBackIsNotTakenBackAgain() {
		fill(CALLS, Duration.ofSeconds(6));
		this.ready.add(task(1));
		for (int i = 0; i < 10; i++) {
			takenBack();
		}
		assertThat(this.backend.takenBack()).hasSize(CALLS).doesNotHaveDuplicates();
	}

}
