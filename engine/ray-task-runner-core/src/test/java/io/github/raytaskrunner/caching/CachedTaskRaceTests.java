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

package io.github.raytaskrunner.caching;

import java.util.concurrent.atomic.AtomicReference;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.scripted.MapCaches;
import io.github.raytaskrunner.scripted.RaceTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of tasks with equal cache keys that come, end and are cancelled at the same time.
 */
class CachedTaskRaceTests extends RaceTests {

	private static final int CACHED_ROUNDS = 500;

	@BeforeEach
	void start() {
		this.runner.start();
		this.started.get().onRun(this.started.get()::complete);
	}

	private RayTaskFuture<String> submit(int key) {
		TaskOptions options = TaskOptions.builder().cache(MapCaches.NAME).cacheKey(key).build();
		return this.runner.with(options).submit(() -> "value");
	}

	@Test
	void submittedAtOnceBothHaveTheValue() throws Exception {
		for (int i = 0; i < CACHED_ROUNDS; i++) {
			int key = i;
			AtomicReference<RayTaskFuture<String>> first = new AtomicReference<>();
			AtomicReference<RayTaskFuture<String>> second = new AtomicReference<>();
			atOnce(() -> first.set(submit(key)), () -> second.set(submit(key)));
			assertThat(first.get().result(LIMIT)).isEqualTo("value");
			assertThat(second.get().result(LIMIT)).isEqualTo("value");
		}
		assertFinalStatesReportedOnce(2 * CACHED_ROUNDS);
		assertThat(this.started.get().calls()).hasSize(CACHED_ROUNDS);
	}

	@Test
	void cancelOfOneLeavesTheOther() throws Exception {
		for (int i = 0; i < CACHED_ROUNDS; i++) {
			int key = i;
			RayTaskFuture<String> first = submit(key);
			AtomicReference<RayTaskFuture<String>> second = new AtomicReference<>();
			atOnce(first::cancel, () -> second.set(submit(key)));
			assertThat(second.get().result(LIMIT)).isEqualTo("value");
		}
		assertFinalStatesReportedOnce(2 * CACHED_ROUNDS);
	}

}
