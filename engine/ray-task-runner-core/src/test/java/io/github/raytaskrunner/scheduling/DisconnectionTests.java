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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.scripted.RecordingTaskListener;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Base class of tests in which the backend is lost.
 */
abstract class DisconnectionTests {

	static final Duration LIMIT = Duration.ofSeconds(30);

	static final String REASON = "the driver died, see driver.log";

	static final TaskOptions ONCE = TaskOptions.builder().crashRetries(0).build();

	final RecordingTaskListener listener = new RecordingTaskListener();

	ScriptedBackend backend = new ScriptedBackend(4);

	DefaultRayTaskRunner runner = createRunner(new RunnerSettings(100_000_000, Duration.ofMinutes(5)));

	final DefaultRayTaskRunner createRunner(RunnerSettings settings) {
		DefaultRayTaskRunner runner = new DefaultRayTaskRunner(settings, () -> this.backend,
				ScriptedBackend.SERIALIZER);
		runner.addListener(this.listener);
		return runner;
	}

	@BeforeEach
	void start() {
		this.runner.start();
	}

	@AfterEach
	void stop() {
		// does not wait for what never ends
		this.backend.listener().disconnected("end of the test");
		this.runner.stop();
		this.listener.assertNoGaps();
	}

	final void restart(RunnerSettings settings) {
		stop();
		this.backend = new ScriptedBackend(4);
		this.runner = createRunner(settings);
		this.runner.start();
	}

	final RayTaskFuture<String> submit() {
		return submit(TaskOptions.none());
	}

	final RayTaskFuture<String> submit(TaskOptions options) {
		return this.runner.with(options).submit(() -> "value");
	}

	final RayTaskFuture<String> dependentOf(RayTaskFuture<String> upstream) {
		return this.runner.submit(() -> upstream.result());
	}

	final RayTaskFuture<String> completed() {
		RayTaskFuture<String> future = submit(TaskOptions.named("upstream"));
		this.backend.complete(this.backend.next());
		return future;
	}

	final RayTaskFuture<String> completedUnpushed() {
		RayTaskFuture<String> future = submit(TaskOptions.named("upstream"));
		this.backend.completeUnpushed(this.backend.next());
		return future;
	}

	static void assertLost(RayTaskFuture<?> future) {
		assertThat(future.state()).isEqualTo(new TaskState.Completed());
		assertThatExceptionOfType(ResultLostException.class).isThrownBy(future::result)
			.withMessageContaining(REASON)
			.withMessageContaining(future.key());
	}

	static void assertNotReady(RayTaskFuture<?> future, RayTaskFuture<?> upstream) throws Exception {
		assertThat(future.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.NotReady.class,
					(state) -> assertThat(state.upstreamKey()).isEqualTo(upstream.key()));
		assertThatExceptionOfType(TaskNotReadyException.class).isThrownBy(future::result)
			.withMessageContaining("the value of upstream task '" + upstream.name() + "' was lost")
			.withCauseInstanceOf(ResultLostException.class);
	}

	static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
