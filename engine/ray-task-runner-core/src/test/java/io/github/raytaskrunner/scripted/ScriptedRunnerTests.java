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

package io.github.raytaskrunner.scripted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.junit.jupiter.api.AfterEach;

/**
 * Base class of tests of a runner over a {@link ScriptedBackend}.
 */
public abstract class ScriptedRunnerTests {

	public static final Duration LIMIT = Duration.ofSeconds(30);

	protected final RecordingTaskListener listener = new RecordingTaskListener();

	protected ScriptedBackend backend = new ScriptedBackend(4);

	protected DefaultRayTaskRunner runner = createRunner(new RunnerSettings(100_000_000, Duration.ZERO));

	protected final DefaultRayTaskRunner createRunner(RunnerSettings settings) {
		DefaultRayTaskRunner runner = new DefaultRayTaskRunner(settings, () -> this.backend,
				ScriptedBackend.SERIALIZER);
		runner.addListener(this.listener);
		return runner;
	}

	@AfterEach
	void stop() {
		this.runner.stop();
		this.listener.assertNoGaps();
	}

	protected final List<RayTaskFuture<String>> submit(int count) {
		List<RayTaskFuture<String>> futures = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			futures.add(this.runner.submit(() -> "value"));
		}
		return futures;
	}

}
