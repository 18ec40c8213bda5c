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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of groups, whose items run many in one attempt once they are known to be short,
 * over a {@link ScriptedBackend}.
 */
class GroupTests extends ScriptedGroupTests {

	@Test
	void itemsThatAreKnownToBeShortRunInOneAttempt() {
		RayTaskFutures<String> futures = map(20, (item) -> item + TaskContext.current().orElseThrow().name());
		List<Attempt> attempts = finishAll(futures);
		assertThat(attempts).hasSizeLessThan(10);
		assertThat(futures.result()).startsWith("0short[0]", "1short[1]").hasSize(20).endsWith("19short[19]");
		assertThat(futures.get(7).name()).isEqualTo("short[7]");
		assertThat(futures).extracting(RayTaskFuture::key).doesNotHaveDuplicates();
		assertThat(this.runner.find(futures.get(7).key()).orElseThrow().result()).isEqualTo("7short[7]");
		assertThat(this.runner.counts().queued() + this.runner.counts().inFlight()).isZero();
	}

	@Test
	void eachItemIsCounted() {
		finishAll(map(20, (item) -> item));
		Awaitility.await().atMost(LIMIT).until(() -> this.listener.count("finished") == 21);
		assertThat(this.listener.count("submitted")).isEqualTo(21);
		assertThat(this.listener.count("started")).isEqualTo(21);
	}

	@Test
	void itemsThatFailDoNotAffectOthers() {
		RayTaskFutures<Integer> futures = map(20, (item) -> {
			if (item % 10 == 5) {
				throw new IOException("item " + item);
			}
			return item;
		});
		finishAll(futures);
		assertThat(futures.resultOrElse((failure) -> -1)).hasSize(20).contains(4, 6).doesNotContain(5, 15);
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(futures.get(5)::result)
			.withMessageContaining("short[5]")
			.withRootCauseInstanceOf(IOException.class);
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(futures::result);
		assertThat(futures.get(6).result()).isEqualTo(6);
	}

	@Test
	void itemThatFailsIsRetriedAlone() {
		RetryPolicy policy = RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build();
		RayTaskFutures<Integer> futures = this.runner.with(SHORT)
			.with((options) -> options.retry(policy))
			.map((item) -> {
				int attempt = TaskContext.current().orElseThrow().attempt();
				if (item == 5 && attempt == 1) {
					throw new IOException("first attempt");
				}
				return attempt;
			}, IntStream.range(0, 20).boxed().toList());
		finishAll(futures);
		assertThat(futures.result()).element(5).isEqualTo(2);
		assertThat(futures.result()).element(6).isEqualTo(1);
	}

