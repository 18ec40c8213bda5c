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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.raytaskrunner.scheduling.DefaultRayTaskRunner;
import io.github.raytaskrunner.scheduling.RunnerSettings;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a runner does on every backend. A task may run in another process: it shares
 * nothing with its test but the files of this machine. The backend has two slots at
 * least.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
public abstract class RayTaskRunnerContract {

	/**
	 * Longest time to wait for anything that is to happen.
	 */
	protected static final Duration LIMIT = Duration.ofSeconds(60);

	private static final RunnerSettings SETTINGS = new RunnerSettings(256 * 1024 * 1024, Duration.ofSeconds(20));

	private static final AtomicInteger COUNT = new AtomicInteger();

	private DefaultRayTaskRunner runner;

	@TempDir
	private Path directory;

	/**
	 * Create a new runner, which is not started.
	 * @param settings the settings
	 * @return the runner
	 */
	protected abstract DefaultRayTaskRunner createRunner(RunnerSettings settings);

	@BeforeAll
	void startRunner() {
		this.runner = createRunner(SETTINGS);
		this.runner.start();
	}

	@AfterAll
	void stopRunner() {
		if (this.runner != null) {
			this.runner.stop();
		}
	}

	/**
	 * Return the runner that the tests share.
	 * @return the runner, started
	 */
	protected DefaultRayTaskRunner runner() {
		return this.runner;
	}

	private RayTaskFuture<Integer> value(int value) {
		return this.runner.submit(() -> value);
	}

	private String newFile() {
		return this.directory.resolve("file-" + COUNT.incrementAndGet()).toString();
	}

	private static void touch(String file) {
		try {
			Files.writeString(Path.of(file), "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// A file is the gate by which the processes of one machine meet.
	private static void awaitFile(String file) {
		Instant limit = Instant.now().plus(LIMIT);
		while (!Files.exists(Path.of(file))) {
			if (Instant.now().isAfter(limit)) {
				throw new IllegalStateException("No file " + file);
			}
			try {
				Thread.sleep(5);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("Interrupted while waiting for " + file, ex);
			}
		}
	}

	private static byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) (i % 251);
		}
		return bytes;
	}

