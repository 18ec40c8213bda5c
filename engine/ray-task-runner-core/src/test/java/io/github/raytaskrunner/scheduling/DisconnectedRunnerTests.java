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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.settings.RunnerSettings.WhenFull;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of a runner whose backend is lost and comes back.
 */
@ExtendWith(OutputCaptureExtension.class)
class DisconnectedRunnerTests extends DisconnectionTests {

	private static final String OBSTACLE = "nothing listens there";

	@Test
	void submitIsPossibleMeanwhile() {
		this.backend.disconnect(REASON);
		List<RayTaskFuture<String>> futures = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			futures.add(submit());
		}
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(10, 0, 0));
		this.backend.connect(1);
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(8, 2, 0));
		futures.forEach((future) -> this.backend.complete(this.backend.next()));
		assertThat(futures).allSatisfy((future) -> assertThat(future.result()).isEqualTo("value"));
	}

	@Test
	void reconnectsAreCountedAndTasksThatWaitAreMeasured() {
		assertThat(this.runner.reconnects()).isZero();
		assertThat(this.runner.pendingBytes()).isZero();
		this.backend.disconnect(REASON);
		RayTaskFuture<String> future = submit();
		assertThat(this.runner.pendingBytes()).isPositive();
		this.backend.connect(1);
		assertThat(this.runner.reconnects()).isEqualTo(1);
		this.backend.complete(this.backend.next());
		assertThat(future.result()).isEqualTo("value");
		assertThat(this.runner.pendingBytes()).isZero();
	}

	@Test
	void listenersHearOfEveryStatus() throws Exception {
		List<String> heard = new CopyOnWriteArrayList<>();
		assertThat(this.runner.awaitListeners(LIMIT)).isTrue();
		this.runner.addListener(new TaskListener() {

			@Override
			public void statusChanged(RunnerStatus status) {
				heard.add((status instanceof RunnerStatus.Connected connected) ? connected.backend().slots() + " slots"
						: status.getClass().getSimpleName());
			}

		});
		this.backend.disconnect(REASON);
		this.backend.listener().connectFailed(OBSTACLE);
		this.backend.connect(4);
		this.backend.listener().capacityChanged(6, 2);
		assertThat(this.runner.awaitListeners(LIMIT)).isTrue();
		assertThat(heard).containsExactly("Disconnected", "Disconnected", "4 slots", "6 slots");
	}

	@Test
	void submitIsBoundedMeanwhile() {
		restart(new RunnerSettings(100_000_000, Duration.ZERO).withMaxUnfinished(3, WhenFull.REJECT));
		this.backend.disconnect(REASON);
		submit();
		submit();
		submit();
		assertThatExceptionOfType(RayTaskRejectedException.class).isThrownBy(this::submit)
			.withMessageContaining("full");
	}

	@Test
	void submitIsRejectedOnceTheBackendHasNotComeBackInTime(CapturedOutput output) throws Exception {
		restart(new RunnerSettings(100_000_000, Duration.ZERO).withReconnectTimeout(Duration.ofSeconds(2))
			.withMaxUnfinished(2, WhenFull.BLOCK));
		this.backend.disconnect(REASON);
		RayTaskFuture<String> queued = submit();
		RayTaskFuture<String> dependent = dependentOf(queued);
		this.backend.listener().connectFailed(OBSTACLE);
		assertThatExceptionOfType(RayTaskRejectedException.class).isThrownBy(this::submit)
			.withMessageContaining(REASON)
			.withMessageContaining(OBSTACLE);
		assertThat(queued.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.Crashed.class, (state) -> assertThat(state.reason()).contains(REASON));
		assertThat(dependent.await(LIMIT)).get().isInstanceOf(TaskState.Crashed.class);
		assertThatExceptionOfType(RayTaskRejectedException.class).isThrownBy(() -> this.runner.put("value"))
			.withMessageContaining(REASON);
		Awaitility.await().atMost(LIMIT).until(() -> output.getOut().contains("unfinished tasks that crashed: 2"));
		this.backend.connect(4);
		RayTaskFuture<String> later = submit();
		this.backend.complete(this.backend.next());
		assertThat(later.result()).isEqualTo("value");
	}

	@Test
	void submitIsRejectedOnceTheRunnerStopsWhateverTheBackendDoes() throws Exception {
		submit();
		Thread stop = new Thread(this.runner::stop);
		stop.start();
		Awaitility.await().atMost(LIMIT).until(stop::getState, Thread.State.TIMED_WAITING::equals);
		this.backend.disconnect(REASON);
		this.backend.connect(4);
		assertThatExceptionOfType(RayTaskRejectedException.class).isThrownBy(this::submit)
			.withMessageContaining("stopped");
		this.backend.disconnect(REASON);
		stop.join(LIMIT.toMillis());
		assertThat(stop.isAlive()).isFalse();
	}

	@Test
	void stopDoesNotWaitForTasksThatCannotRun() {
		this.backend.disconnect(REASON);
		RayTaskFuture<String> future = submit();
		long start = System.nanoTime();
		this.runner.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
		assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThat(this.backend.isStopped()).isTrue();
	}

	@Test
	void stopEndsItsGracePeriodWhenTheBackendIsLost() throws Exception {
		RayTaskFuture<String> future = submit();
		Thread stop = new Thread(this.runner::stop);
		stop.start();
		Awaitility.await().atMost(LIMIT).until(stop::getState, Thread.State.TIMED_WAITING::equals);
		this.backend.disconnect(REASON);
		stop.join(LIMIT.toMillis());
		assertThat(stop.isAlive()).isFalse();
		assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
	}

	@Test
	void stopIsTheEndOfAllReports(CapturedOutput output) {
		this.runner.stop();
		this.backend.disconnect(REASON);
		this.backend.connect(4);
		assertThat(this.runner.status()).isEqualTo(new RunnerStatus.Stopped());
		assertThat(output).doesNotContain(REASON).doesNotContain("run again");
	}

	@Test
	void statusFollowsTheBackend() {
		assertThat(this.runner.status()).isInstanceOfSatisfying(RunnerStatus.Connected.class,
				(status) -> assertThat(status.backend().slots()).isEqualTo(4));
		this.backend.disconnect(REASON);
		assertThat(this.runner.status()).isInstanceOfSatisfying(RunnerStatus.Disconnected.class,
				(status) -> assertThat(status.reason()).isEqualTo(REASON));
		this.backend.listener().connectFailed(OBSTACLE);
		assertThat(this.runner.status()).isInstanceOfSatisfying(RunnerStatus.Disconnected.class, (status) -> {
			assertThat(status.reason()).isEqualTo(REASON);
			assertThat(status.obstacle()).isEqualTo(OBSTACLE);
		});
		assertThat(this.runner.isRunning()).isTrue();
		assertThat(this.runner.backend()).isEqualTo("scripted");
		this.backend.connect(7);
		assertThat(this.runner.status()).isInstanceOfSatisfying(RunnerStatus.Connected.class,
				(status) -> assertThat(status.backend().slots()).isEqualTo(7));
		assertThat(this.runner.backend()).isEqualTo("scripted-7");
		this.runner.stop();
		assertThat(this.runner.status()).isEqualTo(new RunnerStatus.Stopped());
	}

	@Test
	void statusFollowsTheCapacity() {
		List<RayTaskFuture<String>> futures = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			futures.add(submit());
		}
		assertCapacity(4, 1);
		this.backend.listener().capacityChanged(8, 3);
		assertCapacity(8, 3);
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(8, 12, 0));
		this.backend.listener().capacityChanged(0, 0);
		assertCapacity(0, 0);
		for (int i = 0; i < 12; i++) {
			this.backend.complete(this.backend.next());
		}
		assertThat(this.backend.waiting()).isZero();
		this.backend.listener().capacityChanged(2, 1);
		assertThat(this.runner.counts().inFlight()).isEqualTo(3);
	}

	@Test
	void capacityThatIsToldBeforeTheConnectionIsTheLaterWord() {
		this.backend.listener().capacityChanged(16, 4);
		this.backend.disconnect(REASON);
		this.backend.connect(6);
		assertCapacity(6, 1);
		this.backend.disconnect(REASON);
		this.backend.listener().capacityChanged(8, 2);
		this.backend.listener().capacityChanged(7, 2);
		assertThat(this.runner.status()).isInstanceOf(RunnerStatus.Disconnected.class);
		this.backend.connect(6);
		assertCapacity(7, 2);
	}

	@Test
	void capacityThatIsToldDuringTheStartIsTheLaterWord() {
		stop();
		this.backend = new ScriptedBackend(4) {

			@Override
			public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
				BackendInfo info = super.start(runner, settings, listener);
				listener.capacityChanged(5, 2);
				return info;
			}

		};
		this.runner.start();
		assertCapacity(5, 2);
	}

	@Test
	void slotsThatAreLentAreNoneOfTheCapacity() {
		for (int i = 0; i < 20; i++) {
			submit();
		}
		this.backend.listener().slotsLent(2, 0);
		assertThat(this.runner.counts().inFlight()).isEqualTo(9);
		assertCapacity(4, 1);
	}

	private void assertCapacity(int slots, int nodes) {
		assertThat(this.runner.status()).isInstanceOfSatisfying(RunnerStatus.Connected.class, (status) -> {
			assertThat(status.backend().slots()).isEqualTo(slots);
			assertThat(status.backend().nodes()).isEqualTo(nodes);
		});
	}

	@Test
	void statusIsLoggedOncePerChange(CapturedOutput output) {
		submit();
		submit();
		this.backend.disconnect(REASON);
		this.backend.disconnect("and again");
		this.backend.connect(2);
		this.backend.connect(3);
		stop(); // and so all is logged
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "(attempts in flight that crashed: 2): " + REASON))
			.isOne();
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "scripted again, 1 node, 2 slots")).isOne();
		assertThat(output).doesNotContain("and again").doesNotContain("3 slots");
	}

	@Test
	void statusIsThatOfABackendLostDuringItsStart(CapturedOutput output) {
		stop();
		this.backend = new ScriptedBackend(4) {

			@Override
			public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
				BackendInfo info = super.start(runner, settings, listener);
				listener.disconnected(REASON);
				return info;
			}

		};
		this.runner.start();
		assertThat(this.runner.status()).isInstanceOf(RunnerStatus.Disconnected.class);
		assertThat(this.runner.backend()).isEqualTo("scripted");
		Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(output).contains(REASON));
		submit();
		assertThat(this.backend.waiting()).isZero();
		this.backend.connect(4);
		this.backend.next();
	}

}
