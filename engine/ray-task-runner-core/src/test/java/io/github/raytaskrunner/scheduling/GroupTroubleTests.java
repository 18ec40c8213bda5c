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

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests of groups to which something happens that seldom does, over a
 * {@link ScriptedBackend}.
 */
class GroupTroubleTests extends ScriptedGroupTests {

	private static final AtomicBoolean interrupted = new AtomicBoolean();

	@Test
	void chunkThatIsGivenBackIsSentAgainWithoutTheItemsThatWereCancelled() {
		RayTaskFutures<Integer> futures = map(20, (item) -> item);
		Attempt chunk = nextChunk();
		futures.get(2).cancel();
		futures.get(4).cancel();
		this.backend.report(new AttemptEvent.Returned(chunk.id()));
		assertThat(finishAll(futures)).extracting(Attempt::name).contains("short[3]").doesNotContain("short[2]");
		assertThat(futures.resultOrElse((failure) -> -1)).hasSize(20).startsWith(0, 1, -1, 3, -1, 5).endsWith(19);
	}

	@Test
	void chunkThatIsGivenBackAfterAllItsItemsWereCancelledIsNotSentAgain() {
		RayTaskFutures<Integer> futures = map(20, (item) -> item);
		Attempt chunk = nextChunk();
		futures.cancel();
		this.backend.report(new AttemptEvent.Returned(chunk.id()));
		RayTaskFuture<String> next = submit(1).get(0);
		this.backend.complete(this.backend.next());
		assertThat(next.result()).isEqualTo("value");
		assertThat(this.runner.counts().queued() + this.runner.counts().inFlight()).isZero();
	}

	@Test
	void groupOfAMapThatThrowsMidwayIsForgottenWithItsItems() {
		assertThatException().isThrownBy(
				() -> this.runner.with(SHORT).map(String::valueOf, List.<Object>of(1, 2, Thread.currentThread())));
		Attempt first = this.backend.next();
		Attempt second = this.backend.next();
		finish(first);
		finish(second);
		assertThat(this.runner.find(first.key())).isEmpty();
		assertThat(this.runner.find(second.key())).isEmpty();
	}

	@Test
	void itemThatThrowsAnInterruptedExceptionByItselfHasFailed() {
		RayTaskFutures<Integer> futures = map(20, (item) -> {
			if (item == 5) {
				throw new InterruptedException("by itself");
			}
			return item;
		});
		List<Attempt> attempts = finishAll(futures);
		assertThat(attempts).extracting(Attempt::name).doesNotContain("short[5]");
		assertThat(futures.get(5).state()).isInstanceOf(TaskState.Failed.class);
		assertThat(futures.resultOrElse((failure) -> -1)).hasSize(20).startsWith(0, 1, 2, 3, 4, -1, 6).endsWith(19);
	}

	@Test
	void itemThatMakesAnotherExceptionOfAnInterruptMeantForAnotherRunsAgain() {
		RayTaskFutures<Integer> futures = map(20, (item) -> {
			if (item == 3 && interrupted.getAndSet(false)) {
				throw new IllegalStateException("of an interrupt");
			}
			return item;
		});
		Attempt chunk = nextChunk();
		this.backend.start(chunk);
		futures.get(7).cancel();
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.cancelled().contains(chunk.id()));
		interrupted.set(true);
		this.backend.report(new AttemptEvent.Finished(chunk.id(), execute(chunk, false), 1000));
		finishAll(futures);
		assertThat(futures.get(3).result()).isEqualTo(3);
		assertThat(futures.get(7).state()).isInstanceOf(TaskState.Cancelled.class);
	}

	@Test
	void chunkIsInterruptedOnceHoweverManyOfItsItemsAreCancelled() {
		RayTaskFutures<Integer> futures = map(20, (item) -> item);
		Attempt chunk = nextChunk();
		this.backend.start(chunk);
		futures.get(2).cancel();
		futures.get(3).cancel();
		futures.get(4).cancel();
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.cancelled().contains(chunk.id()));
		finish(chunk);
		finishAll(futures);
		assertThat(this.backend.cancelled()).containsOnlyOnce(chunk.id());
	}

}
