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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What listeners hear of the states of tasks.
 */
abstract class StateChangesContract extends ContractPart {

	private static final RetryPolicy ONCE = RetryPolicy.builder().maxRetries(1).delay(Duration.ofMillis(10)).build();

	StateChangesContract(RunnerContract contract) {
		super(contract);
	}

	private Recorder recorder(String group) {
		Recorder recorder = new Recorder(group);
		runner().addListener(recorder);
		return recorder;
	}

	@Test
	void taskIsHeardOfFromItsSubmissionToItsEnd() {
		Recorder recorder = recorder("whole");
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner().with((options) -> options.name("whole").key("whole-1"))
			.execute(() -> awaitFile(gate));
		awaitRunning(future);
		touch(gate);
		future.result();
		recorder.awaitEnds(1);
		assertThat(recorder.states("whole-1")).containsExactly("pending 0", "running 1", "completed 1");
		TaskStateChange last = recorder.last("whole-1");
		assertThat(last.name()).isEqualTo("whole");
		assertThat(last.queued()).isPositive();
		assertThat(last.ran()).isPositive();
	}

	@Test
	void eachAttemptIsHeardOf() {
		Recorder recorder = recorder("unsteady");
		String gate = newFile();
		RayTaskFuture<@Nullable Void> future = runner()
			.with((options) -> options.name("unsteady").key("unsteady-1").retry(ONCE))
			.execute(() -> {
				if (TaskContext.current().orElseThrow().attempt() == 1) {
					throw new IllegalStateException("once");
				}
				awaitFile(gate);
			});
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(recorder.states("unsteady-1")).contains("running 2"));
		touch(gate);
		future.result();
		recorder.awaitEnds(1);
		assertThat(recorder.states("unsteady-1")).startsWith("pending 0")
			.containsSubsequence("awaiting_retry 1", "pending 1", "running 2", "completed 2");
	}

	@Test
	void taskThatNeverRunsIsHeardOf() {
		Recorder recorder = recorder("broken");
		TaskOptions options = TaskOptions.named("broken");
		RayTaskFuture<Integer> failed = runner().with(options).submit(() -> Integer.parseInt("none"));
		RayTaskFuture<Integer> dependent = runner().with(options).submit(failed::result);
		dependent.await();
		recorder.awaitEnds(2);
		assertThat(recorder.states(failed.key())).endsWith("failed 1");
		assertThat(recorder.states(dependent.key())).containsExactly("pending 0", "not_ready 0");
	}

	@Test
	void taskThatIsCancelledIsHeardOf() {
		Recorder recorder = recorder("cancelled");
		RayTaskFuture<@Nullable Void> future = runner().with((options) -> options.name("cancelled"))
			.execute(() -> Thread.sleep(LIMIT.toMillis()));
		awaitRunning(future);
		future.cancel();
		recorder.awaitEnds(1);
		assertThat(recorder.states(future.key())).containsExactly("pending 0", "running 1", "cancelled 1");
	}

	@Test
	void itemsOfAMapAreHeardOfOneByOne() {
		int count = 500;
		Recorder recorder = recorder("items");
		RayTaskFutures<Integer> futures = runner().with((options) -> options.name("items").retry(ONCE)).map((item) -> {
			if (item % 100 == 7) {
				throw new IllegalStateException("item " + item);
			}
			return item;
		}, IntStream.range(0, count).boxed().toList());
		futures.await();
		recorder.awaitEnds(count);
		for (RayTaskFuture<Integer> future : futures) {
			boolean completed = future.state().isCompleted();
			assertThat(recorder.states(future.key())).startsWith("pending 0")
				.endsWith(completed ? "completed 1" : "failed 2");
			assertThat(recorder.last(future.key()).name()).isEqualTo(future.name());
		}
	}

	@Test
	void tasksOfATaskAreHeardOf() throws Exception {
		Recorder recorder = recorder("inner");
		RayTaskRunner runner = runner();
		Instant start = Instant.now();
		RayTaskFuture<Integer> outer = runner.with((options) -> options.name("outer").key("outer-1")).submit(() -> {
			runner.with((options) -> options.name("inner").key("inner-1"))
				.submit(() -> Integer.parseInt("none"))
				.await();
			return runner.with((options) -> options.name("inner").key("inner-2")).submit(() -> 1).result();
		});
		assertThat(outer.result(LIMIT)).isOne();
		recorder.awaitEnds(2);
		assertThat(recorder.states("inner-1")).startsWith("pending 0").endsWith("failed 1");
		assertThat(recorder.states("inner-2")).startsWith("pending 0").endsWith("completed 1");
		TaskStateChange failed = recorder.last("inner-1");
		assertThat(failed.name()).isEqualTo("inner");
		assertThat(failed.submitter()).isEqualTo("outer-1");
		assertThat(failed.state().exception()).isInstanceOf(NumberFormatException.class);
		assertThat(failed.time()).isBetween(start.minusSeconds(5), Instant.now().plusSeconds(5));
		assertThat(failed.queued()).isPositive();
		assertThat(failed.ran()).isPositive();
	}

	@Test
	void itemsOfATaskOfATaskAreHeardOf() throws Exception {
		Recorder recorder = recorder("deep");
		RayTaskRunner runner = runner();
		RayTaskFuture<List<Integer>> outer = runner
			.submit(() -> runner.with(TaskOptions.builder().key("middle-1").build())
				.submit(() -> runner.with(TaskOptions.named("deep")).map((item) -> item * 2, List.of(1, 2, 3)).result())
				.result());
		assertThat(outer.result(LIMIT)).containsExactly(2, 4, 6);
		recorder.awaitEnds(3);
		assertThat(recorder.changes).extracting(TaskStateChange::submitter).containsOnly("middle-1");
		assertThat(recorder.changes).extracting(TaskStateChange::name).contains("deep[0]", "deep[1]", "deep[2]");
	}

	@Test
	void listenerMayWaitForTasksOfAnyKind() throws Exception {
		DefaultRayTaskRunner runner = runner();
		CompletableFuture<List<Integer>> values = new CompletableFuture<>();
		runner.addListener(new TaskListener() {

			@Override
			public void stateChanged(TaskStateChange change) {
				if (change.name().equals("told") && change.state().isFinal()) {
					RayTaskFuture<Integer> put = runner.put(1);
					List<Integer> mapped = runner.map((item) -> item, List.of(3, 4)).result();
					values.complete(List.of(runner.submit(() -> put.result()).result(),
							runner.submit(() -> 2).toCompletableFuture().join(), mapped.get(0), mapped.get(1)));
				}
			}

		});
		runner.with(TaskOptions.named("told")).submit(() -> 0).result();
		assertThat(values.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).containsExactly(1, 2, 3, 4);
	}

	@Test
	void taskOfTheApplicationHasNoSubmitter() {
		Recorder recorder = recorder("of the application");
		RayTaskFuture<Integer> future = runner().with(TaskOptions.named("of the application")).submit(() -> 1);
		future.result();
		recorder.awaitEnds(1);
		assertThat(recorder.last(future.key()).submitter()).isNull();
	}

	/**
	 * Remembers the states of tasks of one name, and that none was left out.
	 */
	private static final class Recorder implements TaskListener {

		private final String group;

		private final List<TaskStateChange> changes = new ArrayList<>();

		private final List<String> gaps = new ArrayList<>();

		Recorder(String group) {
			this.group = group;
		}

		@Override
		public synchronized void stateChanged(TaskStateChange change) {
			if (change.group().equals(this.group)) {
				TaskStateChange last = find(change.key());
				TaskState known = (last != null) ? last.state() : null;
				if (!Objects.equals(known, change.previous()) || change.state().equals(known)) {
					this.gaps.add(last + " was followed by " + change);
				}
				this.changes.add(change);
			}
		}

		private @Nullable TaskStateChange find(String key) {
			for (int i = this.changes.size() - 1; i >= 0; i--) {
				if (this.changes.get(i).key().equals(key)) {
					return this.changes.get(i);
				}
			}
			return null;
		}

		void awaitEnds(int tasks) {
			Awaitility.await().atMost(LIMIT).until(() -> ends() == tasks);
			assertThat(this.gaps).isEmpty();
		}

		private synchronized long ends() {
			return this.changes.stream().filter((change) -> change.state().isFinal()).count();
		}

		synchronized List<String> states(String key) {
			return this.changes.stream()
				.filter((change) -> change.key().equals(key))
				.map((change) -> change.state().label() + " " + change.attempt())
				.toList();
		}

		synchronized TaskStateChange last(String key) {
			return Objects.requireNonNull(find(key));
		}

	}

}
