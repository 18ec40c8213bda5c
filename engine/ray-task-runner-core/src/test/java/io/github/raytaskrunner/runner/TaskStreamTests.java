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
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of streams of futures whose items are tasks that stand alone, as they have a time
 * limit, over a {@link ScriptedBackend}.
 */
class TaskStreamTests extends ScriptedRunnerTests {

	@BeforeEach
	void start() {
		this.runner = createRunner(
				new RunnerSettings(100_000_000, Duration.ZERO).withMaxUnfinished(2, RunnerSettings.WhenFull.BLOCK));
		this.runner.start();
	}

	@Test
	void submitsNoMoreOnceItWasClosed() {
		this.backend.onRun(this.backend::complete);
		Stream<RayTaskFuture<Object>> stream = limited().mapAsCompleted((item) -> item,
				IntStream.range(0, 100).boxed().iterator());
		Iterator<RayTaskFuture<Object>> futures = stream.iterator();
		futures.next();
		stream.close();
		futures.forEachRemaining((future) -> assertThat(future.result()).isEqualTo("value"));
		// the second one only if the first had not ended before
		assertThat(this.backend.calls()).hasSizeBetween(1, 2);
	}

	@Test
	void submitsNoMoreOnceAnItemWasRefused() {
		Iterator<RayTaskFuture<Object>> futures = limited()
			.<Object, Object>mapAsCompleted((item) -> item, List.of(1, Thread.currentThread(), 2).iterator())
			.iterator();
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(futures::hasNext);
		this.backend.complete(this.backend.next());
		assertThat(futures.next().result()).isEqualTo("value");
		assertThat(futures).isExhausted();
	}

	private RayTaskSubmitter limited() {
		return this.runner.with((options) -> options.timeLimit(LIMIT));
	}

}
