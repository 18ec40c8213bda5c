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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.TaskState;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What users of Prefect and of Ray ran into. Comments name their reports, those of
 * PrefectHQ/prefect unless another repository is named.
 */
abstract class ComplaintsContract extends ContractPart {

	ComplaintsContract(RunnerContract contract) {
		super(contract);
	}

	// prefect-ray#76, prefect#16228, prefect#21697: no end with many tasks, which are
	// held for ever
	@Test
	void manyTasksDoNotHangAndAreNotHeld() {
		assertThat(runner().mapAsCompleted((item) -> item, IntStream.range(0, 15_000).boxed().iterator())
			.mapToInt(RayTaskFuture::result)
			.distinct()
			.count()).isEqualTo(15_000);
		Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> {
			System.gc();
			return runner().counts().held() < 100;
		});
	}

	// prefect-ray#80, prefect#14092, prefect#17060: tasks that wait for inputs hold slots
	@Test
	void tasksThatWaitHoldNoSlot() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> upstream = runner().execute(() -> awaitFile(gate));
		List<RayTaskFuture<@Nullable Void>> dependents = Stream.generate(() -> runner().submit(() -> upstream.result()))
			.limit(50)
			.toList();
		assertThat(runner().submit(() -> "independent").result(LIMIT)).isEqualTo("independent");
		assertThat(dependents).allSatisfy((future) -> assertThat(future.state()).isEqualTo(new TaskState.Pending()));
		touch(gate);
		assertThat(RayTaskFutures.of(dependents).await(LIMIT)).isTrue();
	}

	// prefect-ray#82, prefect#15442: the same task run twice, finished work computed
	// again
	@Test
	void finishedTaskIsNotRunAgainForItsDependents() {
		String runs = newFile();
		RayTaskFuture<Integer> upstream = runner().submit(() -> count(runs));
		List<RayTaskFuture<Integer>> dependents = Stream.generate(() -> runner().submit(() -> upstream.result()))
			.limit(10)
			.toList();
		assertThat(dependents).extracting(RayTaskFuture::result).containsOnly(1);
		assertThat(count(runs)).isEqualTo(2);
	}

	// prefect#2178, ray#13119: exceptions that cannot be serialised
	@Test
	void exceptionThatCannotTravelIsDescribed() throws Exception {
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			throw new Unserializable("holds a thread");
		});
		assertThat(future.await(LIMIT)).get()
			.asInstanceOf(InstanceOfAssertFactories.type(TaskState.Failed.class))
			.extracting(TaskState.Failed::exception)
			.asInstanceOf(InstanceOfAssertFactories.THROWABLE)
			.hasMessageContaining("holds a thread")
			.hasMessageContaining("Unserializable");
		assertThat(runner().submit(() -> "next").result()).isEqualTo("next");
	}

	// prefect#17482, prefect#12976: cancelled work goes on, orphans are left
	@Test
	void cancelledWorkStops() {
		String beats = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			while (true) {
				count(beats);
				Thread.sleep(10);
			}
		});
		awaitFile(beats);
		future.cancel();
		Awaitility.await().atMost(LIMIT).until(() -> runner().counts().inFlight() == 0);
		long size = Path.of(beats).toFile().length();
		Awaitility.await().during(Duration.ofMillis(200)).until(() -> Path.of(beats).toFile().length() == size);
	}

	// prefect#21117: failure of an upstream task ignored, prefect#17414: wait_for broken
	@Test
	void failureOfAnUpstreamIsNotIgnoredByWaitFor() throws Exception {
		String ran = newFile();
		RayTaskFuture<@Nullable Void> failing = runner().execute(() -> {
			throw new IllegalStateException("upstream");
		});
		RayTaskFuture<@Nullable Void> good = runner().execute(() -> Thread.sleep(1));
		RayTaskFuture<@Nullable Void> dependent = runner().with((options) -> options.waitFor(good, failing))
			.execute(() -> touch(ran));
		assertThat(dependent.await(LIMIT)).get().isInstanceOf(TaskState.NotReady.class);
		assertThat(Files.exists(Path.of(ran))).isFalse();
	}

	// the reference's own tests: an interrupt inside a task does not escape
	@Test
	void interruptWithinATaskDoesNotReachItsCaller() throws Exception {
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			Thread.currentThread().interrupt();
			throw new InterruptedException("within the task");
		});
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(runner().submit(() -> Thread.currentThread().isInterrupted()).result()).isFalse();
	}

	// the reference's own tests: submitting does not block
	@Test
	void submitDoesNotBlock() {
		String gate = newFile();
		List<RayTaskFuture<@Nullable Void>> futures = Stream.generate(() -> runner().execute(() -> awaitFile(gate)))
			.limit(100)
			.toList();
		assertThat(futures).noneMatch((future) -> future.state().isFinal());
		touch(gate);
		futures.forEach(RayTaskFuture::result);
	}

	// prefect#13004, prefect#18542: time limits are not enforced while a task computes
	@Test
	void timeLimitHoldsForATaskThatComputes() throws Exception {
		String end = newFile();
		RayTaskFuture<@Nullable Void> future = runner()
			.with((options) -> options.name("computing").timeLimit(Duration.ofMillis(200)))
			.execute(() -> {
				while (!Thread.currentThread().isInterrupted() && !Files.exists(Path.of(end))) {
					Thread.onSpinWait();
				}
			});
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.TimedOut.class);
		Awaitility.await().atMost(LIMIT).until(() -> runner().counts().inFlight() == 0);
		touch(end);
	}

	static class Unserializable extends RuntimeException {

		private final Thread thread = Thread.currentThread();

		Unserializable(String message) {
			super(message);
		}

		@Override
		public String toString() {
			return super.toString() + " of " + this.thread;
		}

	}

}
