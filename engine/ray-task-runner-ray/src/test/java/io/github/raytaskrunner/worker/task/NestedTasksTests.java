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

package io.github.raytaskrunner.worker.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.worker.TaskHandler.LossySink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;

/**
 * Tests of {@link NestedTasks}.
 */
class NestedTasksTests {

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	private final NestedTasks tasks = new NestedTasks(this.serializer);

	private final Application application = new Application();

	@Test
	void changeIsTold() {
		this.tasks.begin(this.application);
		this.tasks.stateChanged(new Change(new TaskState.Running()));
		assertThat(heard()).containsExactly("key-1 running");
	}

	@Test
	void progressIsToldBetweenTheStates() {
		this.tasks.begin(this.application);
		this.tasks.stateChanged(new Change(new TaskState.Running()));
		this.tasks.progressed("inner", "key-1", new TaskProgress(1, 2, ""));
		this.tasks.stateChanged(new Change(new TaskState.Completed()));
		assertThat(heard()).containsExactly("key-1 running", "key-1 1/2", "key-1 completed");
	}

	@Test
	void ofTooMuchProgressStatesAreTold() {
		this.tasks.begin(this.application);
		int count = 20_000;
		for (int i = 0; i < count; i++) {
			this.tasks.progressed("inner", "key-1", new TaskProgress(i, count, ""));
		}
		int told = this.application.told.size();
		assertThat(told).isBetween(1, count - 1);
		this.tasks.stateChanged(new Change(new TaskState.Running()));
		assertThat(this.application.told).hasSize(told + 1);
		assertThat(this.application.leftOut).isZero();
	}

	@Test
	void onlyTheEndOfATaskThatHadTheRunnerWaitsForWhatItsTasksTell() throws Exception {
		ObservableRayTaskRunner runner = Mockito.mock(ObservableRayTaskRunner.class);
		this.tasks.use(runner);
		this.tasks.tell();
		this.tasks.tell();
		Mockito.verify(runner, Mockito.times(1)).awaitListeners(any());
		this.tasks.use(runner);
		this.tasks.tell();
		Mockito.verify(runner, Mockito.times(2)).awaitListeners(any());
	}

	private List<String> heard() {
		List<String> heard = new ArrayList<>();
		TaskListener listener = new TaskListener() {

			@Override
			public void stateChanged(TaskStateChange change) {
				heard.add(change.key() + " " + change.state().label());
			}

			@Override
			public void progressed(String name, String key, TaskProgress progress) {
				heard.add(key + " " + progress.done() + "/" + progress.total());
			}

		};
		this.application.told.forEach((told) -> this.serializer.readNestedChange(told).accept(listener));
		return heard;
	}

	@Test
	void ofTooManyChangesFinalStatesAreTold() {
		this.tasks.begin(this.application);
		int count = 20_000;
		for (int i = 0; i < count; i++) {
			this.tasks.stateChanged(new Change(new TaskState.Pending()));
		}
		int told = this.application.told.size();
		assertThat(told).isLessThan(count);
		assertThat(this.application.leftOut).isEqualTo(count - told);
		this.tasks.stateChanged(new Change(new TaskState.Completed()));
		assertThat(this.application.told).hasSize(told + 1);
	}

	@Test
	void whatComesFromTasksOfTasksIsPassedOn() {
		byte[] change = { 1, 2 };
		this.tasks.passOn(new NestedChanges(List.of(change), 5));
		this.tasks.begin(this.application);
		this.tasks.passOn(new NestedChanges(List.of(change), 7));
		assertThat(this.application.told).containsExactly(change);
		assertThat(this.application.leftOut).isEqualTo(7);
	}

	private static final class Application implements LossySink<byte[]> {

		private final List<byte[]> told = new ArrayList<>();

		private long leftOut;

		@Override
		public void tell(byte[] item) {
			this.told.add(item);
		}

		@Override
		public void leftOut(long count) {
			this.leftOut += count;
		}

	}

	private record Change(TaskState state) implements TaskStateChange {

		@Override
		public String group() {
			return "inner";
		}

		@Override
		public String name() {
			return "inner";
		}

		@Override
		public String key() {
			return "key-1";
		}

		@Override
		public int attempt() {
			return 1;
		}

		@Override
		public @Nullable TaskState previous() {
			return null;
		}

		@Override
		public Instant time() {
			return Instant.EPOCH;
		}

		@Override
		public Duration queued() {
			return Duration.ZERO;
		}

		@Override
		public Duration ran() {
			return Duration.ZERO;
		}

	}

}
