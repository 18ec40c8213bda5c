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

package io.github.raytaskrunner.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLine.Level;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.wire.CallFrame.Kind;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of the frames and messages between a driver and its workers.
 */
class FrameTests {

	private static final DriverAddress DRIVER = new DriverAddress("127.0.0.1", 4711, "token");

	private static final Attempt FIRST = new Attempt(Long.MAX_VALUE, "Größe \uD83D\uDE80", "key", 3,
			new byte[] { 1, 2, 3 },
			List.of(new Upstream.Value(7), new Upstream.State(new byte[] { 9 }), new Upstream.State(new byte[0])));

	private static final Attempt SECOND = new Attempt(-1, "", "", 1, new byte[0], List.of());

	private static final Batch BATCH = new Batch(List.of(FIRST, SECOND), Map.of(7L, new byte[] { 5, 6 }));

	@Test
	void callIsReadAsItWasWritten() {
		CallFrame frame = new CallFrame(Kind.RUN, DRIVER, 12, BATCH, Map.of(7L, 2));
		assertThat(CallFrame.of(frame.toBytes())).usingRecursiveComparison().isEqualTo(frame);
	}

	@Test
	void muchIsReadAsItWasWritten() {
		Attempt large = new Attempt(8, "large", "key", 1, bytes(300_000),
				List.of(new Upstream.State(bytes(64 * 1024)), new Upstream.State(bytes(100))));
		Batch batch = new Batch(List.of(FIRST, large, SECOND, large),
				new LinkedHashMap<>(Map.of(1L, bytes(2_000_000), 2L, bytes(10))));
		CallFrame frame = new CallFrame(Kind.LEASE, DRIVER, 12, batch, Map.of(7L, 2));
		assertThat(CallFrame.of(frame.toBytes())).usingRecursiveComparison().isEqualTo(frame);
		ToWorker.Run run = new ToWorker.Run(6, batch);
		ByteBuffer messages = Message.toBytes(List.of(new ToWorker.End(7), run, run));
		assertThat(nextOf(messages)).isEqualTo(new ToWorker.End(7));
		assertThat(nextOf(messages)).usingRecursiveComparison().isEqualTo(run);
		assertThat(nextOf(messages)).usingRecursiveComparison().isEqualTo(run);
		assertThat(messages.hasRemaining()).isFalse();
	}

