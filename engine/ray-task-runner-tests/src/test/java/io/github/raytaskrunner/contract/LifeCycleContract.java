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

package io.github.raytaskrunner.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.TaskCancelledException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When a runner takes tasks.
 */
abstract class LifeCycleContract extends ContractPart {

	LifeCycleContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void submitBeforeStartIsRejected() {
		assertThatExceptionOfType(RayTaskRejectedException.class)
			.isThrownBy(() -> createRunner(SETTINGS).submit(() -> "never"))
			.withMessageContaining("not started")
			.withMessageContaining("start()");
	}

	// prefect-ray pr#32: initialised twice
	@Test
	void secondStartDoesNothing() {
		assertThat(runner().isRunning()).isTrue();
		runner().start();
		assertThat(runner().submit(() -> "still").result()).isEqualTo("still");
	}

	@Test
	void stopWaitsForWhatRunsAndRejectsWhatComesLater() throws Exception {
		String gate = newFile();
		String started = newFile();
		DefaultRayTaskRunner runner = createRunner(SETTINGS);
		runner.start();
		try {
			RayTaskFuture<String> running = runner.submit(() -> {
				touch(started);
				awaitFile(gate);
				return "finished";
			});
			RayTaskFuture<String> queued = runner.submit(() -> running.result() + " too");
			awaitFile(started);
			CountDownLatch stopped = new CountDownLatch(1);
			runner.stop(stopped::countDown);
			Awaitility.await()
				.atMost(LIMIT)
				.untilAsserted(() -> assertThatExceptionOfType(RayTaskRejectedException.class)
					.isThrownBy(() -> runner.submit(() -> "never"))
					.withMessageContaining("stop"));
			assertThat(runner.isRunning()).isTrue();
			touch(gate);
			assertThat(stopped.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(running.result()).isEqualTo("finished");
			assertThat(queued.result()).isEqualTo("finished too");
		}
		finally {
			runner.stop();
		}
		assertThat(runner.isRunning()).isFalse();
		assertThatExceptionOfType(RayTaskRejectedException.class).isThrownBy(() -> runner.submit(() -> "never"))
			.withMessageContaining("stopped")
			.withMessageContaining("start()");
	}

	@Test
	void stopCancelsWhatExceedsTheGracePeriod(CapturedOutput output) throws Exception {
		String never = newFile();
		String started = newFile();
		DefaultRayTaskRunner runner = createRunner(new RunnerSettings(1024 * 1024, Duration.ofMillis(200)));
		runner.start();
		RayTaskFuture<@Nullable Void> running;
		RayTaskFuture<String> queued;
		RayTaskFuture<byte[]> done;
		try {
			done = runner.submit(() -> bytes(200 * 1024));
			done.await(LIMIT);
			running = runner.execute(() -> {
				touch(started);
				awaitFile(never);
			});
			queued = runner.submit(() -> running + "never");
			awaitFile(started);
		}
		finally {
			runner.stop();
		}
		assertThat(running.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThat(queued.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThatExceptionOfType(TaskCancelledException.class).isThrownBy(queued::result)
			.withMessageContaining("stopped");
		assertThatExceptionOfType(ResultLostException.class).isThrownBy(done::result)
			.withMessageContaining("stopped")
			.withMessageContaining("grace period");
		assertThat(output).contains("1 in flight, 1 queued");
		runner.stop();
	}

	@Test
	void largeResultsThatAreStillHeldOutliveTheRunner() throws Exception {
		DefaultRayTaskRunner runner = createRunner(SETTINGS);
		runner.start();
		RayTaskFutures<byte[]> futures;
		RayTaskFuture<byte[]> put;
		try {
			futures = runner.map((size) -> bytes(size), List.of(200 * 1024, 1024 * 1024, 2 * 1024 * 1024));
			put = runner.put(bytes(300 * 1024));
			assertThat(futures.await(LIMIT)).isTrue();
		}
		finally {
			runner.stop();
		}
		assertThat(futures.result()).extracting((value) -> value.length)
			.containsExactly(200 * 1024, 1024 * 1024, 2 * 1024 * 1024);
		assertThat(put.result()).isEqualTo(bytes(300 * 1024));
		assertThat(futures.asList().get(1).toCompletableFuture().get()).isEqualTo(bytes(1024 * 1024));
	}

	@Test
	void stoppedRunnerStartsAgain(CapturedOutput output) {
		int start = output.getOut().length();
		DefaultRayTaskRunner runner = createRunner(SETTINGS);
		runner.start();
		try {
			RayTaskFuture<String> before = runner.submit(() -> "before");
			assertThat(before.result()).isEqualTo("before");
			runner.stop();
			runner.start();
			assertThat(runner.submit(() -> "after").result()).isEqualTo("after");
			assertThat(runner.submit(() -> before.result() + " and after").result()).isEqualTo("before and after");
		}
		finally {
			runner.stop();
		}
		assertThat(output.getOut()
			.substring(start)
			.lines()
			.filter((line) -> line.endsWith("Ray task runner started: " + backend(runner()).summary()))).hasSize(2);
	}

	@Test
	void duplicateIsEqualAndNotStarted() {
		DefaultRayTaskRunner duplicate = runner().duplicate();
		assertThat(duplicate).isEqualTo(runner()).isNotSameAs(runner()).hasSameHashCodeAs(runner());
		assertThat(duplicate.isRunning()).isFalse();
		assertThat(duplicate)
			.isNotEqualTo(createRunner(SETTINGS.withDefaults(TaskOptions.builder().crashRetries(7).build())))
			.isNotEqualTo("a runner");
		assertThatExceptionOfType(RayTaskRejectedException.class).isThrownBy(() -> duplicate.submit(() -> "never"))
			.withMessageContaining("not started");
		assertThat(runner().submit(() -> "still").result()).isEqualTo("still");
	}

	// the reference's own tests: an inner runner does not break the outer
	@Test
	void innerRunnerDoesNotBreakTheOuter() throws Exception {
		String gate = newFile();
		String started = newFile();
		RayTaskFuture<String> outer = runner().submit(() -> {
			touch(started);
			awaitFile(gate);
			return "outer";
		});
		awaitFile(started);
		try (RayTaskRunner inner = runner().duplicate()) {
			inner.start();
			assertThat(inner.submit(() -> "inner").result(LIMIT)).isEqualTo("inner");
		}
		touch(gate);
		assertThat(outer.result(LIMIT)).isEqualTo("outer");
		assertThat(runner().submit(() -> "next").result(LIMIT)).isEqualTo("next");
	}

}
