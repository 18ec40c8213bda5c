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

import java.time.Duration;
import java.util.Map;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.scripted.MapCaches;
import io.github.raytaskrunner.scripted.RecordingTaskListener;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class of tests of tasks whose values are in a cache, over a
 * {@link ScriptedBackend}.
 */
abstract class ScriptedCacheTests {

	static final Duration LIMIT = Duration.ofSeconds(30);

	static final String KEY = "2020";

	final RecordingTaskListener listener = new RecordingTaskListener();

	final MapCaches caches = new MapCaches();

	final ScriptedBackend backend = new ScriptedBackend(100);

	final DefaultRayTaskRunner runner = new DefaultRayTaskRunner(
			new RunnerSettings(100_000_000, Duration.ofSeconds(30))
				.withProfiles(Map.of("cached", TaskOptions.builder().cache(MapCaches.NAME).build())),
			() -> this.backend, ScriptedBackend.SERIALIZER, this.caches);

	@BeforeEach
	void start() {
		this.runner.addListener(this.listener);
		this.runner.start();
	}

	@AfterEach
	void stop() {
		// what did not end is not waited for
		this.backend.listener().disconnected("end of the test");
		this.runner.stop();
		this.listener.assertNoGaps();
	}

	final RayTaskSubmitter cached(Object key) {
		return this.runner.with((options) -> options.cache(MapCaches.NAME).cacheKey(key));
	}

	final RayTaskFuture<String> submit() {
		return cached(KEY).submit(() -> "value");
	}

	final void keep(@Nullable Object value) {
		this.caches.values().put(KEY, ScriptedBackend.SERIALIZER.writeValue(value));
	}

	final void awaitKept() {
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(ScriptedBackend.SERIALIZER.readValue(this.caches.values().get(KEY)))
				.isEqualTo("value"));
	}

}
