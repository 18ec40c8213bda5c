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

package io.github.raytaskrunner;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link TaskState}.
 */
class TaskStateTests {

	private static final TaskFailedException UPSTREAM = new TaskFailedException("up", "up-1",
			new IllegalStateException());

	private static final TaskState COMPLETED = new TaskState.Completed();

	private static final TaskState FAILED = new TaskState.Failed(new IllegalArgumentException("no"));

	private static final TaskState CANCELLED = new TaskState.Cancelled("enough");

	private static final List<TaskState> UNFINISHED = List.of(new TaskState.Pending(), new TaskState.Running(),
			new TaskState.AwaitingRetry(2, Instant.now()));

	private static final List<TaskState> WITHOUT_VALUE = List.of(FAILED, new TaskState.Crashed("killed"), CANCELLED,
			new TaskState.TimedOut(Duration.ofSeconds(1)), new TaskState.NotReady("up", "up-1", UPSTREAM));

	@Test
	void finalStatesAreThoseThatATaskNeverLeaves() {
		assertThat(UNFINISHED).noneMatch(TaskState::isFinal);
		assertThat(WITHOUT_VALUE).allMatch(TaskState::isFinal);
		assertThat(COMPLETED.isFinal()).isTrue();
	}

	@Test
	void statesKnowWhatTheyAre() {
		assertThat(WITHOUT_VALUE).noneMatch(TaskState::isCompleted);
		assertThat(UNFINISHED).noneMatch(TaskState::isCompleted);
		assertThat(COMPLETED.isCompleted()).isTrue();
		assertThat(UNFINISHED).filteredOn(TaskState::isRunning).containsExactly(new TaskState.Running());
		assertThat(WITHOUT_VALUE).filteredOn(TaskState::isCancelled).containsExactly(CANCELLED);
		assertThat(WITHOUT_VALUE).filteredOn((state) -> state.exception() != null).containsExactly(FAILED);
		assertThat(FAILED.exception()).hasMessage("no");
	}

	@Test
	void labelsAreWords() {
		assertThat(UNFINISHED).extracting(TaskState::label).containsExactly("pending", "running", "awaiting_retry");
		assertThat(COMPLETED.label()).isEqualTo("completed");
		assertThat(WITHOUT_VALUE).extracting(TaskState::label)
			.containsExactly("failed", "crashed", "cancelled", "timed_out", "not_ready");
	}

	@Test
	void failureIsWhatResultThrows() {
		assertThat(WITHOUT_VALUE).extracting((state) -> state.failure("task", "key-1").getClass().getSimpleName())
			.containsExactly("TaskFailedException", "TaskCrashedException", "TaskCancelledException",
					"TaskTimedOutException", "TaskNotReadyException");
		assertThat(WITHOUT_VALUE).extracting((state) -> state.failure("task", "key-1"))
			.allSatisfy((failure) -> assertThat(failure).hasMessageStartingWith("Task 'task' (key-1) "));
		assertThat(FAILED.failure("task", "key-1")).hasCause(FAILED.exception());
		assertThatIllegalStateException().isThrownBy(() -> COMPLETED.failure("task", "key-1"))
			.withMessageContaining("'task' (key-1) is completed");
		assertThat(UNFINISHED)
			.allSatisfy((state) -> assertThatIllegalStateException().isThrownBy(() -> state.failure("task", "key-1")));
	}

}
