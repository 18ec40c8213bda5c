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

package io.github.raytaskrunner.link;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * One end of a session.
 */
class LinkTests {

	private final Link<Packet> link = new Link<>(new Packet.PacketNumbering());

	private final RecordingSink sink = new RecordingSink();

	@Test
	void numbersMessagesInOrder() {
		this.link.attach(this.sink, 0);
		send(7, 8, 9);
		assertThat(this.sink.packets).extracting(Packet::number).containsExactly(1L, 2L, 3L);
		assertThat(this.sink.contents()).containsExactly(7, 8, 9);
	}

	@Test
	void keepsMessagesForAConnection() {
		send(7, 8);
		this.link.attach(this.sink, 0);
		assertThat(this.sink.contents()).containsExactly(7, 8);
	}

	@Test
	void sendsNoMoreThanAConnectionTakes() {
		this.sink.room = 2;
		this.link.attach(this.sink, 0);
		send(7, 8, 9);
		assertThat(this.sink.contents()).containsExactly(7, 8);
		this.sink.room = 1;
		this.link.flush();
		assertThat(this.sink.contents()).containsExactly(7, 8, 9);
	}

	@Test
	void sendsAgainWhatDidNotArrive() {
		this.link.attach(this.sink, 0);
		send(7, 8, 9);
		RecordingSink next = new RecordingSink();
		this.link.attach(next, 1);
		send(10);
		assertThat(next.packets).extracting(Packet::number).containsExactly(2L, 3L, 4L);
		assertThat(next.contents()).containsExactly(8, 9, 10);
	}

	@Test
	void messageThatCouldNotBeSentLeavesNoGap() {
		this.link.attach(this.sink, 0);
		send(7);
		InternalError failure = new InternalError("for the test");
		this.sink.failure = failure;
		assertThatThrownBy(() -> send(8)).isSameAs(failure);
		send(9);
		assertThat(this.sink.contents()).containsExactly(7, 8, 9);
		assertThat(this.sink.packets).extracting(Packet::number).containsExactly(1L, 2L, 3L);
		RecordingSink next = new RecordingSink();
		this.link.attach(next, 1);
		assertThat(next.contents()).containsExactly(8, 9);
	}

	@Test
	void sendsNothingOnAConnectionThatWasGivenUp() {
		this.link.attach(this.sink, 0);
		this.link.detach(this.sink);
		send(7);
		assertThat(this.sink.packets).isEmpty();
	}

	@Test
	void ignoresTheEndOfAConnectionThatWasReplaced() {
		RecordingSink next = new RecordingSink();
		this.link.attach(this.sink, 0);
		this.link.attach(next, 0);
		this.link.detach(this.sink);
		send(7);
		assertThat(next.contents()).containsExactly(7);
	}

	@Test
	void goesOnAfterMessagesThatAnEarlierConnectionDelivered() {
		this.link.attach(this.sink, 0);
		send(7, 8, 9);
		RecordingSink stuck = new RecordingSink();
		stuck.room = 0;
		this.link.attach(stuck, 0);
		RecordingSink next = new RecordingSink();
		this.link.attach(next, 2);
		assertThat(next.packets).containsExactly(new Packet(3, 0, 9, 1));
	}

	@Test
	void doesNotResumeAfterWhatWasNeverSent() {
		this.link.attach(this.sink, 0);
		send(7);
		assertThat(this.link.canResumeAfter(1)).isTrue();
		assertThat(this.link.canResumeAfter(2)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> this.link.attach(this.sink, 2));
	}

	@Test
	void doesNotResumeAfterWhatIsNotKeptAnyMore() {
		this.link.attach(this.sink, 0);
		send(7, 8);
		this.link.receive(0, 2, 0);
		assertThat(this.link.canResumeAfter(1)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> this.link.attach(this.sink, 1));
	}

	@Test
	void tellsWithEveryMessageWhatWasReceived() {
		this.link.attach(this.sink, 0);
		this.link.receive(1, 0, 1);
		send(7);
		assertThat(this.sink.packets).containsExactly(new Packet(1, 1, 7, 1));
	}

	@Test
	void tellsAfterSomeMessagesThatTheyWereReceived() {
		this.link.attach(this.sink, 0);
		receive(Link.RECEIPT_MESSAGES - 1, 1);
		assertThat(this.sink.packets).isEmpty();
		this.link.receive(Link.RECEIPT_MESSAGES, 0, 1);
		assertThat(this.sink.packets).containsExactly(new Packet(0, Link.RECEIPT_MESSAGES, -1, 0));
	}

	@Test
	void tellsAfterSomeBytesThatTheyWereReceived() {
		this.link.attach(this.sink, 0);
		this.link.receive(1, 0, Link.RECEIPT_BYTES - 1);
		assertThat(this.sink.packets).isEmpty();
		this.link.receive(2, 0, 1);
		assertThat(this.sink.packets).containsExactly(new Packet(0, 2, -1, 0));
	}

