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
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long values are kept.
 */
abstract class MemoryContract extends ContractPart {

	MemoryContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void valueIsReleasedWhenNobodyHoldsItsFuture() {
		runner().submit(() -> bytes(200 * 1024)).result();
		Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
			System.gc();
			return runner().counts().held();
		}, (held) -> held == 0);
	}

	@Test
	void taskRunsAlthoughNobodyHoldsItsFuture() {
		String file = newFile();
		runner().execute(() -> touch(file));
		System.gc();
		awaitFile(file);
	}

	@Test
	void dependentKeepsTheValueItNeeds() {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> blocker = runner().execute(() -> awaitFile(gate));
		RayTaskFuture<Integer> dependent = dependentOfUnheld(blocker);
		System.gc();
		touch(gate);
		assertThat(dependent.result()).isEqualTo(200 * 1024);
	}

	private RayTaskFuture<Integer> dependentOfUnheld(RayTaskFuture<@Nullable Void> blocker) {
		RayTaskFuture<byte[]> upstream = runner().submit(() -> bytes(200 * 1024));
		return runner().submit(() -> {
			blocker.result();
			return upstream.result().length;
		});
	}

}
