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
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.settings.TaskSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link CallPacker}.
 */
class CallPackerTests {

	private final CallPacker packer = new CallPacker();

	private final ReadyQueue ready = new ReadyQueue();

	private static Task task(String name, int size, int crashRetries, @Nullable Duration timeLimit) {
		return new Task(
				new TaskSpec(name, name, "key", Resources.DEFAULT, null, crashRetries, timeLimit, null, null, 0),
				new byte[size], List.of());
	}

	private static Task task(String name) {
		return task(name, 10, 3, null);
	}

	private void ready(int count) {
		IntStream.range(0, count).forEach((index) -> this.ready.add(task("small")));
	}

	private int packed(int slots) {
		return this.packer.pack(task("small"), this.ready, slots).size();
	}

	@Test
	void unknownTasksAreNotPacked() {
		ready(1000);
		assertThat(packed(1)).isOne();
	}

	@Test
	void smallTasksFillTwentyMilliseconds() {
		this.packer.ran("small", Duration.ofMillis(2));
		ready(1000);
		assertThat(packed(1)).isEqualTo(10);
		assertThat(this.ready.size(Resources.DEFAULT)).isEqualTo(991);
	}

	@Test
	void otherTasksAreNotPacked() {
		this.packer.ran("small", Duration.ofMillis(5));
		ready(1000);
		assertThat(packed(1)).isOne();
	}

	@Test
	void readyTasksAreDividedAmongTheSlots() {
		this.packer.ran("small", Duration.ofNanos(100));
		ready(39);
		assertThat(packed(4)).isEqualTo(10);
		assertThat(packed(4)).isEqualTo(8);
		this.ready.clear();
		ready(3);
		assertThat(packed(4)).isOne();
	}

	@Test
	void recentTimesCountMost() {
		this.packer.ran("small", Duration.ofMillis(1));
		for (int i = 0; i < 10; i++) {
			this.packer.ran("small", Duration.ofMillis(100));
		}
		ready(100);
		assertThat(packed(1)).isOne();
		for (int i = 0; i < 30; i++) {
			this.packer.ran("small", Duration.ofMillis(1));
		}
		assertThat(packed(1)).isBetween(15, 20);
	}

	@Test
	void namesAreLimited() {
		String name = "x".repeat(10_000);
		this.packer.ran(name, Duration.ofNanos(100));
		for (int i = 0; i < 100; i++) {
			this.ready.add(task(name));
		}
		assertThat(this.packer.pack(task(name), this.ready, 1)).hasSizeBetween(30, 40);
	}

	@Test
	void bytesAreLimited() {
		this.packer.ran("small", Duration.ofNanos(100));
		for (int i = 0; i < 100; i++) {
			this.ready.add(task("small", 200_000, 3, null));
		}
		assertThat(packed(1)).isEqualTo(6);
	}

	@Test
	void upstreamsAreLimited() {
		this.packer.ran("small", Duration.ofNanos(100));
		Task upstream = task("upstream");
		List<Dependency> dependencies = IntStream.range(0, 30)
			.mapToObj((index) -> new Dependency(upstream, true, false))
			.toList();
		for (int i = 0; i < 100; i++) {
			Task task = new Task(task("small").spec(), new byte[0], dependencies);
			task.neighbours().link();
			this.ready.add(task);
		}
		assertThat(packed(1)).isEqualTo(4);
	}

	@Test
	void tasksOfAnotherNameEndTheCall() {
		this.packer.ran("small", Duration.ofNanos(100));
		ready(2);
		this.ready.add(task("other"));
		ready(50);
		assertThat(packed(1)).isEqualTo(3);
	}

	@Test
	void tasksWithATimeLimitOrWithoutCrashRetriesRunAlone() {
		this.packer.ran("small", Duration.ofNanos(100));
		this.ready.add(task("small", 10, 3, Duration.ofSeconds(1)));
		ready(50);
		assertThat(packed(1)).isOne();
		this.ready.clear();
		this.ready.add(task("small", 10, 0, null));
		ready(50);
		assertThat(packed(1)).isOne();
		this.ready.clear();
		ready(50);
		assertThat(this.packer.pack(task("small", 10, 0, null), this.ready, 1)).hasSize(1);
	}

	@Test
	void taskWhoseCallHasDiedRunsAlone() {
		this.packer.ran("small", Duration.ofNanos(100));
		Task crashed = task("small");
		crashed.crash();
		ready(50);
		assertThat(this.packer.pack(crashed, this.ready, 1)).hasSize(1);
	}

	@Test
	void namesAreForgottenInTheEnd() {
		this.packer.ran("small", Duration.ofNanos(100));
		for (int i = 0; i < 1000; i++) {
			this.packer.ran("task " + i, Duration.ofNanos(100));
		}
		ready(50);
		assertThat(packed(1)).isOne();
	}

}
