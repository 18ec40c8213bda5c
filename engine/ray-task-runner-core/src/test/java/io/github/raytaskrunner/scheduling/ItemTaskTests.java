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

import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.serialization.SerializedFunction;
import io.github.raytaskrunner.settings.TaskSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link ItemTask} in a group of which nothing runs.
 */
class ItemTaskTests {

	private final Outbox outbox = new Outbox("ray-scheduler", "The backend");

	private final Scheduler scheduler = new ScriptedBackend(1).scheduler(this.outbox);

	private final GroupEntry group = new GroupEntry(this.scheduler, new GroupSpec(specOf("group"),
			new SerializedFunction(new byte[0], true, List.of()), new byte[0], null, List.of()));

	@AfterEach
	void close() throws InterruptedException {
		this.outbox.close(Duration.ofSeconds(30));
	}

	private static TaskSpec specOf(String key) {
		return new TaskSpec("name", "name", key, Resources.DEFAULT, null, 3, null, null, null, 0);
	}

	private static HeldFuture open(Task task) {
		return new OpenFuture(task);
	}

	@Test
	void itemWhoseFutureWasDroppedIsForgottenWhenItEnds() {
		this.group.add(new byte[1], null);
		Task task = this.group.future(0, ItemTaskTests::open).task();
		this.group.drop();
		this.scheduler.futuresDropped(List.of(task));
		assertThat(this.group.cancel()).isOne();
		assertThat(this.scheduler.find(task.key(), ItemTaskTests::open)).isNull();
	}

	@Test
	void futureThatIsDroppedAfterTheGroupIsCountedOnce() {
		this.group.add(new byte[1], null);
		Task task = this.group.future(0, ItemTaskTests::open).task();
		this.group.drop();
		assertThat(this.group.cancel()).isOne();
		this.scheduler.futuresDropped(List.of(task));
		assertThat(task.openFutures()).isZero();
	}

	@Test
	void keyOfAnItemIsTakenUntilTheItemHasEnded() {
		this.group.add(new byte[1], null);
		String key = this.group.key(0);
		assertThatExceptionOfType(RayTaskRejectedException.class)
			.isThrownBy(() -> this.scheduler.submissions().submit(new Task(specOf(key), new byte[0], List.of())))
			.withMessageContaining(key);
		assertThat(this.group.cancel()).isOne();
		Task next = new Task(specOf(key), new byte[0], List.of());
		this.scheduler.submissions().submit(next);
		assertThat(this.scheduler.find(key, ItemTaskTests::open).task()).isSameAs(next);
	}

}
