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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what listeners hear of the states of the items of a map.
 */
class ItemStateChangeTests extends ScriptedGroupTests {

	private static final int COUNT = 20;

	private static final String[] COMPLETED = { "pending 0", "running 1", "completed 1" };

	private static final String[] COMPLETED_AGAIN = { "pending 0", "running 1", "awaiting_retry 1", "pending 1",
			"running 2", "completed 2" };

	private List<String> changesOf(RayTaskFutures<?> futures, int index) {
		return this.listener.changesOf(futures.get(index).key());
	}

	private void awaitEnds(int count) {
		Awaitility.await().atMost(LIMIT).until(() -> this.listener.count("finished") == count + 1);
	}

	@Test
	void eachItemIsHeardOfWithANameAndAKeyOfItsOwn() {
		RayTaskFutures<Integer> futures = map(COUNT, (item) -> item);
		assertThat(finishAll(futures)).hasSizeLessThan(COUNT);
		awaitEnds(COUNT);
		for (int i = 0; i < COUNT; i++) {
			RayTaskFuture<Integer> future = futures.get(i);
			assertThat(changesOf(futures, i)).containsExactly(COMPLETED);
			assertThat(this.listener.changes()).filteredOn((change) -> change.key().equals(future.key()))
				.extracting(TaskStateChange::name)
				.containsOnly(future.name());
		}
		assertThat(this.listener.changes()).extracting(TaskStateChange::group).containsOnly("short");
	}

	@Test
	void ownNamesOfItemsAreHeard() {
		RayTaskFutures<Integer> futures = this.runner.with(SHORT)
			.with((options) -> options.itemName((Integer item) -> "item " + item))
			.map((item) -> item, List.of(7, 8, 9));
		finishAll(futures);
		awaitEnds(3);
		assertThat(this.listener.changes()).extracting(TaskStateChange::name)
			.contains("short[item 7]", "short[item 8]", "short[item 9]");
	}

	@Test
	void progressOfAnItemIsToldWithItsNameAndAWaitWithThatOfTheMap() throws Exception {
		BlockingQueue<String> told = new LinkedBlockingQueue<>();
		this.runner.addListener(new TaskListener() {

			@Override
			public void progressed(String name, String key, TaskProgress progress) {
				told.add(name + " " + key);
			}

			@Override
			public void waited(String group, Duration waited, boolean done) {
				told.add(group);
			}

		});
		RayTaskFutures<Integer> futures = map(COUNT, (item) -> item);
		Attempt chunk = nextChunk();
		RayTaskFuture<Integer> future = IntStream.range(0, COUNT)
			.mapToObj(futures::get)
			.filter((item) -> !item.state().isFinal())
			.findFirst()
			.orElseThrow();
		this.backend.report(new AttemptEvent.Progressed(chunk.id(), 0, 1, 10, "work"));
		assertThat(future.name()).startsWith("short[");
		assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(future.name() + " " + future.key());
		assertThat(future.await(Duration.ZERO)).isEmpty();
		assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("short");
	}

	@Test
	void itemThatFailsIsRetried() {
		RetryPolicy policy = RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build();
		RayTaskFutures<Integer> futures = this.runner.with(SHORT)
			.with((options) -> options.retry(policy))
			.map((item) -> {
				if (item == 5) {
					throw new IOException("item " + item);
				}
				return item;
			}, List.of(0, 1, 2, 3, 4, 5, 6));
		finishAll(futures);
		awaitEnds(7);
		assertThat(changesOf(futures, 4)).containsExactly(COMPLETED);
		assertThat(changesOf(futures, 5)).containsExactly("pending 0", "running 1", "awaiting_retry 1", "pending 1",
				"running 2", "failed 2");
	}

	@Test
	void itemsOfAChunkThatCrashesRunAgain() {
		RayTaskFutures<Integer> futures = map(COUNT, (item) -> item);
		Attempt chunk = nextChunk();
		this.backend.start(chunk);
		this.backend.crash(chunk);
		finishAll(futures);
		awaitEnds(COUNT);
		assertThat(changesOf(futures, 1)).containsExactly(COMPLETED);
		assertThat(changesOf(futures, COUNT - 1)).containsExactly(COMPLETED_AGAIN);
	}

	@Test
	void itemsThatAChunkDidNotBeginWaitAgain() {
		RayTaskFutures<Integer> futures = map(COUNT, (item) -> item);
		Attempt chunk = nextChunk();
		this.backend.start(chunk);
		this.backend.report(new AttemptEvent.Finished(chunk.id(), execute(chunk, true), 1000));
		finishAll(futures);
		awaitEnds(COUNT);
		assertThat(changesOf(futures, COUNT - 1)).containsExactly("pending 0", "running 1", "pending 0", "running 1",
				"completed 1");
	}

	@Test
	void itemsOfAChunkThatWasGivenBackWaitedAllTheTime() {
		RayTaskFutures<Integer> futures = map(COUNT, (item) -> item);
		this.backend.report(new AttemptEvent.Returned(nextChunk().id()));
		finishAll(futures);
		awaitEnds(COUNT);
		assertThat(changesOf(futures, COUNT - 1)).containsExactly(COMPLETED);
	}

	@Test
	void itemOfAChunkIsCancelled() {
		RayTaskFutures<Integer> futures = map(COUNT, (item) -> item);
		Attempt chunk = nextChunk();
		this.backend.start(chunk);
		futures.get(2).cancel();
		finish(chunk);
		finishAll(futures);
		awaitEnds(COUNT);
		assertThat(changesOf(futures, 2)).containsExactly("pending 0", "running 1", "cancelled 1");
		assertThat(changesOf(futures, 3)).containsExactly(COMPLETED);
	}

	@Test
	void itemsWhoseUpstreamTaskFailedAreNotReady() {
		RayTaskFuture<Integer> upstream = this.runner.submit(() -> 1);
		RayTaskFutures<Integer> futures = map(COUNT, (item) -> item + upstream.result());
		this.backend.fail(this.backend.next());
		awaitEnds(COUNT + 1);
		assertThat(changesOf(futures, 3)).containsExactly("pending 0", "not_ready 0");
	}

	@Test
	void itemsThatARunnerThatStopsDoesNotWaitFor() {
		RayTaskFutures<Integer> futures = map(COUNT, (item) -> item);
		this.backend.start(nextChunk());
		this.runner.stop();
		awaitEnds(COUNT);
		assertThat(changesOf(futures, 2)).containsExactly("pending 0", "running 1", "cancelled 1");
		assertThat(changesOf(futures, COUNT - 1)).containsExactly("pending 0", "running 1", "cancelled 1");
	}

}
