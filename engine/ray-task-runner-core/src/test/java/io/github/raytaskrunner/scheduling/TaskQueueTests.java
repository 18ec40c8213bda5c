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
import java.util.List;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.settings.TaskSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link TaskQueue}.
 */
class TaskQueueTests {

	private final TaskQueue queue = new TaskQueue();

	private final Task first = task("first");

	private final Task second = task("second");

	private final Task third = task("third");

	private static Task task(String name) {
		return new Task(new TaskSpec(name, name, name, Resources.DEFAULT, null, 3, null, null, null, 0), new byte[0],
				List.of());
	}

	private List<Task> takeAll() {
		List<Task> taken = new ArrayList<>();
		for (Task next = this.queue.peek(); next != null; next = this.queue.peek()) {
			this.queue.remove(next);
			taken.add(next);
		}
		return taken;
	}

	@Test
	void firstInIsFirstOut() {
		this.queue.add(this.first);
		this.queue.add(this.second);
		this.queue.add(this.third);
		assertThat(this.queue.size()).isEqualTo(3);
		assertThat(takeAll()).containsExactly(this.first, this.second, this.third);
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void tasksAreTakenOutOfTheMiddleAndAddedAtTheFront() {
		this.queue.add(this.second);
		this.queue.addFirst(this.first);
		this.queue.add(this.third);
		assertThat(this.queue.remove(this.second)).isTrue();
		assertThat(this.queue.remove(this.second)).isFalse();
		this.queue.addFirst(this.second);
		assertThat(takeAll()).containsExactly(this.second, this.first, this.third);
	}

	@Test
	void lastAndFirstAreTakenOut() {
		this.queue.add(this.first);
		this.queue.add(this.second);
		this.queue.remove(this.second);
		this.queue.add(this.third);
		this.queue.remove(this.first);
		assertThat(takeAll()).containsExactly(this.third);
	}

	@Test
	void taskIsInOneQueueAtMost() {
		TaskQueue other = new TaskQueue();
		other.add(this.first);
		assertThat(this.queue.remove(this.first)).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> this.queue.add(this.first));
		assertThat(other.remove(this.first)).isTrue();
		this.queue.add(this.first);
		assertThat(takeAll()).containsExactly(this.first);
	}

}