	private static byte[] reversed(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

	private static int endless(int depth) {
		return endless(depth + 1) + 1;
	}

	private static <T> List<T> inParallel(int threads, ThrowingFunction<T> action) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<T>> futures = IntStream.range(0, threads)
				.mapToObj((index) -> executor.submit(() -> action.apply(index)))
				.toList();
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Nested
	class Values {

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
			RayTaskFuture<@Nullable Void> future = runner().submit(() -> touch(file));
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
			byte[] large = bytes(20 * 1024 * 1024);
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

	@Nested
	class Failures {

		@Test
		void exceptionArrivesWithTypeMessageCauseAndStack() {
			RayTaskFuture<String> future = runner().submit(() -> {
				throw new IllegalStateException("outer", new IOException("inner"));
			});
			assertThatExceptionOfType(TaskFailedException.class).isThrownBy(future::result)
				.withMessageContaining(future.name())
				.withMessageContaining(future.key())
				.satisfies((ex) -> {
					assertThat(ex.getTaskName()).isEqualTo(future.name());
					assertThat(ex.getTaskKey()).isEqualTo(future.key());
					assertThat(ex.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("outer");
					assertThat(ex.getCause().getCause()).isInstanceOf(IOException.class).hasMessage("inner");
					assertThat(ex.getCause().getStackTrace())
						.anySatisfy((frame) -> assertThat(frame.getClassName()).contains("RayTaskRunnerContract"));
				});
		}

		@Test
		void failedStateHoldsTheException() throws Exception {
			RayTaskFuture<@Nullable Void> future = runner().submit(() -> {
				throw new IOException("checked");
			});
			assertThat(future.wait(LIMIT)).get()
				.asInstanceOf(InstanceOfAssertFactories.type(TaskState.Failed.class))
				.extracting(TaskState.Failed::exception)
				.asInstanceOf(InstanceOfAssertFactories.type(IOException.class))
				.extracting(Throwable::getMessage)
				.isEqualTo("checked");
		}

		@Test
		void largeExceptionArrives() {
			RayTaskFuture<@Nullable Void> future = runner().submit(() -> {
				throw new IOException("x".repeat(1024 * 1024));
			});
			assertThatExceptionOfType(TaskFailedException.class).isThrownBy(future::result)
				.satisfies((ex) -> assertThat(ex.getCause()).isInstanceOf(IOException.class)
					.message()
					.hasSize(1024 * 1024));
		}

		@Test
		void timeoutExceptionOfTheTaskIsNotTakenForThatOfTheWait() {
			RayTaskFuture<String> future = runner().submit(() -> {
				throw new TimeoutException("of the user");
			});
			assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> future.result(LIMIT))
				.satisfies((ex) -> assertThat(ex.getCause()).isInstanceOf(TimeoutException.class)
					.hasMessage("of the user"));
		}

		@Test
		void stackOverflowIsAFailure() throws Exception {
			RayTaskFuture<Integer> future = runner().submit(() -> endless(0));
			assertThat(future.wait(LIMIT)).get()
				.asInstanceOf(InstanceOfAssertFactories.type(TaskState.Failed.class))
				.extracting(TaskState.Failed::exception)
				.isInstanceOf(StackOverflowError.class);
		}

		@Test
		void captureThatCannotTravelIsNamedAtSubmit() {
			Holder holder = new Holder(new Thread("not to be sent"));
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> runner().submit(() -> holder.object().toString()))
				.withMessageContaining("object");
		}

	}

	@Nested
	class Waiting {

		@Test
		void waitReturnsTheFinalState() throws Exception {
			RayTaskFuture<String> future = runner().submit(() -> "done");
			assertThat(future.wait(LIMIT)).contains(new TaskState.Completed());
			assertThat(future.state()).isEqualTo(new TaskState.Completed());
		}

		@Test
		void waitIsEmptyWhenTheTimeIsOver() throws Exception {
			String gate = newFile();
			RayTaskFuture<@Nullable Void> future = runner().submit(() -> awaitFile(gate));
			assertThat(future.wait(Duration.ZERO)).isEmpty();
			assertThat(future.wait(Duration.ofMillis(50))).isEmpty();
			assertThat(future.state().isFinal()).isFalse();
			touch(gate);
			assertThat(future.wait(LIMIT)).contains(new TaskState.Completed());
		}

		@Test
		void taskOnAWorkerIsRunning() {
			String gate = newFile();
			String started = newFile();
			RayTaskFuture<@Nullable Void> future = runner().submit(() -> {
				touch(started);
				awaitFile(gate);
			});
			awaitFile(started);
			Awaitility.await().atMost(LIMIT).until(future::state, new TaskState.Running()::equals);
			touch(gate);
			future.result();
		}

		@Test
		void negativeTimeoutIsRefused() {
			RayTaskFuture<String> future = runner().submit(() -> "done");
			Duration negative = Duration.ofMillis(-1);
			assertThatIllegalArgumentException().isThrownBy(() -> future.wait(negative));
			assertThatIllegalArgumentException().isThrownBy(() -> future.result(negative));
		}

		@Test
		void longestTimeoutIsAccepted() throws Exception {
			RayTaskFuture<String> future = runner().submit(() -> "done");
			assertThat(future.result(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("done");
		}

		@Test
		void timeoutOfResultNamesTaskAndTime() {
			String gate = newFile();
			RayTaskFuture<@Nullable Void> future = runner().submit(() -> awaitFile(gate));
			assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> future.result(Duration.ofMillis(30)))
				.withMessageContaining(future.name())
				.withMessageContaining(future.key())
				.withMessageContaining("30 ms");
			touch(gate);
			future.result();
		}

		@Test
		void interruptEndsTheWaitAndNotTheTask() throws Exception {
			String gate = newFile();
			RayTaskFuture<@Nullable Void> future = runner().submit(() -> awaitFile(gate));
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> future.wait(LIMIT));
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> future.result(LIMIT));
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(CancellationException.class).isThrownBy(future::result)
				.withMessageContaining(future.name());
			assertThat(Thread.interrupted()).isTrue();
			touch(gate);
			assertThat(future.wait(LIMIT)).contains(new TaskState.Completed());
		}

		@Test
		void futureDescribesItself() {
			RayTaskFuture<String> future = runner().submit(() -> "done");
			future.result();
			assertThat(future.toString()).contains(future.name(), future.key(), "completed");
			assertThat(future.key()).hasSize(36);
		}

	}

