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

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values that are sent once and used by many tasks.
 */
abstract class SharedValuesContract extends ContractPart {

	SharedValuesContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void valueIsUsedByManyTasks() {
		byte[] large = bytes(5 * 1024 * 1024);
		RayTaskFuture<byte[]> shared = runner().put(large);
		assertThat(shared.state()).isEqualTo(new TaskState.Completed());
		List<RayTaskFuture<Byte>> futures = IntStream.range(0, 10)
			.mapToObj((index) -> runner().submit(() -> shared.result()[index]))
			.toList();
		assertThat(futures).extracting(RayTaskFuture::result)
			.containsExactlyElementsOf(IntStream.range(0, 10).mapToObj((index) -> large[index]).toList());
		assertThat(Arrays.equals(shared.result(), large)).isTrue();
	}

	@Test
	void largeValueIsReadAtOnceByWhoPutIt() {
		byte[] large = bytes(50 * 1024 * 1024);
		assertThat(Arrays.equals(runner().put(large).result(), large)).isTrue();
	}

	@Test
	void valueThatNobodyChangesIsOneObjectForSeveralTasks() {
		byte[] large = bytes(5 * 1024 * 1024);
		RayTaskFuture<byte[]> shared = runner().putShared(large);
		assertThat(shared.state()).isEqualTo(new TaskState.Completed());
		List<RayTaskFuture<String>> objects = IntStream.range(0, 40).mapToObj((index) -> runner().submit(() -> {
			assertThat(Arrays.hashCode(shared.result())).isEqualTo(Arrays.hashCode(bytes(5 * 1024 * 1024)));
			return ProcessHandle.current().pid() + "/" + System.identityHashCode(shared.result());
		})).toList();
		assertThat(objects.stream().map(RayTaskFuture::result).distinct().count()).isLessThan(objects.size());
		assertThat(Arrays.equals(shared.result(), large)).isTrue();
	}

	@Test
	void whatChangesAfterItWasSharedIsNotSeenByTasks() {
		int[] numbers = { 1, 2, 3 };
		RayTaskFuture<int[]> shared = runner().putShared(numbers);
		numbers[0] = 99;
		assertThat(runner().submit(() -> shared.result()[0]).result()).isEqualTo(1);
		assertThat(shared.result()).containsExactly(1, 2, 3);
	}

	@Test
	void valueMayBeNull() {
		RayTaskFuture<@Nullable String> shared = runner().put(null);
		assertThat(runner().submit(() -> shared.result() == null).result()).isTrue();
		assertThat(shared.result()).isNull();
	}

	@Test
	void valueThatCannotTravelIsNamed() {
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> runner().put(List.of(new Thread("not to be sent"))))
			.withMessageContaining("Thread");
	}

}