	@Test
	void receiptWaitsForTheConnectionToTakeIt() {
		this.sink.room = 0;
		this.link.attach(this.sink, 0);
		receive(1, 1);
		this.link.sendReceipt();
		assertThat(this.sink.packets).isEmpty();
		this.sink.room = 1;
		this.link.flush();
		assertThat(this.sink.packets).containsExactly(new Packet(0, 1, -1, 0));
	}

	@Test
	void takesAMessageOnce() {
		assertThat(this.link.receive(1, 0, 1)).isTrue();
		assertThat(this.link.receive(1, 0, 1)).isFalse();
		assertThat(this.link.receive(2, 0, 1)).isTrue();
		assertThat(this.link.received()).isEqualTo(2);
	}

	@Test
	void refusesAGap() {
		this.link.receive(1, 0, 1);
		assertThatIllegalArgumentException().isThrownBy(() -> this.link.receive(3, 0, 1))
			.withMessage("Message 3 came where 2 was expected");
	}

	@Test
	void refusesAReceiptOfWhatWasNeverSent() {
		this.link.attach(this.sink, 0);
		send(7);
		assertThatIllegalArgumentException().isThrownBy(() -> this.link.receive(0, 2, 0))
			.withMessage("Only 1 messages were sent, not 2");
	}

	@Test
	void hasNoRoomWhileManyBytesAreUnderWay() throws Exception {
		this.link.attach(this.sink, 0);
		int half = Link.WINDOW_BYTES / 2 - 100;
		this.link.send(new Packet(0, 0, 7, half));
		this.link.send(new Packet(0, 0, 8, half));
		assertThat(this.link.awaitRoom(0, TimeUnit.SECONDS)).isTrue();
		this.link.send(new Packet(0, 0, 9, 200));
		assertThat(this.link.awaitRoom(0, TimeUnit.SECONDS)).isFalse();
		this.link.receive(0, 1, 0);
		assertThat(this.link.awaitRoom(0, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void refusesAMessageThatNoConnectionTakes() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.link.send(new Packet(0, 0, 7, MessageSocket.MAX_BYTES)))
			.withMessageContaining("Too large");
		this.link.attach(this.sink, 0);
		send(8);
		assertThat(this.sink.contents()).containsExactly(8);
	}

	@Test
	void tellsWhenFewBytesAreUnderWay() throws Exception {
		this.link.attach(this.sink, 0);
		this.link.send(new Packet(0, 0, 7, 1_000));
		assertThat(this.link.awaitBelow(1_001, 0, TimeUnit.SECONDS)).isTrue();
		assertThat(this.link.awaitBelow(1_000, 0, TimeUnit.SECONDS)).isFalse();
		this.link.receive(0, 1, 0);
		assertThat(this.link.awaitBelow(1_000, 0, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void hasNoRoomWhileManyMessagesAreUnderWay() throws Exception {
		send(IntStream.range(0, Link.WINDOW_MESSAGES).toArray());
		assertThat(this.link.awaitRoom(1, TimeUnit.MILLISECONDS)).isFalse();
		CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
			try {
				return this.link.awaitRoom(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		this.link.attach(this.sink, 0);
		this.link.receive(0, Link.WINDOW_MESSAGES, 0);
		assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void completesAfterTheLastMessage() throws Exception {
		this.sink.room = 1;
		this.link.attach(this.sink, 0);
		send(7, 8);
		assertThat(this.link.complete(1, TimeUnit.MILLISECONDS)).isFalse();
		assertThat(this.sink.completed).isFalse();
		this.sink.room = 1;
		assertThat(this.link.complete(0, TimeUnit.MILLISECONDS)).isTrue();
		assertThat(this.sink.completed).isTrue();
	}

	private void send(int... contents) {
		IntStream.of(contents).mapToObj(Packet::of).forEach(this.link::send);
	}

	private void receive(int messages, int size) {
		IntStream.rangeClosed(1, messages).forEach((number) -> this.link.receive(number, 0, size));
	}

	private static final class RecordingSink implements Sink<Packet> {

		private final List<Packet> packets = new ArrayList<>();

		private int room = Integer.MAX_VALUE;

		private boolean completed;

		private @Nullable Error failure;

		private List<Integer> contents() {
			return this.packets.stream().map(Packet::content).toList();
		}

		@Override
		public boolean isReady() {
			return this.room > 0;
		}

		@Override
		public void send(Packet packet) {
			Error failure = this.failure;
			if (failure != null) {
				this.failure = null;
				throw failure;
			}
			this.room--;
			this.packets.add(packet);
		}

		@Override
		public void complete() {
			this.completed = true;
		}

	}

}