	@Test
	void itemOfAChunkIsCancelledAtOnceAndTheOthersRunOn() {
		RayTaskFutures<Integer> futures = map(20, (item) -> item);
		Attempt chunk = nextChunk();
		RayTaskFuture<Integer> cancelled = futures.get(2);
		assertThat(cancelled.cancel()).isTrue();
		assertThat(cancelled.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThat(cancelled.cancel()).isFalse();
		finish(chunk);
		finishAll(futures);
		assertThat(cancelled.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThat(futures.resultOrElse((failure) -> -1)).startsWith(0, 1, -1, 3).endsWith(19);
	}

	@Test
	void itemsOfAChunkThatIsInterruptedForOneOfThemRunAgain() {
		RayTaskFutures<Integer> futures = map(20, (item) -> {
			Thread.sleep(0);
			return item;
		});
		Attempt chunk = nextChunk();
		this.backend.start(chunk);
		futures.get(3).cancel();
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.cancelled().contains(chunk.id()));
		this.backend.report(new AttemptEvent.Finished(chunk.id(), execute(chunk, true), 0));
		finishAll(futures);
		assertThat(futures.resultOrElse((failure) -> -1)).hasSize(20).startsWith(0, 1, 2, -1, 4).endsWith(19);
	}

	@Test
	void groupIsCancelledTogether() {
		RayTaskFutures<Integer> futures = map(20, (item) -> item);
		Attempt chunk = nextChunk();
		assertThat(futures.cancel()).isEqualTo(18);
		assertThat(futures.cancel()).isZero();
		finish(chunk);
		assertThat(futures).filteredOn((future) -> future.state().isCancelled()).hasSize(18);
	}

	@Test
	void itemsWithATimeLimitRunAlone() throws Exception {
		RayTaskFutures<Integer> futures = this.runner.with(SHORT)
			.with((options) -> options.timeLimit(Duration.ofMillis(10)))
			.map((item) -> item, List.of(1, 2));
		Attempt late = this.backend.next();
		this.backend.start(late);
		finish(this.backend.next());
		assertThat(futures.await(LIMIT)).isTrue();
		assertThat(futures.get(0).state()).isInstanceOf(TaskState.TimedOut.class);
		assertThat(futures.get(1).result()).isEqualTo(2);
	}

	@Test
	void itemsOfAChunkThatCrashesRunAloneAndCountTheCrash() {
		RayTaskFutures<Integer> futures = map(20, (item) -> TaskContext.current().orElseThrow().attempt());
		Attempt chunk = nextChunk();
		this.backend.start(chunk);
		this.backend.crash(chunk);
		finishAll(futures);
		assertThat(futures.result()).startsWith(1, 1, 2, 2).endsWith(2);
	}

	@Test
	void failureOfACapturedFutureMakesAllNotReady() {
		RayTaskFuture<Integer> upstream = this.runner.submit(() -> 1);
		RayTaskFutures<Integer> futures = map(20, (item) -> item + upstream.result());
		RayTaskFuture<Integer> last = futures.get(19);
		this.backend.fail(this.backend.next());
		futures.await();
		assertThat(last.state()).isInstanceOf(TaskState.NotReady.class);
		assertThat(futures).allSatisfy((future) -> assertThat(future.state()).isInstanceOf(TaskState.NotReady.class));
		assertThat(this.backend.waiting()).isZero();
	}

	@Test
	void largeFunctionIsSentOnce() {
		byte[] large = new byte[100_000];
		RayTaskFutures<Integer> futures = map(20, (item) -> item + large.length);
		List<Attempt> attempts = finishAll(futures);
		assertThat(futures.result()).startsWith(100_000).hasSize(20);
		assertThat(attempts).allSatisfy((attempt) -> assertThat(attempt.task().length).isLessThan(1000));
		assertThat(this.backend.values()).hasSize(1);
	}

	@Test
	void itemsSeeCopiesOfWhatTheFunctionCaptured() {
		List<Integer> seen = new ArrayList<>();
		RayTaskFutures<Integer> futures = map(20, (item) -> {
			seen.add(item);
			return seen.size();
		});
		finishAll(futures);
		assertThat(futures.result()).hasSize(20).containsOnly(1);
	}

	@Test
	void resultOfAChunkThatIsTooLargeToBePushedIsFetched() {
		RayTaskFutures<byte[]> futures = map(20, (item) -> new byte[(item == 3) ? 200_000 : 1]);
		finishAll(futures);
		assertThat(futures.result()).extracting((value) -> value.length).contains(200_000).hasSize(20);
	}

	@Test
	void itemsRunAgainWhoseChunkWasLostWithTheBackend() {
		RayTaskFutures<Integer> futures = map(20, (item) -> item);
		this.backend.start(nextChunk());
		this.backend.disconnect("gone");
		this.backend.connect(1);
		finishAll(futures);
		assertThat(futures.result()).hasSize(20).startsWith(0, 1).endsWith(19);
	}

	@Test
	void chunkThatWasGivenBackRunsAgain() {
		RayTaskFutures<Integer> futures = map(20, (item) -> item);
		this.backend.report(new AttemptEvent.Returned(nextChunk().id()));
		finishAll(futures);
		assertThat(futures.result()).hasSize(20).startsWith(0, 1).endsWith(19);
	}

	@Test
	void slowIteratorDoesNotHoldUpTheFuturesOfItemsBefore() {
		this.backend.onRun(this::finish);
		List<Integer> asked = new ArrayList<>();
		Iterator<Integer> items = IntStream.range(0, 20).peek((item) -> {
			asked.add(item);
			awaitFinished(1 + item);
		}).boxed().iterator();
		Iterator<RayTaskFuture<Integer>> futures = this.runner.mapAsCompleted((item) -> item, items).iterator();
		assertThat(futures.next().result()).isZero();
		assertThat(asked).hasSizeLessThanOrEqualTo(2);
	}

	private void awaitFinished(int count) {
		Awaitility.await()
			.pollDelay(Duration.ofMillis(20))
			.atMost(LIMIT)
			.until(() -> this.listener.count("finished") == count);
	}

	@Test
	void slowConsumerHoldsUpTheItemsThatFollow() {
		this.runner.stop();
		this.runner = createRunner(
				new RunnerSettings(100_000_000, Duration.ZERO).withMaxUnfinished(10, RunnerSettings.WhenFull.BLOCK));
		this.backend = new ScriptedBackend(1);
		this.runner.start();
		this.backend.onRun(this::finish);
		List<Integer> asked = new ArrayList<>();
		List<Integer> results = new ArrayList<>();
		this.runner.mapAsCompleted((item) -> item, IntStream.range(0, 100).peek(asked::add).boxed().iterator())
			.forEach((future) -> {
				results.add(future.result());
				assertThat(asked).hasSizeLessThanOrEqualTo(results.size() + 10);
			});
		assertThat(results).hasSize(100);
	}

}
