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

package io.github.raytaskrunner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.RemoteOptions.Scope;
import io.github.raytaskrunner.scheduling.DefaultRayTaskRunner;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What tasks can be given beside their code.
 */
abstract class OptionsContract extends ContractPart {

	OptionsContract(SharedRunnerContract contract) {
		super(contract);
	}

	@Test
	void nameOfTheOptionsIsSeenByTheTaskAndItsFuture() {
		RayTaskFuture<String> future = runner().submit(TaskOptions.named("score"),
				() -> TaskContext.current().orElseThrow().name());
		assertThat(future.name()).isEqualTo("score");
		assertThat(future.result()).isEqualTo("score");
		assertThat(future.toString()).contains("score");
	}

	@Test
	void taskReadsItsKeyAndAttempt() {
		RayTaskFuture<TaskContext> future = runner().submit(TaskOptions.named("context").key("context-1"),
				() -> TaskContext.current().orElseThrow());
		assertThat(future.result()).isEqualTo(new TaskContext("context", "context-1", 1));
		assertThat(TaskContext.current()).isEmpty();
	}

	@Test
	void taskWithAllCpusRunsAlone() {
		String gate = newFile();
		String other = newFile();
		RayTaskFuture<Boolean> large = runner().submit(TaskOptions.named("large").cpus(2), () -> {
			awaitFile(gate);
			return Files.exists(Path.of(other));
		});
		awaitRunning(large);
		RayTaskFuture<@Nullable Void> small = runner().submit(() -> touch(other));
		touch(gate);
		assertThat(large.result()).isFalse();
		small.result();
	}

	@Test
	void fractionsOfACpuShareIt() {
		List<String> files = List.of(newFile(), newFile(), newFile(), newFile());
		TaskOptions options = TaskOptions.named("half").cpus(0.5);
		List<RayTaskFuture<@Nullable Void>> futures = files.stream().map((file) -> runner().submit(options, () -> {
			touch(file);
			files.forEach(ContractPart::awaitFile);
		})).toList();
		futures.forEach(RayTaskFuture::result);
	}

	@Test
	void optionsOfAScopeHoldUntilItEnds() {
		String gate = newFile();
		String other = newFile();
		RayTaskFuture<Boolean> large;
		try (Scope scope = RemoteOptions.none().cpus(2.0).open()) {
			large = runner().submit(() -> {
				awaitFile(gate);
				return Files.exists(Path.of(other));
			});
		}
		awaitRunning(large);
		RayTaskFuture<@Nullable Void> small = runner().submit(() -> touch(other));
		touch(gate);
		assertThat(large.result()).isFalse();
		small.result();
	}

	@Test
	void optionsOfAProfileHoldForTasksThatAskForIt() {
		DefaultRayTaskRunner runner = createRunner(
				SETTINGS.withProfiles(Map.of("large", RemoteOptions.none().cpus(2.0))));
		runner.start();
		try {
			String gate = newFile();
			String other = newFile();
			RayTaskFuture<Boolean> large = runner.submit(TaskOptions.defaults().profile("large"), () -> {
				awaitFile(gate);
				return Files.exists(Path.of(other));
			});
			awaitRunning(large);
			RayTaskFuture<@Nullable Void> small = runner.submit(() -> touch(other));
			touch(gate);
			assertThat(large.result()).isFalse();
			small.result();
			assertThatIllegalArgumentException()
				.isThrownBy(() -> runner.submit(TaskOptions.named("score").profile("missing"), () -> "never"))
				.withMessageContaining("score")
				.withMessageContaining("ray.profiles.missing")
				.withMessageContaining("[large]");
		}
		finally {
			runner.stop();
		}
	}

	private static void awaitRunning(RayTaskFuture<?> future) {
		Awaitility.await().atMost(LIMIT).until(future::state, new TaskState.Running()::equals);
	}

	@Test
	void taskWaitsForOthersWithoutTheirValues() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> first = runner().submit(() -> awaitFile(gate));
		RayTaskFuture<Boolean> second = runner().submit(TaskOptions.named("second").waitFor(first),
				() -> Files.exists(Path.of(gate)));
		assertThat(second.wait(Duration.ofMillis(50))).isEmpty();
		assertThat(second.state()).isEqualTo(new TaskState.Pending());
		touch(gate);
		assertThat(second.result()).isTrue();
	}

}
