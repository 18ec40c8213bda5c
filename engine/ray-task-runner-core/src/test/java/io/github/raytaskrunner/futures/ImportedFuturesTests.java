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

package io.github.raytaskrunner.futures;

import java.time.Duration;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of tasks that read futures of another runner, over a {@link ScriptedBackend}
 * each.
 */
class ImportedFuturesTests extends ScriptedRunnerTests {

	private final ScriptedBackend otherBackend = new ScriptedBackend(1);

	private final DefaultRayTaskRunner other = new DefaultRayTaskRunner(new RunnerSettings(100_000_000, Duration.ZERO),
			() -> this.otherBackend, ScriptedBackend.SERIALIZER);

	@BeforeEach
	void start() {
		this.runner.start();
		this.other.start();
	}

	@AfterEach
	void stopOther() {
		this.other.stop();
	}

	@Test
	void valueThatWasLostWithTheBackendIsReadOnTheNextOne() throws Exception {
		RayTaskFuture<byte[]> foreign = this.other.put(new byte[200_000]);
		this.runner.submit(() -> foreign.result().length);
		this.backend.complete(this.backend.next());
		this.backend.disconnect("gone");
		this.backend.connect(4);
		assertRuns(this.runner.submit(() -> foreign.result().length + " bytes"));
	}

	@Test
	void valueThatCouldNotBeFetchedIsFetchedForTheNextTask() throws Exception {
		RayTaskFuture<String> foreign = this.other.submit(() -> "value");
		Attempt attempt = this.otherBackend.next();
		this.otherBackend.completeUnpushed(attempt);
		this.otherBackend.loseValue(attempt);
		RayTaskFuture<String> before = this.runner.submit(() -> foreign.result());
		assertThat(before.await(LIMIT)).get().isInstanceOf(TaskState.NotReady.class);
		this.otherBackend.values().put(attempt.id(), ScriptedBackend.VALUE);
		assertRuns(this.runner.submit(() -> foreign.result()));
	}

	private void assertRuns(RayTaskFuture<String> future) throws Exception {
		this.backend.complete(this.backend.next());
		assertThat(future.result(LIMIT)).isEqualTo("value");
	}

}
