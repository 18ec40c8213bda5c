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

package io.github.raytaskrunner.runner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskOptions.Scope;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of what the scheduler asks of a {@link ScriptedBackend} for a task.
 */
@ExtendWith(OutputCaptureExtension.class)
class DemandTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final ScriptedBackend backend = new ScriptedBackend(1);

	private final DefaultRayTaskRunner runner = new DefaultRayTaskRunner(
			new RunnerSettings(100_000_000, Duration.ZERO).withProfiles(
					Map.of("gpu", TaskOptions.builder().numGpus(1.0).numCpus(8.0).resource("tpu", 4.0).build())),
			() -> this.backend, ScriptedBackend.SERIALIZER);

	@BeforeEach
	void start() {
		this.runner.start();
	}

	@AfterEach
	void stop() {
		this.runner.stop();
	}

	private RayTaskFuture<String> submit(TaskOptions options) {
		return this.runner.with(options).submit(() -> "value");
	}

	@Test
	void taskWinsOverScopeOverProfile() throws Exception {
		try (Scope outer = TaskOptions.builder().numCpus(2.0).resource("tpu", 2.0).build().open();
				Scope inner = TaskOptions.builder().numCpus(3.0).memory(DataSize.ofBytes(10)).build().open()) {
			submit(TaskOptions.builder().profile("gpu").memory(DataSize.ofBytes(20)).build());
		}
		this.backend.next();
		assertThat(this.backend.calls()).singleElement()
			.extracting(Call::resources)
			.isEqualTo(new Resources(Map.of("CPU", 3.0, "GPU", 1.0, "tpu", 2.0, "memory", 20.0)));
	}

	@Test
	void scopeHoldsForItemsThatAreAskedForLater() {
		Stream<RayTaskFuture<Integer>> stream;
		try (Scope scope = TaskOptions.builder().numCpus(3).build().open()) {
			stream = this.runner.mapAsCompleted((item) -> item, List.of(1).iterator());
		}
		CompletableFuture<List<RayTaskFuture<Integer>>> ended = CompletableFuture.supplyAsync(stream::toList);
		this.backend.complete(this.backend.next());
		assertThat(ended.join()).hasSize(1);
		assertThat(this.backend.calls()).singleElement()
			.extracting(Call::resources)
			.isEqualTo(new Resources(Map.of("CPU", 3.0)));
	}

	@Test
	void nullInAScopeStandsForTheDefault() {
		try (Scope outer = TaskOptions.builder().numCpus(2.0).numGpus(1.0).build().open();
				Scope inner = TaskOptions.builder().numCpus(null).numGpus(null).build().open()) {
			assertThat(TaskOptions.current().resources()).containsEntry("CPU", null);
			submit(TaskOptions.none());
		}
		this.backend.next();
		assertThat(this.backend.calls()).singleElement().extracting(Call::resources).isEqualTo(Resources.DEFAULT);
	}

	@Test
	void demandThatIsNotMetWaitsWithOneWarningAndHoldsNobodyUp(CapturedOutput output) throws Exception {
		for (int i = 0; i < 10; i++) {
			submit(TaskOptions.builder().name("train").numGpus(1).build());
		}
		RayTaskFuture<String> other = submit(TaskOptions.named("other"));
		Attempt attempt;
		do {
			attempt = this.backend.next();
		}
		while (!attempt.name().equals("other"));
		this.backend.complete(attempt);
		assertThat(other.await(LIMIT)).contains(new TaskState.Completed());
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), "the cluster has no GPU")).isOne();
		assertThat(output).contains("'train'");
	}

	@Test
	void demandThatCanNeverBeMetIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> submit(TaskOptions.builder().name("huge").numGpus(1000).build()))
			.withMessageContaining("'huge'")
			.withMessageContaining("1000");
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
	}

}
