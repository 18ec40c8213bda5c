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

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings.WhenFull;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What happens to those who submit more than a runner accepts.
 */
abstract class BackPressureContract extends ContractPart {

	BackPressureContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void fullRunnerMakesItsCallerWait() throws Exception {
		DefaultRayTaskRunner runner = createRunner(SETTINGS.withMaxUnfinished(2, WhenFull.BLOCK));
		runner.start();
		try {
			String gate = newFile();
			runner.execute(() -> awaitFile(gate));
			RayTaskFuture<@Nullable Void> last = runner.execute(() -> awaitFile(gate));
			CountDownLatch accepted = new CountDownLatch(1);
			Thread caller = new Thread(() -> {
				runner.submit(() -> "accepted");
				accepted.countDown();
			});
			caller.start();
			Awaitility.await().atMost(LIMIT).until(caller::getState, Thread.State.TIMED_WAITING::equals);
			touch(gate);
			assertThat(accepted.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			last.result();
		}
		finally {
			runner.stop();
		}
	}

	@Test
	void taskThatSubmitsDoesNotWaitForRoomThatItTakesItself() throws Exception {
		DefaultRayTaskRunner runner = createRunner(SETTINGS.withMaxUnfinished(3, WhenFull.BLOCK));
		runner.start();
		try {
			List<Integer> items = List.of(1, 2, 3, 4, 5);
			RayTaskFuture<Integer> outer = runner.submit(() -> runner.map((item) -> 2 * item, items).result().size());
			assertThat(outer.result(LIMIT)).isEqualTo(5);
			assertThat(runner.map((item) -> runner.submit(() -> 2 * item).result(), items).result(LIMIT))
				.containsExactly(2, 4, 6, 8, 10);
		}
		finally {
			runner.stop();
		}
	}

	@Test
	void tasksThatWaitForRoomDoNotOccupyTheSlots() throws Exception {
		DefaultRayTaskRunner runner = createRunner(SETTINGS.withMaxUnfinished(4, WhenFull.BLOCK));
		runner.start();
		try {
			List<String> files = Stream.generate(this::newFile).limit(backend(runner).slots()).toList();
			List<RayTaskFuture<Integer>> outer = files.stream().map((file) -> runner.submit(() -> {
				touch(file);
				files.forEach(ContractPart::awaitFile);
				return IntStream.range(0, 6)
					.mapToObj((number) -> runner.submit(() -> number))
					.toList()
					.stream()
					.mapToInt(RayTaskFuture::result)
					.sum();
			})).toList();
			for (RayTaskFuture<Integer> future : outer) {
				assertThat(future.result(LIMIT.multipliedBy(2))).isEqualTo(15);
			}
		}
		finally {
			runner.stop();
		}
	}

	@Test
	void fullRunnerRejectsIfItIsToldSo() throws Exception {
		DefaultRayTaskRunner runner = createRunner(SETTINGS.withMaxUnfinished(2, WhenFull.REJECT));
		runner.start();
		try {
			String gate = newFile();
			RayTaskFuture<@Nullable Void> first = runner.execute(() -> awaitFile(gate));
			RayTaskFuture<@Nullable Void> second = runner.execute(() -> awaitFile(gate));
			assertThatExceptionOfType(RayTaskRejectedException.class).isThrownBy(() -> runner.submit(() -> "rejected"))
				.withMessageContaining("2 of 2")
				.withMessageContaining("ray.runner.max-unfinished");
			touch(gate);
			first.result();
			second.result();
			assertThat(runner.submit(() -> "accepted").result()).isEqualTo("accepted");
		}
		finally {
			runner.stop();
		}
	}

}
