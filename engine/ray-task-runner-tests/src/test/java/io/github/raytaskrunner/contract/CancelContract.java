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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskCancelledException;
import io.github.raytaskrunner.TaskState;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What cancelling does.
 */
abstract class CancelContract extends ContractPart {

	CancelContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void runningTaskIsCancelledAtOnceAndInterruptedWithinTwoSeconds() {
		// others may have all CPUs of this machine for a while
		assertThat(Stream.generate(this::cancelRunningTask).limit(3)).anyMatch((time) -> time.toMillis() < 2000);
	}

	private Duration cancelRunningTask() {
		String started = newFile();
		String interrupted = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> sleepUntilInterrupted(started, interrupted));
		awaitFile(started);
		long start = System.nanoTime();
		assertThat(future.cancel()).isTrue();
		assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThatExceptionOfType(TaskCancelledException.class).isThrownBy(future::result)
			.withMessageContaining(future.name())
			.withMessageContaining("a caller");
		awaitFile(interrupted);
		assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Test
	void queuedTaskNeverRuns() {
		String gate = newFile();
		String ran = newFile();
		List<RayTaskFuture<@Nullable Void>> blockers = Stream.generate(() -> runner().execute(() -> awaitFile(gate)))
			.limit(8)
			.toList();
		RayTaskFuture<@Nullable Void> queued = runner().execute(() -> touch(ran));
		assertThat(queued.cancel()).isTrue();
		touch(gate);
		blockers.forEach(RayTaskFuture::result);
		assertThat(runner().submit(() -> "later").result()).isEqualTo("later");
		assertThat(Path.of(ran)).doesNotExist();
		assertThat(queued.state()).isInstanceOf(TaskState.Cancelled.class);
	}

	@Test
	void taskThatWaitsForItsUpstreamNeverRuns() {
		String gate = newFile();
		String ran = newFile();
		RayTaskFuture<@Nullable Void> upstream = runner().execute(() -> awaitFile(gate));
		RayTaskFuture<@Nullable Void> dependent = runner().execute(() -> {
			upstream.result();
			touch(ran);
		});
		assertThat(dependent.cancel()).isTrue();
		touch(gate);
		upstream.result();
		assertThat(runner().submit(() -> "later").result()).isEqualTo("later");
		assertThat(Path.of(ran)).doesNotExist();
	}

	@Test
	void dependentsOfACancelledTaskAreNotReady() throws Exception {
		String never = newFile();
		RayTaskFuture<@Nullable Void> upstream = runner().execute(() -> awaitFile(never));
		RayTaskFuture<@Nullable Void> dependent = runner().execute(() -> upstream.result());
		upstream.cancel();
		assertThat(dependent.await(LIMIT)).get().isInstanceOfSatisfying(TaskState.NotReady.class, (state) -> {
			assertThat(state.upstreamKey()).isEqualTo(upstream.key());
			assertThat(state.upstreamException()).isInstanceOf(TaskCancelledException.class);
		});
	}

	@Test
	void taskThatHasEndedIsNotCancelled() throws Exception {
		RayTaskFuture<String> future = runner().submit(() -> "value");
		future.await(LIMIT);
		assertThat(future.cancel()).isFalse();
		assertThat(future.result()).isEqualTo("value");
		RayTaskFuture<@Nullable Void> cancelled = runner().execute(() -> Thread.sleep(LIMIT.toMillis()));
		assertThat(cancelled.cancel()).isTrue();
		assertThat(cancelled.cancel()).isFalse();
	}

	@Test
	void slotOfACancelledTaskBecomesFree() throws Exception {
		String started = newFile();
		RayTaskFuture<@Nullable Void> future = runner().with((options) -> options.name("all").numCpus(2))
			.execute(() -> {
				touch(started);
				Thread.sleep(LIMIT.toMillis());
			});
		awaitFile(started);
		future.cancel();
		assertThat(runner().with((options) -> options.name("next").numCpus(2)).submit(() -> "runs").result(LIMIT))
			.isEqualTo("runs");
		Awaitility.await().atMost(LIMIT).until(() -> runner().counts().inFlight() == 0);
	}

}
