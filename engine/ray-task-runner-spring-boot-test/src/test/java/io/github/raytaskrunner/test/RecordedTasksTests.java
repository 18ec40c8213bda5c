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

package io.github.raytaskrunner.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.TaskState;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RecordedTasks} and {@link RecordedTasksAssert}.
 */
@Timeout(60)
class RecordedTasksTests {

	private static final TaskState COMPLETED = new TaskState.Completed();

	private final ObservableRayTaskRunner runner = mock();

	private final RecordedTasks tasks = new RecordedTasks(() -> List.of(this.runner));

	@BeforeEach
	void tellAtOnce() throws InterruptedException {
		given(this.runner.awaitListeners(any())).willReturn(true);
	}

	@Test
	void knowsWhatRunnersHaveYetToTell() throws InterruptedException {
		given(this.runner.awaitListeners(any())).willAnswer((invocation) -> {
			add("price");
			return true;
		});
		assertFails(() -> assertion().hasNotSubmitted("price"), "Expected no task 'price' to have been submitted");
		assertThat(this.tasks.submitted()).hasSize(2);
		assertFails(() -> assertion().allCompleted(), "Expected all tasks to have completed");
		this.tasks.clear();
		assertion().hasSubmitted("price", 1);
	}

	@Test
	void nothingIsVerifiedWhileRunnersHaveYetToTell() throws InterruptedException {
		given(this.runner.awaitListeners(any())).willReturn(false);
		assertFails(() -> assertion().hasNotSubmitted("price"), "are not recorded yet");
		assertFails(() -> assertion().allCompleted(), "are not recorded yet");
	}

	@Test
	void countsWhatWasSubmitted() {
		add("price");
		add("price");
		assertion().hasSubmitted("price").hasSubmitted("price", 2).hasNotSubmitted("report");
		assertFails(() -> assertion().hasSubmitted("report"), "Expected task 'report' to have been submitted");
		assertFails(() -> assertion().hasSubmitted("price", 1), "Expected 1 tasks 'price' to have been submitted");
		assertFails(() -> assertion().hasNotSubmitted("price"), "Expected no task 'price' to have been submitted");
	}

	@Test
	void completedIfAllOfTheNameAre() {
		assertFails(() -> assertion().hasCompleted("price"), "Expected task 'price' to have ended as Completed");
		add("price");
		add("price");
		end("price", COMPLETED);
		assertFails(() -> assertion().hasCompleted("price"), "Expected task 'price' to have ended as Completed");
		assertFails(() -> assertion().allCompleted(), "Expected all tasks to have completed");
		end("price", COMPLETED);
		assertion().hasCompleted("price").hasCompleted("price", 2).allCompleted();
		add("price");
		end("price", new TaskState.Cancelled("by a caller"));
		assertFails(() -> assertion().hasCompleted("price"), "Cancelled[reason=by a caller]");
		assertFails(() -> assertion().allCompleted(), "Cancelled[reason=by a caller]");
	}

	@Test
	void knowsHowTasksEnded() {
		add("price");
		end("price", new TaskState.Failed(new IllegalStateException("no price")));
		assertion().hasEnded("price", TaskState.Failed.class).hasFailed("price").hasMessage("no price");
		assertFails(() -> assertion().hasEnded("price", TaskState.TimedOut.class),
				"Expected task 'price' to have ended as TimedOut");
		add("report");
		end("report", COMPLETED);
		assertFails(() -> assertion().hasFailed("report"), "Expected task 'report' to have failed");
	}

	@Test
	void waitsForTasksOfOtherThreads() {
		CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
			add("price");
			end("price", COMPLETED);
		});
		assertThat(this.tasks).within(Duration.ofSeconds(30)).hasCompleted("price");
		other.join();
	}

	@Test
	void endOfATaskOfTheTestBeforeIsIgnored() {
		this.tasks.add("price", "before");
		this.tasks.clear();
		this.tasks.add("price", "now");
		this.tasks.end("price", "before", COMPLETED);
		assertThat(this.tasks.ended("price")).isEmpty();
		assertFails(() -> assertion().hasCompleted("price"), "Expected task 'price' to have ended as Completed");
		this.tasks.end("price", "now", COMPLETED);
		assertion().hasCompleted("price", 1);
	}

	@Test
	void runnersMayUseTheSameKey() {
		add("price");
		add("price");
		end("price", COMPLETED);
		assertFails(() -> assertion().allCompleted(), "Expected all tasks to have completed");
		end("price", COMPLETED);
		assertion().allCompleted();
	}

	private void add(String name) {
		this.tasks.add(name, "key");
	}

	private void end(String name, TaskState state) {
		this.tasks.end(name, "key", state);
	}

	private RecordedTasksAssert assertion() {
		return assertThat(this.tasks).within(Duration.ZERO);
	}

	private static void assertFails(ThrowingCallable assertion, String message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(message);
	}

}
