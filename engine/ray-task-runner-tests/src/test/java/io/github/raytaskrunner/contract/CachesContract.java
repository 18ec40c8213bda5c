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

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tasks whose values are kept in a cache.
 */
abstract class CachesContract extends ContractPart {

	CachesContract(RunnerContract contract) {
		super(contract);
	}

	private RayTaskSubmitter cached(Object key) {
		return runner().with((options) -> options.cache("contract").cacheKey(key));
	}

	@Test
	void taskWhoseValueIsThereDoesNotRunAgain() {
		String file = newFile();
		List<Object> key = List.of("count", 1);
		assertThat(cached(key).submit(() -> count(file)).result()).isOne();
		assertThat(cached(List.of("count", 1)).submit(() -> count(file)).result()).isOne();
		assertThat(cached(List.of("count", 2)).submit(() -> count(file)).result()).isEqualTo(2);
	}

	@Test
	void largeValueThatIsThereIsReadByOtherTasks() {
		String file = newFile();
		for (int i = 0; i < 2; i++) {
			RayTaskFuture<byte[]> large = cached("large").submit(() -> {
				count(file);
				return bytes(1_000_000);
			});
			assertThat(runner().submit(() -> reversed(large.result())).result()).isEqualTo(reversed(bytes(1_000_000)));
		}
		assertThat(count(file)).isEqualTo(2);
	}

	@Test
	void taskWithoutAValueIsDoneOnce() {
		String file = newFile();
		cached("done").execute(() -> count(file)).result();
		RayTaskFuture<@Nullable Void> again = cached("done").execute(() -> count(file));
		assertThat(again.result()).isNull();
		assertThat(count(file)).isEqualTo(2);
	}

	@Test
	void equalKeysInFlightRunOnce() {
		String file = newFile();
		String gate = newFile();
		RayTaskFuture<Integer> first = cached("flight").submit(() -> {
			awaitFile(gate);
			return count(file);
		});
		awaitRunning(first);
		RayTaskFuture<Integer> second = cached("flight").submit(() -> count(file));
		touch(gate);
		assertThat(List.of(first.result(), second.result())).containsOnly(1);
	}

	@Test
	void failureIsNotKept() {
		RayTaskFuture<Integer> failed = cached("none").submit(() -> Integer.parseInt("none"));
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(failed::result);
		assertThat(cached("none").submit(() -> 1).result()).isOne();
	}

}
