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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.worker.CallFrame.DriverAddress;
import io.github.raytaskrunner.worker.CallFrame.Kind;
import io.github.raytaskrunner.worker.CallFrame.Place;
import io.github.raytaskrunner.worker.ResultFrame.Entry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallFrame} and {@link ResultFrame}.
 */
class CallFrameTests {

	private static final DriverAddress DRIVER = new DriverAddress("127.0.0.1", 4711, "token");

	@Test
	void callIsReadAsItWasWritten() {
		Attempt first = new Attempt(Long.MAX_VALUE, "Größe \uD83D\uDE80", "key", 3, new byte[] { 1, 2, 3 },
				List.of(new Upstream.Value(7), new Upstream.State(new byte[] { 9 }), new Upstream.State(new byte[0])));
		Attempt second = new Attempt(-1, "", "", 1, new byte[0], List.of());
		CallFrame frame = new CallFrame(Kind.RUN, DRIVER, List.of(first, second), Map.of(7L, new Place(2, 5)));
		assertThat(CallFrame.of(frame.toBytes())).usingRecursiveComparison().isEqualTo(frame);
	}

	@Test
	void placesKeepTheirOrder() {
		Map<Long, Place> places = new LinkedHashMap<>();
		for (long id = 100; id > 0; id--) {
			places.put(id, new Place((int) id % 3, (int) id));
		}
		CallFrame frame = CallFrame.of(new CallFrame(Kind.GATHER, DRIVER, List.of(), places).toBytes());
		assertThat(frame.places()).containsExactlyEntriesOf(places);
	}

	@Test
	void attemptFindsTheValuesThatItReads() {
		byte[] one = ResultFrame.toBytes(List.of(Entry.ofValue(new byte[] { 1 }), Entry.ofValue(new byte[] { 2 })));
		byte[] other = ResultFrame.toBytes(List.of(Entry.ofValue(new byte[] { 3 })));
		UpstreamValues values = new UpstreamValues(
				Map.of(10L, new Place(0, 1), 11L, new Place(2, 0), 12L, new Place(0, 0)),
				new byte[][] { one, null, other });
		Attempt attempt = new Attempt(1, "", "", 1, new byte[0],
				List.of(new Upstream.Value(11), new Upstream.State(new byte[] { 9 }), new Upstream.Value(10)));
		assertThat(values.of(attempt)).containsOnlyKeys(10L, 11L)
			.hasEntrySatisfying(10L, (value) -> assertThat(value).containsExactly(2))
			.hasEntrySatisfying(11L, (value) -> assertThat(value).containsExactly(3));
	}

	@Test
	void resultsAreReadAsTheyWereWritten() {
		ResultFrame frame = ResultFrame
			.of(ResultFrame.toBytes(List.of(Entry.of(new AttemptResult(false, new byte[] { 1 })),
					Entry.notRun("große Not"), Entry.of(new AttemptResult(true, new byte[] { 2, 3 })))));
		assertThat(frame.count()).isEqualTo(3);
		assertThat(frame.entry(0).result().failed()).isFalse();
		assertThat(frame.entry(0).result().value()).containsExactly(1);
		assertThat(frame.entry(1).status()).isEqualTo(ResultFrame.Status.NOT_RUN);
		assertThat(frame.entry(1).text()).isEqualTo("große Not");
		assertThat(frame.entry(2).result().failed()).isTrue();
		assertThat(frame.bytes(2).remaining()).isEqualTo(2);
	}

}
