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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is done after a task.
 */
abstract class CallbacksContract extends ContractPart {

	CallbacksContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void callbackIsCalledOnceWithTheFinalState() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> awaitFile(gate));
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
		future.await(LIMIT);
		AtomicReference<Thread> thread = new AtomicReference<>();
		future.onDone((done) -> thread.set(Thread.currentThread()));
		assertThat(thread).hasValue(Thread.currentThread());
	}

	@Test
	void exceptionOfACallbackIsLoggedAndHarmless(CapturedOutput output) throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> awaitFile(gate));
		CountDownLatch called = new CountDownLatch(2);
		for (int i = 0; i < 2; i++) {
			future.onDone((done) -> {
				called.countDown();
				throw new IllegalStateException("in a callback");
			});
		}
		touch(gate);
		assertThat(called.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
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
	void cancellingTheCompletableFutureCancelsTheTask() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> awaitFile(gate));
		assertThat(future.toCompletableFuture().cancel(true)).isTrue();
		assertThat(future.await(LIMIT)).containsInstanceOf(TaskState.Cancelled.class);
	}

	@Test
	void cancellingTheCompletableFutureOfSeveralCancelsThem() throws Exception {
		String gate = newFile();
		RayTaskFutures<Integer> mapped = runner().map((item) -> {
			awaitFile(gate);
			return item;
		}, List.of(1, 2));
		RayTaskFuture<@Nullable Void> single = runner().execute(() -> awaitFile(gate));
		mapped.toCompletableFuture().cancel(true);
		RayTaskFutures.of(single).toCompletableFuture().cancel(true);
		assertThat(mapped.asList().get(0).await(LIMIT)).containsInstanceOf(TaskState.Cancelled.class);
		assertThat(mapped.asList().get(1).await(LIMIT)).containsInstanceOf(TaskState.Cancelled.class);
		assertThat(single.await(LIMIT)).containsInstanceOf(TaskState.Cancelled.class);
	}

	@Test
	void completingTheCompletableFutureLeavesTheTaskAlone() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> awaitFile(gate));
		assertThat(future.toCompletableFuture().complete(null)).isTrue();
		touch(gate);
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
	}

	// redisson/redisson#5053, redisson/redisson#7196
	@Test
	void callbacksThatWaitForOtherTasksDoNotHoldUpAnybody() throws Exception {
		String gate = newFile();
		RayTaskRunner runner = runner();
		int count = 60;
		CountDownLatch ended = new CountDownLatch(4 * count);
		Queue<Object> values = new ConcurrentLinkedQueue<>();
		for (int i = 0; i < count; i++) {
			RayTaskFuture<@Nullable Void> first = runner.execute(() -> awaitFile(gate));
			first.onDone(waiting(ended, () -> values.add(runner.submit(() -> 1).result())));
			first.onDone(waiting(ended, () -> values.add(runner.submit(() -> 2).toCompletableFuture().join())));
			first.onDone(waiting(ended, () -> values.addAll(runner.map((item) -> item, List.of(3, 4)).result())));
			first.onDone(waiting(ended,
					() -> values.add(runner.submit(() -> 5).toCompletableFuture().thenApply((value) -> value).join())));
		}
		touch(gate);
		assertThat(ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(values).hasSize(5 * count);
	}

	private static <T> Consumer<T> waiting(CountDownLatch ended, Runnable action) {
		return (done) -> {
			action.run();
			ended.countDown();
		};
	}

	@Test
	void callbacksThatBlockHoldUpNeitherResultsNorOtherCallbacks() throws Exception {
		String gate = newFile();
		RayTaskRunner runner = runner();
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch blocked = new CountDownLatch(200);
		try {
			RayTaskFuture<@Nullable Void> first = runner.execute(() -> awaitFile(gate));
			for (int i = 0; i < 200; i++) {
				first.onDone((done) -> {
					blocked.countDown();
					awaitUninterruptibly(never);
				});
			}
			touch(gate);
			assertThat(runner.map((item) -> item + 1, List.of(1, 2)).result(LIMIT)).containsExactly(2, 3);
			assertThat(runner.map((item) -> item, List.of(1, 2)).asCompleted(LIMIT)).hasSize(2);
			assertThat(runner.mapAsCompleted((item) -> item, List.of(1, 2).iterator())).hasSize(2);
			assertThat(runner.submit(() -> 3).toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
				.isEqualTo(3);
			CompletableFuture<Integer> stage = runner.submit(() -> 4).toCompletableFuture().thenApply((value) -> value);
			assertThat(stage.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(4);
			assertThat(blocked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		finally {
			never.countDown();
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void retryPoliciesThatWaitForTasksDoNotHoldUpOtherFailures() throws Exception {
		RayTaskRunner runner = runner();
		RetryPolicy policy = (exception) -> runner.<Boolean>submit(() -> {
			throw new IOException("inner");
		}).toCompletableFuture().handle((value, failure) -> false).join();
		TaskOptions options = TaskOptions.builder().name("asks another task").retry(policy).build();
		List<RayTaskFuture<Object>> futures = Stream.generate(() -> runner.with(options).<Object>submit(() -> {
			throw new IOException("outer");
		})).limit(8).toList();
		for (RayTaskFuture<Object> future : futures) {
			assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
		}
	}

	@Test
	void completableFutureThatAUserCompletedStaysAsItIs() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> awaitFile(gate));
		CompletableFuture<@Nullable Void> view = future.toCompletableFuture();
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> view.get(20, TimeUnit.MILLISECONDS));
		CompletableFuture<Object> joined = CompletableFuture.supplyAsync(view::join);
		view.completeExceptionally(new IOException("by a user"));
		assertThat(joined).failsWithin(LIMIT).withThrowableThat().withRootCauseInstanceOf(IOException.class);
		touch(gate);
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
		assertThat(view).isCompletedExceptionally();
	}

}
