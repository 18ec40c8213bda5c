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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a value is on its way.
 */
abstract class ValuesContract extends ContractPart {

	ValuesContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void resultIsTheValue() {
		int number = 20;
		RayTaskFuture<Integer> future = runner().submit(() -> number + 1);
		assertThat(future.result()).isEqualTo(21);
	}

	@Test
	void resultMayBeNull() throws Exception {
		RayTaskFuture<@Nullable String> future = runner().submit(() -> null);
		assertThat(future.result()).isNull();
		assertThat(future.result(LIMIT)).isNull();
		assertThat(future.state()).isEqualTo(new TaskState.Completed());
	}

	@Test
	void runnableHasNoValue() {
		String file = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> touch(file));
		assertThat(future.result()).isNull();
		assertThat(Path.of(file)).exists();
	}

	@Test
	void resultIsRebuiltOnce() {
		RayTaskFuture<List<String>> future = runner().submit(() -> new ArrayList<>(List.of("a")));
		assertThat(future.result()).isSameAs(future.result());
		assertThat(future.toCompletableFuture().join()).isSameAs(future.result());
	}

	@Test
	void taskDoesNotShareObjectsWithItsCaller() {
		List<String> list = new ArrayList<>(List.of("mine"));
		RayTaskFuture<List<String>> future = runner().submit(() -> {
			list.add("its");
			return list;
		});
		assertThat(future.result()).containsExactly("mine", "its");
		assertThat(list).containsExactly("mine");
	}

	@Test
	void largeCapturesAndResultsTravel() {
		byte[] large = bytes(50 * 1024 * 1024);
		RayTaskFuture<byte[]> future = runner().submit(() -> reversed(large));
		assertThat(Arrays.equals(future.result(), reversed(large))).isTrue();
	}

	@Test
	void largeResultIsFetchedOnceForManyCallers() throws Exception {
		RayTaskFuture<byte[]> future = runner().submit(() -> bytes(5 * 1024 * 1024));
		List<byte[]> results = inParallel(4, (index) -> future.result());
		assertThat(results).allSatisfy((result) -> assertThat(result).isSameAs(results.get(0)));
	}

}
