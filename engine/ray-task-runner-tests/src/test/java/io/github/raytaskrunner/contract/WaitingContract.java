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
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How callers wait for tasks.
 */
abstract class WaitingContract extends ContractPart {

	WaitingContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void waitReturnsTheFinalState() throws Exception {
		RayTaskFuture<String> future = runner().submit(() -> "done");
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
		assertThat(future.state()).isEqualTo(new TaskState.Completed());
	}

	@Test
	void waitIsEmptyWhenTheTimeIsOver() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> awaitFile(gate));
		assertThat(future.await(Duration.ZERO)).isEmpty();
		assertThat(future.await(Duration.ofMillis(50))).isEmpty();
		assertThat(future.state().isFinal()).isFalse();
		touch(gate);
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
	}

	@Test
	void taskOnAWorkerIsRunning() {
		String gate = newFile();
		String started = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			touch(started);
			awaitFile(gate);
		});
		awaitFile(started);
		awaitRunning(future);
		touch(gate);
		future.result();
	}

	@Test
	void awaitReturnsTheFinalStateWithoutALimit() {
		RayTaskFuture<String> future = runner().submit(() -> "done");
		RayTaskFuture<Object> failing = runner().with((options) -> options.name("failing").key("await-failing"))
			.submit(() -> {
				throw new IllegalStateException("failed");
			});
		assertThat(future.await()).isEqualTo(new TaskState.Completed());
		assertThat(failing.allowFailure().await()).isInstanceOf(TaskState.Failed.class);
		assertThat(runner().await("await-failing")).isEqualTo(failing.state());
		RayTaskFutures.of(List.<RayTaskFuture<Object>>of(failing, failing)).await();
		assertThatIllegalArgumentException().isThrownBy(() -> runner().await("unknown key"))
			.withMessageContaining("unknown key");
	}

	@Test
	void interruptEndsAwait() {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> awaitFile(gate));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedWaitException.class).isThrownBy(future::await)
			.withMessageContaining(future.key());
		assertThat(Thread.interrupted()).isTrue();
		touch(gate);
		assertThat(future.await()).isEqualTo(new TaskState.Completed());
	}

	@Test
	void negativeTimeoutIsRefused() {
		RayTaskFuture<String> future = runner().submit(() -> "done");
		Duration negative = Duration.ofMillis(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> future.await(negative));
		assertThatIllegalArgumentException().isThrownBy(() -> future.result(negative));
	}

	@Test
	void longestTimeoutIsAccepted() throws Exception {
		RayTaskFuture<String> future = runner().submit(() -> "done");
		assertThat(future.result(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("done");
	}

	@Test
	void timeoutOfResultNamesTaskAndTime() {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> awaitFile(gate));
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> future.result(Duration.ofMillis(30)))
			.withMessageContaining(future.name())
			.withMessageContaining(future.key())
			.withMessageContaining("30 ms");
		touch(gate);
		future.result();
	}

	@Test
	void interruptEndsTheWaitAndNotTheTask() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> awaitFile(gate));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> future.await(LIMIT));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> future.result(LIMIT));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(future::result)
			.withMessageContaining(future.name());
		assertThat(Thread.interrupted()).isTrue();
		touch(gate);
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
	}

	@Test
	void futureDescribesItself() {
		RayTaskFuture<String> future = runner().submit(() -> "done");
		future.result();
		assertThat(future.toString()).contains(future.name(), future.key(), "completed");
		assertThat(future.key()).hasSize(36);
	}

}
