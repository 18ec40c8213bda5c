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

import java.util.List;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskInFlight;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Overview}.
 */
class OverviewTests extends ScriptedRunnerTests {

	@BeforeEach
	void start() {
		this.backend = new ScriptedBackend(2);
		this.runner.start();
	}

	@Test
	void namesTheTasksThatTheBackendHas() {
		RayTaskFuture<String> first = submit("first");
		RayTaskFuture<String> second = submit("second");
		submit("third");
		submit("queued");
		Attempt attempt = this.backend.next();
		this.backend.start(attempt);
		List<TaskInFlight> tasks = this.runner.tasksInFlight(100);
		assertThat(tasks).extracting(TaskInFlight::name).containsExactly("first", "second", "third");
		assertThat(tasks.get(0)).satisfies((task) -> {
			assertThat(task.key()).isEqualTo(first.key());
			assertThat(task.state()).isInstanceOf(TaskState.Running.class);
			assertThat(task.age()).isPositive();
			assertThat(task.tasks()).isOne();
		});
		assertThat(tasks.get(1).state()).isInstanceOf(TaskState.Pending.class);
		assertThat(tasks.get(1).key()).isEqualTo(second.key());
		this.backend.complete(attempt);
		assertThat(this.runner.tasksInFlight(100)).extracting(TaskInFlight::name).doesNotContain("first");
	}

	@Test
	void namesNoMoreThanAreAskedFor() {
		submit("first");
		submit("second");
		assertThat(this.runner.tasksInFlight(1)).extracting(TaskInFlight::name).containsExactly("first");
		assertThat(this.runner.tasksInFlight(0)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> this.runner.tasksInFlight(-1));
	}

	@Test
	void leavesOutWhatNobodyWants() {
		RayTaskFuture<String> future = submit("first");
		this.backend.next();
		future.cancel();
		assertThat(this.runner.tasksInFlight(100)).isEmpty();
	}

	@Test
	void namesNoneOfARunnerThatIsStopped() {
		submit("first");
		this.runner.stop();
		assertThat(this.runner.tasksInFlight(100)).isEmpty();
	}

	private RayTaskFuture<String> submit(String name) {
		return this.runner.with((options) -> options.name(name)).submit(() -> "value");
	}

}
