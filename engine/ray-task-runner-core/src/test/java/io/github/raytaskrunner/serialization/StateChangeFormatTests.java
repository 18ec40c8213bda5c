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

package io.github.raytaskrunner.serialization;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.raytaskrunner.RemoteTaskException;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link StateChangeFormat}.
 */
class StateChangeFormatTests {

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	private TaskStateChange travel(TaskStateChange change) {
		List<TaskStateChange> told = new ArrayList<>();
		this.serializer.readNestedChange(this.serializer.writeStateChange(change)).accept(new TaskListener() {

			@Override
			public void stateChanged(TaskStateChange change) {
				told.add(change);
			}

		});
		assertThat(told).hasSize(1);
		return told.get(0);
	}

	@ParameterizedTest
	@MethodSource
	void changeArrivesAsItWas(TaskChange change) {
		assertThat(travel(change)).isEqualTo(change);
	}

	static Stream<TaskChange> changeArrivesAsItWas() {
		return Stream.of(change(null, new TaskState.Pending()),
				change(new TaskState.Pending(), new TaskState.Running()),
				change(new TaskState.Running(), new TaskState.AwaitingRetry(2, Instant.ofEpochSecond(7, 8))),
				change(new TaskState.Running(), new TaskState.Completed()),
				change(new TaskState.Running(), new TaskState.TimedOut(Duration.ofSeconds(3))),
				change(new TaskState.Pending(), new TaskState.NotReady("upstream", "upstream-1", null)),
				change(new TaskState.Running(), new TaskState.Cancelled("größer")),
				change(new TaskState.Running(), new TaskState.Crashed("its worker died")));
	}

	private static TaskChange change(@Nullable TaskState previous, TaskState state) {
		return new TaskChange("row", "row[1]", "key-1", (previous != null) ? "outer" : null, 3, previous, state,
				Instant.ofEpochSecond(5, 6), Duration.ofNanos(1), Duration.ofDays(400));
	}

	@Test
	void exceptionIsThatOfTheTask() {
		TaskState state = travel(change(new TaskState.Running(), new TaskState.Failed(new IOException("unreachable"))))
			.state();
		assertThat(state.exception()).isInstanceOf(IOException.class).hasMessage("unreachable");
	}

	@Test
	void largeExceptionIsDescribed() {
		TaskStateChange large = change(null, new TaskState.Failed(new IOException("x".repeat(1_000_000))));
		assertThat(this.serializer.writeStateChange(large).length).isLessThan(32 * 1024);
		assertThat(travel(large).state().exception()).isInstanceOf(RemoteTaskException.class)
			.hasMessageStartingWith("java.io.IOException: xxx");
	}

}
