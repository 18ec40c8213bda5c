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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.settings.TaskSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ReadyQueue}: whose turn it is, and how often it is asked for room.
 */
class ReadyQueueTests {

	private final ReadyQueue ready = new ReadyQueue();

	private final CountingRoom room = new CountingRoom();

	private static Resources memory(int bytes) {
		return new Resources(Map.of("CPU", 1.0, "memory", (double) bytes));
	}

	private static Resources gpu(int bytes) {
		return new Resources(Map.of("CPU", 1.0, "GPU", 1.0, "memory", (double) bytes));
	}

	private Task add(Resources shape) {
		Task task = new Task(new TaskSpec("name", "name", "key", shape, null, 3, null, null, null, 0), new byte[0],
				List.of());
		this.ready.add(task);
		return task;
	}

	private @Nullable Resources poll() {
		Task task = this.ready.poll(this.room);
		return (task != null) ? task.spec().resources() : null;
	}

	@Test
	void kindsAndTheShapesOfEachTakeTurns() {
		IntStream.range(0, 4).forEach((i) -> add(memory(i % 2)));
		IntStream.range(0, 2).forEach((i) -> add(gpu(i)));
		assertThat(IntStream.range(0, 6).mapToObj((i) -> poll())).containsExactly(memory(0), gpu(0), memory(1), gpu(1),
				memory(0), memory(1));
		assertThat(poll()).isNull();
	}

	@Test
	void shapesThatAreFullAreNotAskedAgainBeforeTheyMayHaveRoom() {
		IntStream.range(0, 1000).forEach((i) -> add(memory(i)));
		this.room.none = true;
		IntStream.range(0, 1000).forEach((i) -> assertThat(poll()).isNull());
		assertThat(this.room.asked).isLessThanOrEqualTo(1000);
		assertThat(this.ready.heldUp()).isEmpty();
		this.room.none = false;
		this.ready.reopen(memory(500));
		assertThat(poll()).isEqualTo(memory(500));
		this.ready.reopen();
		assertThat(poll()).isEqualTo(memory(0));
	}

	@Test
	void kindsThatAreFullAreNotAskedAgainBeforeTheyMayHaveRoom() {
		this.room.ofKind = 1;
		IntStream.range(0, 1000).forEach((i) -> add(memory(i)));
		List<Resources> taken = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			taken.add(poll());
			IntStream.range(0, 10).forEach((times) -> assertThat(poll()).isNull());
			assertThat(this.ready.heldUp()).hasSize((i < 999) ? 1 : 0);
			this.room.taken.clear();
			this.ready.reopen(memory(i));
		}
		assertThat(taken)
			.containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(ReadyQueueTests::memory).toList());
		assertThat(this.room.asked).isLessThanOrEqualTo(4000);
	}

	@Test
	void kindThatIsFullHoldsUpNoOther() {
		this.room.ofKind = 1;
		IntStream.range(0, 1000).forEach((i) -> add(gpu(i)));
		add(memory(1));
		assertThat(poll()).isEqualTo(gpu(0));
		assertThat(poll()).isEqualTo(memory(1));
		assertThat(poll()).isNull();
		assertThat(this.ready.heldUp()).containsExactly(ShapeKind.of(gpu(5)));
		add(memory(2));
		assertThat(poll()).isNull();
		assertThat(this.ready.heldUp()).hasSize(2);
	}

	@Test
	void shapeWhoseTasksWereTakenOutHasNoTurn() {
		Task first = add(memory(1));
		add(memory(2));
		this.ready.remove(first);
		assertThat(poll()).isEqualTo(memory(2));
		this.ready.remove(add(gpu(1)));
		assertThat(poll()).isNull();
		assertThat(this.ready.heldUp()).isEmpty();
	}

	@Test
	void whatIsClearedHasNoTurnThoughItWasFull() {
		this.room.none = true;
		Task task = add(memory(1));
		assertThat(poll()).isNull();
		this.ready.clear();
		this.ready.reopen();
		this.room.none = false;
		assertThat(poll()).isNull();
		this.ready.add(task);
		assertThat(poll()).isEqualTo(memory(1));
	}

	/**
	 * Room for any number of calls of each shape, or none, and some of each kind.
	 */
	private static final class CountingRoom implements ReadyQueue.Room {

		private final Map<ShapeKind, Integer> taken = new HashMap<>();

		private boolean none;

		private int ofKind = Integer.MAX_VALUE;

		private int asked;

		@Override
		public boolean isFor(Resources shape) {
			this.asked++;
			return !this.none;
		}

		@Override
		public boolean isFor(ShapeKind kind) {
			this.asked++;
			return this.taken.merge(kind, 1, Integer::sum) <= this.ofKind;
		}

	}

}