	@Nested
	class Callbacks {

		@Test
		void callbackIsCalledOnceWithTheFinalState() throws Exception {
			String gate = newFile();
			RayTaskFuture<@Nullable Void> future = runner().submit(() -> awaitFile(gate));
			List<Object> calls = new ArrayList<>();
			CountDownLatch called = new CountDownLatch(1);
			future.onDone((done) -> {
				calls.add(done);
				calls.add(done.state());
				calls.add(Thread.currentThread().getName());
				called.countDown();
			});
			assertThat(calls).isEmpty();
			touch(gate);
			assertThat(called.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(calls).hasSize(3).startsWith(future, new TaskState.Completed());
			assertThat(calls.get(2)).asString().startsWith("ray-callback-");
		}

		@Test
		void callbackOfADoneTaskIsCalledAtOnce() throws Exception {
			RayTaskFuture<String> future = runner().submit(() -> "done");
			future.wait(LIMIT);
			AtomicReference<Thread> thread = new AtomicReference<>();
			future.onDone((done) -> thread.set(Thread.currentThread()));
			assertThat(thread).hasValue(Thread.currentThread());
		}

		@Test
		void exceptionOfACallbackIsLoggedAndHarmless(CapturedOutput output) throws Exception {
			String gate = newFile();
			RayTaskFuture<@Nullable Void> future = runner().submit(() -> awaitFile(gate));
			CountDownLatch called = new CountDownLatch(2);
			for (int i = 0; i < 2; i++) {
				future.onDone((done) -> {
					called.countDown();
					throw new IllegalStateException("in a callback");
				});
			}
			touch(gate);
			assertThat(called.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(future.wait(LIMIT)).contains(new TaskState.Completed());
			Awaitility.await().atMost(LIMIT).until(() -> output.getAll().contains("in a callback"));
			assertThat(runner().submit(() -> "next").result()).isEqualTo("next");
		}

		@Test
		void completableFutureHasTheValue() throws Exception {
			CompletableFuture<String> future = runner().submit(() -> "value")
				.toCompletableFuture()
				.thenApply((value) -> value + "!");
			assertThat(future.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("value!");
		}

		@Test
		void completableFutureHasALargeValue() throws Exception {
			CompletableFuture<Integer> future = runner().submit(() -> bytes(1024 * 1024))
				.toCompletableFuture()
				.thenApply((value) -> value.length);
			assertThat(future.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1024 * 1024);
		}

		@Test
		void completableFutureHasTheException() {
			CompletableFuture<String> future = runner().<String>submit(() -> {
				throw new IOException("failed");
			}).toCompletableFuture();
			assertThat(future).failsWithin(LIMIT)
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(TaskFailedException.class)
				.havingCause()
				.isInstanceOf(IOException.class);
		}

		@Test
		void cancellingTheCompletableFutureLeavesTheTaskAlone() throws Exception {
			String gate = newFile();
			RayTaskFuture<@Nullable Void> future = runner().submit(() -> awaitFile(gate));
			assertThat(future.toCompletableFuture().cancel(true)).isTrue();
			touch(gate);
			assertThat(future.wait(LIMIT)).contains(new TaskState.Completed());
		}

	}

	@Nested
	class Graphs {

		@Test
		void capturedFutureGivesItsValue() {
			RayTaskFuture<String> a = runner().submit(() -> "a");
			RayTaskFuture<String> b = runner().submit(() -> "b");
			RayTaskFuture<String> c = runner().submit(() -> b.result() + "c");
			assertThat(a.result()).isEqualTo("a");
			assertThat(c.result()).isEqualTo("bc");
		}

		@Test
		void futuresAreFoundAtAnyDepth() {
			RayTaskFuture<Integer> one = value(1);
			RayTaskFuture<Integer> two = value(2);
			RayTaskFuture<Integer> three = value(3);
			RayTaskFuture<Integer> four = value(4);
			List<RayTaskFuture<Integer>> list = List.of(one, two);
			Map<String, List<RayTaskFuture<Integer>>> map = Map.of("three", List.of(three));
			Part part = new Part("four", four);
			Optional<RayTaskFuture<Integer>> optional = Optional.of(value(5));
			RayTaskFuture<?>[] array = { value(6), one };
			Node node = new Node(new Node(null, value(7)), two);
			RayTaskFuture<List<Integer>> all = runner().submit(() -> {
				List<Integer> values = new ArrayList<>();
				list.forEach((future) -> values.add(future.result()));
				values.add(map.get("three").get(0).result());
				values.add(part.future().result());
				values.add(optional.orElseThrow().result());
				values.add((Integer) array[0].result());
				values.add(node.next.future.result());
				values.add(node.future.result() + ((Integer) array[1].result()));
				return values;
			});
			assertThat(all.result()).containsExactly(1, 2, 3, 4, 5, 6, 7, 3);
		}

		@Test
		void diamondJoins() {
			RayTaskFuture<Integer> top = value(1);
			RayTaskFuture<Integer> left = runner().submit(() -> top.result() + 10);
			RayTaskFuture<Integer> right = runner().submit(() -> top.result() + 100);
			RayTaskFuture<Integer> bottom = runner().submit(() -> left.result() + right.result() + top.result());
			assertThat(bottom.result()).isEqualTo(113);
		}

		@Test
		void upstreamValueMayBeNull() {
			RayTaskFuture<@Nullable String> upstream = runner().submit(() -> null);
			assertThat(runner().submit(() -> upstream.result() == null).result()).isTrue();
		}

		@Test
		void largeUpstreamValueReachesItsDependents() {
			RayTaskFuture<byte[]> upstream = runner().submit(() -> bytes(5 * 1024 * 1024));
			RayTaskFuture<byte[]> dependent = runner().submit(() -> reversed(upstream.result()));
			RayTaskFuture<Boolean> equal = runner()
				.submit(() -> Arrays.equals(upstream.result(), reversed(dependent.result())));
			assertThat(equal.result()).isTrue();
		}

		@Test
		void dependentWaitsForItsUpstream() throws Exception {
			String gate = newFile();
			RayTaskFuture<@Nullable Void> upstream = runner().submit(() -> awaitFile(gate));
			RayTaskFuture<Boolean> dependent = runner().submit(() -> {
				upstream.result();
				return Files.exists(Path.of(gate));
			});
			assertThat(dependent.wait(Duration.ofMillis(50))).isEmpty();
			assertThat(dependent.state()).isEqualTo(new TaskState.Pending());
			touch(gate);
			assertThat(dependent.result()).isTrue();
		}

		@Test
		void manyUpstreamsJoin() {
			List<RayTaskFuture<Integer>> upstreams = IntStream.range(0, 300)
				.mapToObj(RayTaskRunnerContract.this::value)
				.toList();
			RayTaskFuture<Integer> sum = runner()
				.submit(() -> upstreams.stream().mapToInt((future) -> future.result()).sum());
			assertThat(sum.result()).isEqualTo(299 * 300 / 2);
		}

		@Test
		void longChainRuns() {
			RayTaskFuture<Integer> last = value(0);
			for (int i = 0; i < 100; i++) {
				RayTaskFuture<Integer> upstream = last;
				last = runner().submit(() -> upstream.result() + 1);
			}
			assertThat(last.result()).isEqualTo(100);
		}

		@Test
		void failureOfAnUpstreamMakesDependentsNotReady() throws Exception {
			String ran = newFile();
			RayTaskFuture<Integer> upstream = runner().submit(() -> {
				throw new IOException("upstream");
			});
			RayTaskFuture<Integer> dependent = runner().submit(() -> {
				touch(ran);
				return upstream.result();
			});
			RayTaskFuture<Integer> further = runner().submit(() -> {
				touch(ran);
				return dependent.result();
			});
			assertThat(further.wait(LIMIT)).get().isInstanceOfSatisfying(TaskState.NotReady.class, (state) -> {
				assertThat(state.upstreamName()).isEqualTo(dependent.name());
				assertThat(state.upstreamKey()).isEqualTo(dependent.key());
				assertThat(state.upstreamException()).isInstanceOf(TaskNotReadyException.class);
			});
			assertThat(dependent.state()).isInstanceOfSatisfying(TaskState.NotReady.class, (state) -> {
				assertThat(state.upstreamName()).isEqualTo(upstream.name());
				assertThat(state.upstreamKey()).isEqualTo(upstream.key());
				assertThat(state.upstreamException()).isInstanceOf(TaskFailedException.class);
			});
			assertThatExceptionOfType(TaskNotReadyException.class).isThrownBy(further::result)
				.withMessageContaining(dependent.name())
				.withRootCauseInstanceOf(IOException.class);
			assertThat(Path.of(ran)).doesNotExist();
		}

		@Test
		void dependentOfAFailedTaskIsNotReadyAtOnce() throws Exception {
			RayTaskFuture<Integer> upstream = runner().submit(() -> {
				throw new IOException("upstream");
			});
			upstream.wait(LIMIT);
			RayTaskFuture<Integer> dependent = runner().submit(() -> upstream.result());
			assertThat(dependent.state()).isInstanceOf(TaskState.NotReady.class);
		}

	}

	@Nested
	class Parallelism {

		@Test
		void tasksRunAtTheSameTime() {
			String first = newFile();
			String second = newFile();
			RayTaskFuture<@Nullable Void> one = runner().submit(() -> {
				touch(first);
				awaitFile(second);
			});
			RayTaskFuture<@Nullable Void> other = runner().submit(() -> {
				touch(second);
				awaitFile(first);
			});
			one.result();
			other.result();
		}

		@Test
		void manyThreadsSubmit() throws Exception {
			List<Integer> sums = inParallel(8, (thread) -> {
				List<RayTaskFuture<Integer>> futures = IntStream.range(0, 50)
					.mapToObj((index) -> value(thread * 1000 + index))
					.toList();
				return futures.stream().mapToInt(RayTaskFuture::result).sum();
			});
			assertThat(sums).containsExactly(
					IntStream.range(0, 8).mapToObj((thread) -> thread * 50000 + 1225).toArray(Integer[]::new));
		}

	}

	@Nested
	class LifeCycle {

		@Test
		void submitBeforeStartIsRejected() {
			assertThatExceptionOfType(TaskRejectedException.class)
				.isThrownBy(() -> createRunner(SETTINGS).submit(() -> "never"))
				.withMessageContaining("not started")
				.withMessageContaining("start()");
		}

		@Test
		void secondStartIsRefused() {
			assertThat(runner().isRunning()).isTrue();
			assertThatIllegalStateException().isThrownBy(() -> runner().start()).withMessageContaining("running");
			assertThat(runner().submit(() -> "still").result()).isEqualTo("still");
		}

		@Test
		void stopWaitsForWhatRunsAndRejectsWhatComesLater() throws Exception {
			String gate = newFile();
			String started = newFile();
			DefaultRayTaskRunner runner = createRunner(SETTINGS);
			runner.start();
			try {
				RayTaskFuture<String> running = runner.submit(() -> {
					touch(started);
					awaitFile(gate);
					return "finished";
				});
				RayTaskFuture<String> queued = runner.submit(() -> running.result() + " too");
				awaitFile(started);
				CountDownLatch stopped = new CountDownLatch(1);
				runner.stop(stopped::countDown);
				Awaitility.await()
					.atMost(LIMIT)
					.untilAsserted(() -> assertThatExceptionOfType(TaskRejectedException.class)
						.isThrownBy(() -> runner.submit(() -> "never"))
						.withMessageContaining("stop"));
				assertThat(runner.isRunning()).isTrue();
				touch(gate);
				assertThat(stopped.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
				assertThat(running.result()).isEqualTo("finished");
				assertThat(queued.result()).isEqualTo("finished too");
			}
			finally {
				runner.stop();
			}
			assertThat(runner.isRunning()).isFalse();
			assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> runner.submit(() -> "never"))
				.withMessageContaining("stopped")
				.withMessageContaining("start()");
		}

		@Test
		void stopCancelsWhatExceedsTheGracePeriod(CapturedOutput output) throws Exception {
			String never = newFile();
			String started = newFile();
			DefaultRayTaskRunner runner = createRunner(new RunnerSettings(1024 * 1024, Duration.ofMillis(200)));
			runner.start();
			RayTaskFuture<@Nullable Void> running;
			RayTaskFuture<String> queued;
			RayTaskFuture<byte[]> done;
			try {
				done = runner.submit(() -> bytes(200 * 1024));
				done.wait(LIMIT);
				running = runner.submit(() -> {
					touch(started);
					awaitFile(never);
				});
				queued = runner.submit(() -> running + "never");
				awaitFile(started);
			}
			finally {
				runner.stop();
			}
			assertThat(running.state()).isInstanceOf(TaskState.Cancelled.class);
			assertThat(queued.state()).isInstanceOf(TaskState.Cancelled.class);
			assertThatExceptionOfType(TaskCancelledException.class).isThrownBy(queued::result)
				.withMessageContaining("stopped");
			assertThatExceptionOfType(ResultLostException.class).isThrownBy(done::result)
				.withMessageContaining("stopped");
			assertThat(output).contains("1 in flight, 1 queued");
			runner.stop();
		}

		@Test
		void stoppedRunnerStartsAgain(CapturedOutput output) {
			DefaultRayTaskRunner runner = createRunner(SETTINGS);
			runner.start();
			try {
				RayTaskFuture<String> before = runner.submit(() -> "before");
				assertThat(before.result()).isEqualTo("before");
				runner.stop();
				runner.start();
				assertThat(runner.submit(() -> "after").result()).isEqualTo("after");
				assertThatIllegalArgumentException().isThrownBy(() -> runner.submit(() -> before.result()))
					.withMessageContaining(before.key());
			}
			finally {
				runner.stop();
			}
			assertThat(output).contains("Ray task runner started");
		}

		@Test
		void futureOfAnotherRunnerIsRefused() {
			DefaultRayTaskRunner other = createRunner(SETTINGS);
			other.start();
			try {
				RayTaskFuture<String> foreign = other.submit(() -> "foreign");
				assertThatIllegalArgumentException().isThrownBy(() -> runner().submit(() -> foreign.result()))
					.withMessageContaining(foreign.name())
					.withMessageContaining(foreign.key())
					.withMessageContaining("another runner");
			}
			finally {
				other.stop();
			}
		}

	}

	@Nested
	class Memory {

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
			runner().submit(() -> touch(file));
			System.gc();
			awaitFile(file);
		}

		@Test
		void dependentKeepsTheValueItNeeds() {
			String gate = newFile();
			RayTaskFuture<@Nullable Void> blocker = runner().submit(() -> awaitFile(gate));
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

	@FunctionalInterface
	private interface ThrowingFunction<T> {

		T apply(int index) throws Exception;

	}

	record Part(String name, RayTaskFuture<Integer> future) {

	}

	record Holder(Object object) {

	}

	static class Node {

		private final @Nullable Node next;

		private final RayTaskFuture<Integer> future;

		Node(@Nullable Node next, RayTaskFuture<Integer> future) {
			this.next = next;
			this.future = future;
		}

	}

}
