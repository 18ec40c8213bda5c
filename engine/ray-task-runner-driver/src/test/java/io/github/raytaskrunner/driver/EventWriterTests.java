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

package io.github.raytaskrunner.driver;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Event;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link EventWriter}.
 */
class EventWriterTests {

	@Test
	void smallEventsShareAMessageInTheirOrder() {
		List<DriverMessage> messages = new EventWriter(List.of(new AttemptEvent.Started(1),
				new AttemptEvent.Finished(1, new AttemptResult(true, new byte[] { 7 }), 5),
				new AttemptEvent.Finished(2, new AttemptResult(false, 1_000_000, null), 0),
				new AttemptEvent.Crashed(3, "killed"), new AttemptEvent.UpstreamsLost(4, Map.of(1L, "its node died")),
				new AttemptEvent.Returned(5)))
			.messages();
		assertThat(messages).hasSize(1);
		List<Event> events = messages.get(0).getEvents().getEventsList();
		assertThat(events).hasSize(6);
		assertThat(events.get(0).getStarted().getAttempt()).isEqualTo(1);
		assertThat(events.get(1).getFinished().getFailed()).isTrue();
		assertThat(events.get(1).getFinished().getValue().toByteArray()).containsExactly(7);
		assertThat(events.get(1).getFinished().getNanos()).isEqualTo(5);
		assertThat(events.get(2).getFinished().hasValue()).isFalse();
		assertThat(events.get(2).getFinished().getSize()).isEqualTo(1_000_000);
		assertThat(events.get(3).getCrashed().getReason()).isEqualTo("killed");
		assertThat(events.get(4).getUpstreamsLost().getReasonsMap()).isEqualTo(Map.of(1L, "its node died"));
		assertThat(events.get(5).getReturned().getAttempt()).isEqualTo(5);
	}

	@Test
	void eventsThatAreTooManyForAMessageTakeAsFewAsTheyNeed() {
		byte[] value = new byte[AttemptResult.MAX_PUSHED_BYTES];
		List<AttemptEvent> events = LongStream.rangeClosed(1, 25)
			.<AttemptEvent>mapToObj((id) -> new AttemptEvent.Finished(id, new AttemptResult(false, value), 1))
			.toList();
		List<DriverMessage> messages = new EventWriter(events).messages();
		assertThat(messages).hasSize(3)
			.allSatisfy((message) -> assertThat(message.getSerializedSize()).isLessThan(1024 * 1024 + 1000));
		assertThat(messages.stream()
			.flatMap((message) -> message.getEvents().getEventsList().stream())
			.map((event) -> event.getFinished().getAttempt()))
			.containsExactlyElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());
	}

	@Test
	void noEventsAreNoMessage() {
		assertThat(new EventWriter(List.of()).messages()).isEmpty();
	}

}
