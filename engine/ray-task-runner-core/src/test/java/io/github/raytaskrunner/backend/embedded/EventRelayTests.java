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

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.threads.TimerThread;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link EventRelay}.
 */
class EventRelayTests {

	private final TimerThread timer = new TimerThread("test-timer");

	private final Queue<List<AttemptEvent>> told = new ConcurrentLinkedQueue<>();

	@AfterEach
	void stop() {
		this.timer.close();
	}

	private static List<AttemptEvent> started(long attempt) {
		return List.of(new AttemptEvent.Started(attempt));
	}

	private List<Long> attempts() {
		return this.told.stream().flatMap(List::stream).map(AttemptEvent::attempt).toList();
	}

	@Test
	void whatCanWaitIsToldWithWhatCannotAndInOrder() {
		EventRelay relay = new EventRelay(this.told::add, this.timer);
		this.timer.close();
		relay.happenedMeanwhile(started(1));
		relay.happenedMeanwhile(started(2));
		assertThat(this.told).isEmpty();
		relay.happened(started(3));
		assertThat(this.told).hasSize(1);
		assertThat(attempts()).containsExactly(1L, 2L, 3L);
	}

	@Test
	void whatCanWaitDoesNotWaitForEver() {
		EventRelay relay = new EventRelay(this.told::add, this.timer);
		relay.happenedMeanwhile(started(1));
		Awaitility.await().until(() -> attempts().equals(List.of(1L)));
		relay.happenedMeanwhile(started(2));
		Awaitility.await().until(() -> attempts().equals(List.of(1L, 2L)));
	}

	@Test
	void ofTheProgressOfAnAttemptThatWaitsOnlyTheLastIsTold() {
		EventRelay relay = new EventRelay(this.told::add, this.timer);
		this.timer.close();
		AttemptEvent other = new AttemptEvent.Progressed(2, 0, 1, 9, "other");
		relay.happenedMeanwhile(List.of(other));
		for (int i = 1; i <= 1000; i++) {
			relay.happenedMeanwhile(List.of(new AttemptEvent.Progressed(1, i, i, 1000, "")));
		}
		relay.happened(started(3));
		assertThat(this.told).singleElement()
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactly(other, new AttemptEvent.Progressed(1, 1000, 1000, 1000, ""), new AttemptEvent.Started(3));
	}

	@Test
	void whatHappensWhileTheListenerIsToldIsToldNext() {
		List<EventRelay> relays = new ArrayList<>();
		EventRelay relay = new EventRelay((events) -> {
			this.told.add(events);
			if (this.told.size() == 1) {
				relays.get(0).happened(started(2));
				assertThat(this.told).hasSize(1);
			}
		}, this.timer);
		relays.add(relay);
		relay.happened(started(1));
		assertThat(this.told).hasSize(2);
		assertThat(attempts()).containsExactly(1L, 2L);
	}

	@Test
	void listenerThatFailsIsToldWhatComesNext() {
		EventRelay relay = new EventRelay((events) -> {
			this.told.add(events);
			if (this.told.size() == 1) {
				throw new IllegalStateException("broken");
			}
		}, this.timer);
		assertThatIllegalStateException().isThrownBy(() -> relay.happened(started(1)));
		relay.happened(started(2));
		assertThat(attempts()).containsExactly(1L, 2L);
	}

}
