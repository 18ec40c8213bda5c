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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskProgress;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a task tells while it runs, and what it finds without having captured it.
 */
abstract class ProgressContract extends ContractPart {

	ProgressContract(RunnerContract contract) {
		super(contract);
	}

	private static TaskContext context() {
		return TaskContext.current().orElseThrow();
	}

	private static void awaitProgress(RayTaskFuture<?> future, TaskProgress progress) {
		Awaitility.await().atMost(LIMIT).until(future::progress, Optional.of(progress)::equals);
	}

	@Test
	void progressReachesTheFutureWhileTheTaskRuns() {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			context().progress(1, 4, "größer");
			awaitFile(gate);
		});
		awaitProgress(future, new TaskProgress(1, 4, "größer"));
		assertThat(future.state().isFinal()).isFalse();
		touch(gate);
		future.result();
		assertThat(future.progress()).contains(new TaskProgress(1, 4, "größer"));
	}

	@Test
	void ofManyTheLastOneArrivesWhileTheTaskRuns() {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			for (int i = 1; i <= 100_000; i++) {
				context().progress(i, 100_000, "");
			}
			awaitFile(gate);
		});
		awaitProgress(future, new TaskProgress(100_000, 100_000, ""));
		touch(gate);
		future.result();
	}

	@Test
	void lastProgressOfATaskThatEndedIsKnown() {
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			context().progress(1, 0, "begun");
			context().progress(2, 0, "done");
		});
		future.result();
		assertThat(future.progress()).contains(new TaskProgress(2, 0, "done"));
	}

	@Test
	void taskThatToldNothingHasNoProgress() {
		RayTaskFuture<Integer> future = value(1);
		assertThat(future.result()).isOne();
		assertThat(future.progress()).isEmpty();
	}

	@Test
	void anotherAttemptBeginsWithoutProgress() {
		String begun = newFile();
		String gate = newFile();
		RetryPolicy once = RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build();
		RayTaskFuture<@Nullable Void> future = runner().with((options) -> options.retry(once)).execute(() -> {
			if (context().attempt() == 1) {
				context().progress(9, 10, "first attempt");
				throw new IllegalStateException("once");
			}
			touch(begun);
			awaitFile(gate);
		});
		awaitFile(begun);
		assertThat(future.progress()).isEmpty();
		touch(gate);
		future.result();
	}

	@Test
	void threadsOfATaskTellItsProgress() {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			TaskContext context = context();
			CompletableFuture.runAsync(() -> context.progress(3, 3, "elsewhere")).join();
			awaitFile(gate);
		});
		awaitProgress(future, new TaskProgress(3, 3, "elsewhere"));
		touch(gate);
		future.result();
	}

	@Test
	void progressOfAnItemIsThatOfItsFuture() {
		String gate = newFile();
		RayTaskFutures<Integer> futures = runner().map((item) -> {
			context().progress(item, 100, "item");
			awaitFile(gate);
			return item;
		}, List.of(7));
		RayTaskFuture<Integer> future = futures.get(0);
		awaitProgress(future, new TaskProgress(7, 100, "item"));
		touch(gate);
		assertThat(future.result()).isEqualTo(7);
	}

	@Test
	void listenersHearTheProgressOfATaskOfATask() {
		Map<String, TaskProgress> heard = new ConcurrentHashMap<>();
		runner().addListener(new TaskListener() {

			@Override
			public void progressed(String name, String key, TaskProgress progress) {
				heard.put(name + " " + key, progress);
			}

		});
		String gate = newFile();
		RayTaskFuture<@Nullable Void> outer = runner()
			.execute(() -> context().runner().with((options) -> options.name("loads").key("loads-1")).execute(() -> {
				context().progress(2, 3, "größer");
				awaitFile(gate);
			}).result());
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(heard).containsEntry("loads loads-1", new TaskProgress(2, 3, "größer")));
		touch(gate);
		outer.result();
	}

	@Test
	void runnerIsFoundWithoutHavingBeenCaptured() {
		RayTaskFuture<Integer> future = runner().submit(() -> {
			RayTaskRunner runner = context().runner();
			return runner.submit(() -> 20).result() + 1;
		});
		assertThat(future.result()).isEqualTo(21);
	}

	@Test
	void taskKnowsWhichTaskSubmittedIt() {
		RayTaskFuture<List<String>> future = runner().with((options) -> options.key("outer-1")).submit(() -> {
			RayTaskRunner runner = context().runner();
			RayTaskFuture<String> inner = runner.submit(ProgressContract::submitter);
			RayTaskFutures<String> items = runner.map((item) -> submitter() + item, List.of(1, 2, 3));
			return Stream.concat(Stream.of(inner.result()), items.result().stream()).toList();
		});
		assertThat(future.result()).containsExactly("outer-1", "outer-11", "outer-12", "outer-13");
	}

	@Test
	void taskOfTheApplicationHasNoSubmitter() {
		assertThat(runner().submit(() -> context().submitter()).result()).isEmpty();
		assertThat(runner().map((item) -> context().submitter(), List.of(1, 2)).result())
			.containsOnly(Optional.empty());
	}

	private static String submitter() {
		return context().submitter().orElse("none");
	}

	@Test
	void logOfATaskSaysWhichItIs() {
		RayTaskFuture<String> future = runner().with((options) -> options.name("logs").key("logs-1"))
			.submit(ProgressContract::mdc);
		assertThat(future.result()).isEqualTo("logs/logs-1/1");
		assertThat(mdc()).isEqualTo("null/null/null");
	}

	@Test
	void logOfAnItemSaysWhichItIs() {
		RayTaskFutures<String> futures = runner().with((options) -> options.name("items"))
			.map((item) -> mdc(), List.of(1, 2, 3));
		assertThat(futures.result()).hasSize(3)
			.allSatisfy((mdc) -> assertThat(mdc).matches("items.*/.+-[012]/1"))
			.doesNotHaveDuplicates();
	}

	private static String mdc() {
		return MDC.get(TaskContext.MDC_NAME) + "/" + MDC.get(TaskContext.MDC_KEY) + "/"
				+ MDC.get(TaskContext.MDC_ATTEMPT);
	}

}
