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

package io.github.raytaskrunner.runner;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.scheduling.TaskValues;
import io.github.raytaskrunner.settings.TaskSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests of {@link ValueRescue}.
 */
class ValueRescueTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final TaskValues values = mock();

	private final Task small = task("small", 10);

	private final Task large = task("large", 100);

	@Test
	void smallestValuesAreSavedIfTheMemoryIsNotEnoughForAll() throws Exception {
		Task larger = task("larger", 101);
		given(this.values.remote()).willReturn(Map.of(larger, 101L, this.large, 100L, this.small, 10L));
		new ValueRescue(this.values, LIMIT, 150).fetch();
		verify(this.values).keep(eq(this.small), any());
		verify(this.values).keep(eq(this.large), any());
		verify(this.values, never()).keep(eq(larger), any());
		verify(this.values).lost(eq(larger), contains("its 101 bytes did not fit into the 40 bytes"));
	}

	@Test
	void nothingIsFetchedWhenTheTimeIsOver() throws Exception {
		given(this.values.remote()).willReturn(Map.of(this.small, 10L));
		new ValueRescue(this.values, Duration.ZERO, 1000).fetch();
		verify(this.values, never()).get(any());
		verify(this.values).lost(eq(this.small), contains("grace period"));
	}

	@Test
	void valueThatTakesTooLongIsLost() throws Exception {
		given(this.values.remote()).willReturn(Map.of(this.small, 10L, this.large, 100L));
		given(this.values.get(this.small)).willReturn(new CompletableFuture<>());
		new ValueRescue(this.values, Duration.ofMillis(20), 1000).fetch();
		verify(this.values).lost(eq(this.small), contains("grace period"));
		verify(this.values).lost(eq(this.large), contains("grace period"));
	}

	@Test
	void valueThatIsGoneHoldsUpNoOther() throws Exception {
		given(this.values.remote()).willReturn(Map.of(this.small, 10L, this.large, 100L));
		given(this.values.get(this.small))
			.willReturn(CompletableFuture.failedFuture(new ValueLostException("its node died")));
		new ValueRescue(this.values, LIMIT, 1000).fetch();
		verify(this.values).lost(eq(this.small), contains("its node died"));
		verify(this.values).keep(eq(this.large), any());
	}

	@Test
	void interruptEndsItAndTheRestIsLost() {
		given(this.values.remote()).willReturn(Map.of(this.small, 10L, this.large, 100L));
		given(this.values.get(this.small)).willReturn(new CompletableFuture<>());
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class)
			.isThrownBy(() -> new ValueRescue(this.values, LIMIT, 1000).fetch());
		verify(this.values, atLeastOnce()).lost(eq(this.large), contains("stopped"));
	}

	private Task task(String name, int size) {
		Task task = Task.completed(new TaskSpec(name, name, name, Resources.DEFAULT, null, 0, null, null, null, 0));
		given(this.values.get(task)).willReturn(CompletableFuture.completedFuture(new byte[size]));
		return task;
	}

}
