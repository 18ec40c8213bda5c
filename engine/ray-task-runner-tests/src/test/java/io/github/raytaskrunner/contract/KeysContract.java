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

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.TaskState;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How tasks are found by their keys.
 */
abstract class KeysContract extends ContractPart {

	KeysContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void taskIsFoundAndAwaitedByItsKey() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().with((options) -> options.key("order-1"))
			.execute(() -> awaitFile(gate));
		assertThat(future.key()).isEqualTo("order-1");
		assertThat(runner().find("order-1")).containsSame(future);
		assertThat(runner().await("order-1", Duration.ofMillis(20))).isEmpty();
		touch(gate);
		assertThat(runner().await("order-1", LIMIT)).contains(new TaskState.Completed());
		assertThat(runner().find(future.key())).containsSame(future);
	}

	@Test
	void unknownKeyIsNamed() {
		assertThat(runner().find("nobody")).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> runner().await("nobody", LIMIT))
			.withMessageContaining("'nobody'");
	}

	@Test
	void negativeTimeoutIsRefused() {
		RayTaskFuture<Integer> future = value(1);
		assertThatIllegalArgumentException().isThrownBy(() -> runner().await(future.key(), Duration.ofMillis(-1)));
	}

	@Test
	void keyOfAnUnfinishedTaskIsRefusedAndThatOfAFinishedOneIsTaken() {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().with((options) -> options.name("first").key("order-2"))
			.execute(() -> awaitFile(gate));
		assertThatExceptionOfType(RayTaskRejectedException.class)
			.isThrownBy(() -> runner().with((options) -> options.name("second").key("order-2")).submit(() -> "never"))
			.withMessageContaining("order-2")
			.withMessageContaining("first");
		touch(gate);
		future.result();
		assertThat(runner().with((options) -> options.name("second").key("order-2")).submit(() -> "runs").result())
			.isEqualTo("runs");
		assertThat(future.result()).isNull();
	}

	@Test
	void taskIsFoundUntilItHasEndedAndNobodyHoldsItsFuture() throws Exception {
		String gate = newFile();
		runner().with((options) -> options.key("order-3")).execute(() -> awaitFile(gate));
		System.gc();
		assertThat(runner().find("order-3")).isPresent();
		touch(gate);
		Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
			System.gc();
			return runner().find("order-3").isEmpty();
		});
	}

}
