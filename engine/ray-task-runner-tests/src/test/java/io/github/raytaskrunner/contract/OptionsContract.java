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
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskOptions.Scope;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What tasks can be given beside their code.
 */
abstract class OptionsContract extends ContractPart {

	OptionsContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void nameOfTheOptionsIsSeenByTheTaskAndItsFuture() {
		RayTaskFuture<String> future = runner().with(TaskOptions.named("score"))
			.submit(() -> TaskContext.current().orElseThrow().name());
		assertThat(future.name()).isEqualTo("score");
		assertThat(future.result()).isEqualTo("score");
		assertThat(future.toString()).contains("score");
	}

	@Test
	void taskReadsItsKeyAndAttempt() {
		RayTaskFuture<TaskContext> future = runner().with((options) -> options.name("context").key("context-1"))
			.submit(() -> TaskContext.current().orElseThrow());
		assertThat(future.result()).isEqualTo(new TaskContext("context", "context-1", 1));
		assertThat(TaskContext.current()).isEmpty();
	}

	@Test
	void innerOptionsWinForEachValueOnItsOwn() {
		RayTaskSubmitter outer = runner().with((options) -> options.name("outer").numCpus(0.5));
		RayTaskSubmitter inner = outer.with(TaskOptions.named("inner")).with((options) -> options.key("inner-1"));
		assertThat(inner.submit(() -> TaskContext.current().orElseThrow()).result())
			.isEqualTo(new TaskContext("inner", "inner-1", 1));
		assertThat(outer.submit(() -> TaskContext.current().orElseThrow().name()).result()).isEqualTo("outer");
		assertThat(outer.execute(() -> Thread.sleep(1)).name()).isEqualTo("outer");
	}

	@Test
	void tasksWithAllCpusLeaveNoRoom() {
		assertThatTasksTakeTwoSlots(
				(task) -> runner().with((options) -> options.name("large").numCpus(2)).submit(task));
	}

	@Test
	void taskReservesMemory() {
		TaskOptions options = TaskOptions.builder().name("large").memory(DataSize.ofMegabytes(64)).build();
		assertThat(runner().with(options).submit(() -> "runs").result()).isEqualTo("runs");
	}

	@Test
	void fractionsOfACpuShareIt() {
		List<String> files = List.of(newFile(), newFile(), newFile(), newFile());
		TaskOptions options = TaskOptions.builder().name("half").numCpus(0.5).build();
		List<RayTaskFuture<@Nullable Void>> futures = files.stream()
			.map((file) -> runner().with(options).execute(() -> {
				touch(file);
				files.forEach(ContractPart::awaitFile);
			}))
			.toList();
		futures.forEach(RayTaskFuture::result);
	}

	// prefect#13010: options of a context only, not of a task
	@Test
	void optionsOfAScopeHoldUntilItEnds() {
		assertThatTasksTakeTwoSlots((task) -> {
			try (Scope scope = TaskOptions.builder().numCpus(2.0).build().open()) {
				return runner().submit(task);
			}
		});
	}

	@Test
	void optionsOfAProfileHoldForTasksThatAskForIt() {
		assertThatTasksTakeTwoSlots((task) -> runner().with(TaskOptions.ofProfile("large")).submit(task));
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> runner().with((options) -> options.name("score").profile("missing")).submit(() -> "never"))
			.withMessageContaining("score")
			.withMessageContaining("ray.profiles.missing")
			.withMessageContaining("[half, large]");
	}

	/**
	 * Fill the runner with large tasks, and see that a small one runs only after one of
	 * them has ended.
	 */
	private void assertThatTasksTakeTwoSlots(Function<RayCallable<Boolean>, RayTaskFuture<Boolean>> submit) {
		int count = backend(runner()).slots() / 2;
		String small = newFile();
		List<String> gates = Stream.generate(this::newFile).limit(count).toList();
		List<RayTaskFuture<Boolean>> large = gates.stream().map((gate) -> submit.apply(() -> {
			awaitFile(gate);
			return Files.exists(Path.of(small));
		})).toList();
		large.forEach(ContractPart::awaitRunning);
		RayTaskFuture<@Nullable Void> next = runner().execute(() -> touch(small));
		touch(gates.get(0));
		assertThat(large.get(0).result()).isFalse();
		next.result();
		gates.forEach(ContractPart::touch);
		large.forEach(RayTaskFuture::result);
	}

	// prefect#15904: wait_for broken
	@Test
	void taskWaitsForOthersWithoutTheirValues() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> first = runner().execute(() -> awaitFile(gate));
		RayTaskFuture<Boolean> second = runner().with((options) -> options.name("second").waitFor(first))
			.submit(() -> Files.exists(Path.of(gate)));
		assertThat(second.await(Duration.ofMillis(50))).isEmpty();
		assertThat(second.state()).isEqualTo(new TaskState.Pending());
		touch(gate);
		assertThat(second.result()).isTrue();
	}

}