	private static byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return bytes;
	}

	private static ToWorker nextOf(ByteBuffer messages) {
		int length = messages.getInt();
		ByteBuffer body = messages.slice(messages.position(), length);
		messages.position(messages.position() + length);
		return ToWorker.of(body);
	}

	@Test
	void placesKeepTheirOrder() {
		Map<Long, Integer> places = new LinkedHashMap<>();
		for (long id = 100; id > 0; id--) {
			places.put(id, (int) id % 3);
		}
		CallFrame frame = CallFrame.of(new CallFrame(Kind.GATHER, DRIVER, 0, Batch.EMPTY, places).toBytes());
		assertThat(frame.arguments()).containsExactlyEntriesOf(places);
	}

	@Test
	void resultsAreReadAsTheyWereWritten() {
		ResultFrame frame = ResultFrame
			.of(ResultFrame.toBytes(List.of(Entry.of(1, new AttemptResult(false, new byte[] { 1 })),
					Entry.notRun(2, "große Not"), Entry.of(3, new AttemptResult(true, new byte[] { 2, 3 })))));
		assertThat(frame.entries()).extracting(Entry::attempt).containsExactly(1L, 2L, 3L);
		assertThat(frame.find(1).result().failed()).isFalse();
		assertThat(frame.find(1).result().value()).containsExactly(1);
		assertThat(frame.find(2).status()).isEqualTo(ResultFrame.Status.NOT_RUN);
		assertThat(frame.find(2).text()).isEqualTo("große Not");
		assertThat(frame.find(3).result().failed()).isTrue();
		assertThat(frame.find(3).bytes().remaining()).isEqualTo(2);
		assertThat(frame.find(4)).isNull();
	}

	@ParameterizedTest
	@MethodSource
	void messagesToWorkersAreReadAsTheyWereWritten(ToWorker message) {
		assertThat(ToWorker.of(body(Message.toBytes(List.of(message))))).usingRecursiveComparison().isEqualTo(message);
	}

	static Stream<ToWorker> messagesToWorkersAreReadAsTheyWereWritten() {
		return Stream.of(new ToWorker.Run(6, BATCH), new ToWorker.Cancel(Long.MIN_VALUE), new ToWorker.TakeBack(3),
				new ToWorker.End(7), new ToWorker.Ping());
	}

	@ParameterizedTest
	@MethodSource
	void messagesToDriversAreReadAsTheyWereWritten(ToDriver message) {
		assertThat(ToDriver.of(body(Message.toBytes(List.of(message))))).usingRecursiveComparison().isEqualTo(message);
	}

	static Stream<ToDriver> messagesToDriversAreReadAsTheyWereWritten() {
		return Stream.of(new ToDriver.Hello(3, "token", "10.0.0.1", 77), new ToDriver.Ready(5), new ToDriver.Pong(),
				new ToDriver.Event(new AttemptEvent.Started(1)),
				new ToDriver.Event(
						new AttemptEvent.Finished(2, new AttemptResult(true, new byte[] { 1, 2 }), Long.MAX_VALUE)),
				new ToDriver.Event(new AttemptEvent.Finished(3, new AttemptResult(false, new byte[0]), 0)),
				new ToDriver.Event(new AttemptEvent.Finished(3, new AttemptResult(false, 1L << 40, null), 0)),
				new ToDriver.Event(new AttemptEvent.Crashed(4, "Not")),
				new ToDriver.Event(new AttemptEvent.Returned(5)),
				new ToDriver.Event(new AttemptEvent.Progressed(6, 7, 8, Long.MAX_VALUE, "läuft")),
				new ToDriver.Log(new LogLines(List.of(), 7)), new ToDriver.Changes(new NestedChanges(List.of(), 8)),
				new ToDriver.Changes(new NestedChanges(List.of(new byte[] { 1, 2 }, new byte[0]), 0)),
				new ToDriver.Log(new LogLines(
						List.of(new LogLine("task", "key", 2, "a.Logger", Level.WARN, "größer"),
								new LogLine("", "", 1, "", Level.TRACE, "", Map.of("traceId", "4711", "user", ""))),
						0)));
	}

	@Test
	void messagesFollowOneAnother() {
		ByteBuffer bytes = Message.toBytes(List.of(new ToDriver.Ready(1), new ToDriver.Ready(2)));
		assertThat(bytes.remaining()).isEqualTo(2 * (4 + 1 + 8));
		assertThat(bytes.getInt()).isEqualTo(9);
	}

	@ParameterizedTest
	@MethodSource("messagesToWorkersAreReadAsTheyWereWritten")
	void messageThatIsCutOffIsRefused(ToWorker message) {
		ByteBuffer body = body(Message.toBytes(List.of(message)));
		for (int size = 0; size < body.limit(); size++) {
			ByteBuffer cut = body.slice(0, size);
			assertThatExceptionOfType(BufferUnderflowException.class).isThrownBy(() -> ToWorker.of(cut));
		}
	}

	@Test
	void messageOfUnknownTypeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ToWorker.of(ByteBuffer.wrap(new byte[] { 99 })))
			.withMessageContaining("99");
		assertThatIllegalArgumentException().isThrownBy(() -> ToDriver.of(ByteBuffer.wrap(new byte[] { 99 })))
			.withMessageContaining("99");
	}

	@Test
	void memoryIsNotTakenForWhatCannotFollow() {
		ByteBuffer run = ByteBuffer.allocate(13).put((byte) 1).putLong(1).putInt(Integer.MAX_VALUE).flip();
		assertThatExceptionOfType(BufferUnderflowException.class).isThrownBy(() -> ToWorker.of(run));
	}

	private static ByteBuffer body(ByteBuffer message) {
		return message.slice(Integer.BYTES, message.remaining() - Integer.BYTES);
	}

}
