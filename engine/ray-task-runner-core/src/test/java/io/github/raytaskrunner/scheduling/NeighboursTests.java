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
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.settings.TaskSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Neighbours}.
 */
class NeighboursTests {

	private final Task upstream = task("upstream", List.of());

	private static Task task(String key, List<Dependency> dependencies) {
		return new Task(new TaskSpec(key, key, key, Resources.DEFAULT, null, 0, null, null, null, 0), new byte[0],
				dependencies);
	}

	private Task dependent(String key) {
		Task dependent = task(key, List.of(new Dependency(this.upstream, true, false)));
		dependent.neighbours().link();
		return dependent;
	}

	private static void cancel(Task task) {
		task.end(new TaskState.Cancelled("test"));
		task.neighbours().release();
	}

	@Test
	void dependentsThatEndedBeforeAreLetGo() {
		Task last = dependent("last");
		for (int i = 0; i < 1000; i++) {
			cancel(dependent("cancelled-" + i));
		}
		assertThat(this.upstream.neighbours().hasOpenDependents()).isTrue();
		assertThat(this.upstream.neighbours().takeDependents()).hasSizeLessThan(5)
			.contains(new Neighbours.Dependent(last, false));
	}

	@Test
	void upstreamWhoseDependentsHaveAllEndedHasNone() {
		cancel(dependent("first"));
		cancel(dependent("second"));
		assertThat(this.upstream.neighbours().hasOpenDependents()).isFalse();
		assertThat(this.upstream.neighbours().takeDependents()).isEmpty();
	}

	@Test
	void upstreamThatFailsDoesNotLookForItselfAmongAll() throws InterruptedException {
		Outbox outbox = new Outbox("ray-scheduler", "The backend");
		Scheduler scheduler = new ScriptedBackend(1).scheduler(outbox);
		List<Dependency> dependencies = new ArrayList<>();
		for (int i = 0; i <= 1000; i++) {
			Task upstream = task("upstream-" + i, List.of());
			scheduler.submissions().submit(upstream);
			dependencies.add(new Dependency(upstream, false, i < 1000));
		}
		AtomicInteger looks = new AtomicInteger();
		Task dependent = task("dependent", new AbstractList<>() {

			@Override
			public Dependency get(int index) {
				looks.incrementAndGet();
				return dependencies.get(index);
			}

			@Override
			public int size() {
				return dependencies.size();
			}

		});
		scheduler.submissions().submit(dependent);
		looks.set(0);
		dependencies.subList(0, 1000).forEach((dependency) -> scheduler.cancel(dependency.upstream(), "test"));
		assertThat(looks).hasValue(0);
		assertThat(dependent.state()).isInstanceOf(TaskState.Pending.class);
		scheduler.cancel(dependencies.get(1000).upstream(), "test");
		assertThat(dependent.state()).isInstanceOf(TaskState.NotReady.class);
		outbox.close(Duration.ofSeconds(30));
	}

	@Test
	void taskThatDependsTwiceOnAnotherNeedsWhatEitherNeeds() throws InterruptedException {
		Outbox outbox = new Outbox("ray-scheduler", "The backend");
		Scheduler scheduler = new ScriptedBackend(1).scheduler(outbox);
		scheduler.submissions().submit(this.upstream);
		Task dependent = task("dependent",
				List.of(new Dependency(this.upstream, true, true), new Dependency(this.upstream, false, false)));
		scheduler.submissions().submit(dependent);
		scheduler.cancel(this.upstream, "test");
		assertThat(dependent.state()).isInstanceOf(TaskState.NotReady.class);
		outbox.close(Duration.ofSeconds(30));
	}

}
