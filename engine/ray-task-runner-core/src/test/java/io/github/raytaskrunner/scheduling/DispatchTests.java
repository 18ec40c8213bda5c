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

package io.github.raytaskrunner.scheduling;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskOptionsBuilder;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of which tasks are handed to the backend and when, over a
 * {@link ScriptedBackend}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DispatchTests extends ScriptedRunnerTests {

	@Test
	void fewTasksAreInFlightInTheOrderOfTheirSubmission() {
		this.runner.start();
		List<RayTaskFuture<String>> futures = submit(20);
		List<Attempt> attempts = new ArrayList<>();
		IntStream.range(0, 6).forEach((index) -> attempts.add(this.backend.next()));
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(14, 6, 0));
		assertThat(this.backend.waiting()).isZero();
		for (int i = 0; i < futures.size(); i++) {
			this.backend.complete(attempts.get(i));
			if (i + 6 < futures.size()) {
				attempts.add(this.backend.next());
			}
			assertThat(futures.get(i).state()).isInstanceOf(TaskState.Completed.class);
		}
		assertThat(attempts).extracting(Attempt::id).doesNotHaveDuplicates();
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(0, 0, 20));
	}

	@Test
	void oneSlotHasOneSurplusTask() {
		this.backend = new ScriptedBackend(1);
		this.runner.start();
		submit(5);
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(3, 2, 0));
	}

	@Test
	void tasksWithShapesOfTheirOwnAreFewInFlightAndAllRun() {
		this.backend = new ScriptedBackend(2);
		this.runner.start();
		List<String> keys = submitWithMemory(10_000, TaskOptions.builder());
		List<String> ran = new ArrayList<>();
		while (ran.size() < keys.size()) {
			assertThat(this.runner.counts().inFlight()).isLessThanOrEqualTo(30);
			Attempt attempt = this.backend.next();
			ran.add(attempt.key());
			this.backend.complete(attempt);
		}
		assertThat(ran).isEqualTo(keys);
	}

	@Test
	void shapesThatCannotRunKeepNoOthersFromRunning() {
		this.backend = new ScriptedBackend(2);
		this.runner.start();
		List<String> gpus = submitWithMemory(1000, TaskOptions.builder().numGpus(1));
		submitWithMemory(1000, TaskOptions.builder().numGpus(1).numCpus(0));
		List<String> cpus = submitWithMemory(1000, TaskOptions.builder());
		Set<String> ran = new HashSet<>();
		while (!ran.containsAll(cpus)) {
			Attempt attempt = this.backend.next();
			if (cpus.contains(attempt.key())) {
				ran.add(attempt.key());
				this.backend.complete(attempt);
			}
		}
		assertThat(this.runner.counts().inFlight()).isEqualTo(30 + 100);
		assertThat(ran).doesNotContainAnyElementsOf(gpus);
	}

	private List<String> submitWithMemory(int count, TaskOptionsBuilder options) {
		return IntStream.range(0, count)
			.mapToObj((index) -> this.runner.with(options.memory(DataSize.ofBytes(1000 + index)).build())
				.submit(() -> "value")
				.key())
			.toList();
	}

	@Test
	void dependentNamesTheAttemptsOfItsUpstreamsInOrder() {
		this.runner.start();
		RayTaskFuture<String> one = this.runner.submit(() -> "1");
		RayTaskFuture<String> two = this.runner.submit(() -> "2");
		List<RayTaskFuture<String>> both = List.of(two, one);
		this.runner.submit(() -> both.get(0).result() + both.get(1).result());
		Attempt first = this.backend.next();
		Attempt second = this.backend.next();
		this.backend.complete(first);
		this.backend.complete(second);
		assertThat(this.backend.next().upstreams()).containsExactly(new Upstream.Value(second.id()),
				new Upstream.Value(first.id()));
	}

	@Test
	void failureOfALongChainEndsAllOfIt() throws Exception {
		this.runner.start();
		RayTaskFuture<String> last = this.runner.submit(() -> "value");
		Attempt first = this.backend.next();
		for (int i = 0; i < 20_000; i++) {
			RayTaskFuture<String> upstream = last;
			last = this.runner.submit(() -> upstream.result());
		}
		this.backend.fail(first);
		assertThat(last.await(LIMIT)).get().isInstanceOf(TaskState.NotReady.class);
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
		assertThatExceptionOfType(TaskNotReadyException.class).isThrownBy(last::result)
			.withRootCauseInstanceOf(IllegalStateException.class)
			.satisfies(
					(ex) -> assertThat(StringUtils.countOccurrencesOf(stackTrace(ex), "Caused by")).isBetween(10, 100));
	}

	private static String stackTrace(Throwable ex) {
		StringWriter writer = new StringWriter();
		ex.printStackTrace(new PrintWriter(writer));
		return writer.toString();
	}

	@Test
	void backendMayReportFromWithinRun() throws Exception {
		this.backend.onRun(this.backend::complete);
		this.runner.start();
		RayTaskFuture<String> last = this.runner.submit(() -> "value");
		for (int i = 0; i < 20_000; i++) {
			RayTaskFuture<String> upstream = last;
			last = this.runner.submit(() -> upstream.result());
		}
		assertThat(last.await(LIMIT)).contains(new TaskState.Completed());
	}

	@ParameterizedTest
	@MethodSource
	void backendThatDoesNotTakeACallCrashesIt(Throwable failure) throws Exception {
		this.backend.onRun((attempt) -> ReflectionUtils.rethrowRuntimeException(failure));
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		assertThat(future.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.Crashed.class,
					(state) -> assertThat(state.reason()).contains("not taken"));
	}

	static Stream<Throwable> backendThatDoesNotTakeACallCrashesIt() {
		return Stream.of(new IllegalStateException("not taken"), new NoClassDefFoundError("not taken"));
	}

	@Test
	void listenersHearOfATaskInOrder() throws Exception {
		this.runner.start();
		RayTaskFuture<String> future = this.runner.submit(() -> "value");
		Attempt attempt = this.backend.next();
		assertThat(future.state()).isInstanceOf(TaskState.Pending.class);
		this.backend.start(attempt);
		this.backend.start(attempt);
		assertThat(future.state()).isInstanceOf(TaskState.Running.class);
		assertThat(future.await(Duration.ZERO)).isEmpty();
		this.backend.complete(attempt);
		Awaitility.await().atMost(LIMIT).until(() -> this.listener.count("finished") == 1);
		assertThat(future.result()).isEqualTo("value");
		assertThat(this.listener.events()).contains("waited in vain", "waited")
			.filteredOn((event) -> !event.startsWith("waited"))
			.containsExactly("submitted", "started", "finished");
	}

	@Test
	void listenerThatThrowsIsHarmless(CapturedOutput output) {
		this.runner = new DefaultRayTaskRunner(new RunnerSettings(1000, Duration.ZERO), () -> this.backend,
				ScriptedBackend.SERIALIZER);
		this.runner.addListener(new TaskListener() {

			@Override
			public void stateChanged(TaskStateChange change) {
				throw new IllegalStateException("in a listener");
			}

		});
		this.runner.start();
		submit(1);
		this.backend.next();
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("in a listener"));
	}

}
