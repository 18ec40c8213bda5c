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

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of start and stop of a {@link DefaultRayTaskRunner}, over a
 * {@link ScriptedBackend}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DefaultRayTaskRunnerTests extends ScriptedRunnerTests {

	@Test
	void startsAndStopsBelowTheWebServer() {
		assertThat(this.runner.isAutoStartup()).isTrue();
		assertThat(this.runner.getPhase()).isLessThan(SmartLifecycle.DEFAULT_PHASE - 2048);
	}

	@Test
	void saysWhatAStartWaitsForBeforeIt(CapturedOutput output) {
		this.runner.setBeanName("research");
		this.backend = new ScriptedBackend(1) {

			@Override
			public String startsBy() {
				return "starting a cluster";
			}

			@Override
			public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
				assertThat(output).contains("Ray task runner 'research' is starting a cluster")
					.doesNotContain("started");
				return super.start(runner, settings, listener);
			}

		};
		this.runner.start();
		assertThat(output).contains("Ray task runner 'research' started: ");
	}

	@Test
	void saysThatItStopped(CapturedOutput output) {
		this.runner.setBeanName("research");
		this.runner.stop();
		assertThat(output).doesNotContain("stopped");
		this.runner.start();
		this.runner.stop();
		this.runner.stop();
		assertThat(output).containsOnlyOnce("Ray task runner 'research' stopped");
	}

	@Test
	void backendThatCannotStartLeavesTheRunnerStopped() {
		this.backend = new ScriptedBackend(1) {

			@Override
			public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
				throw new RayTaskRunnerException("no Python");
			}

		};
		assertThatExceptionOfType(RayTaskRunnerException.class).isThrownBy(this.runner::start).withMessage("no Python");
		assertThat(this.runner.isRunning()).isFalse();
		this.backend = new ScriptedBackend(1);
		this.runner.start();
		assertThat(this.runner.isRunning()).isTrue();
	}

	@Test
	void secondStartDoesNothing() {
		this.runner.start();
		RayTaskFuture<String> future = submit(1).get(0);
		this.runner.start();
		assertThat(this.runner.find(future.key())).contains(future);
	}

	@Test
	void rejectionsNameTheRunner() {
		this.runner.setBeanName("research");
		assertRejected("Ray task runner 'research' is not started: ");
		this.runner.start();
		this.runner.stop();
		assertRejected("Ray task runner 'research' was stopped: ");
	}

	@Test
	void rejectionsDuringAStopNameTheRunner() throws Exception {
		this.runner = createRunner(new RunnerSettings(100_000, LIMIT));
		this.runner.setBeanName("research");
		this.runner.start();
		submit(1);
		CountDownLatch stopped = new CountDownLatch(1);
		this.runner.stop(stopped::countDown);
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertRejected("Ray task runner 'research' is being stopped"));
		this.backend.complete(this.backend.next());
		assertThat(stopped.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	private void assertRejected(String message) {
		assertThatExceptionOfType(RayTaskRejectedException.class).isThrownBy(() -> this.runner.put("never"))
			.withMessageStartingWith(message);
	}

	@Test
	void stopWithCallbackDoesNotBlock() throws Exception {
		this.runner = createRunner(new RunnerSettings(100_000, Duration.ofMinutes(5)));
		this.runner.start();
		submit(1);
		AtomicReference<@Nullable String> thread = new AtomicReference<>();
		CountDownLatch stopped = new CountDownLatch(1);
		this.runner.stop(() -> {
			thread.set(Thread.currentThread().getName());
			stopped.countDown();
		});
		assertThat(stopped.getCount()).isOne();
		this.backend.complete(this.backend.next());
		assertThat(stopped.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(thread).hasValue("ray-stop-1");
		assertThat(this.runner.isRunning()).isFalse();
	}

	@Test
	void interruptOfStopCutsTheGracePeriodShort() {
		this.runner = createRunner(new RunnerSettings(100_000, Duration.ofMinutes(5)));
		this.runner.start();
		RayTaskFuture<String> future = submit(1).get(0);
		Thread.currentThread().interrupt();
		this.runner.stop();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThat(this.backend.isStopped()).isTrue();
	}

	@Test
	void stoppedRunnerWhoseFuturesAreHeldDoesNotHoldTheApplication() throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
			thread.setContextClassLoader(application);
			this.runner.start();
			List<RayTaskFuture<String>> held = submit(1);
			this.runner.stop();
			Awaitility.await()
				.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
					.filteredOn((other) -> other != thread && other.getName().startsWith("ray-"))
					.extracting(Thread::getContextClassLoader)
					.doesNotContain(application));
			assertThat(held).isNotEmpty();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	@Test
	void callbackRegisteredBeforeTheStopIsCalled() throws Exception {
		this.runner.start();
		RayTaskFuture<String> future = submit(1).get(0);
		CountDownLatch called = new CountDownLatch(2);
		future.onDone((done) -> called.countDown());
		this.runner.stop();
		future.onDone((done) -> called.countDown());
		assertThat(called.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

}
