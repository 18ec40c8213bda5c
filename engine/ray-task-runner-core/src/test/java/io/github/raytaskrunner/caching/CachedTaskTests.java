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

package io.github.raytaskrunner.caching;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Upstream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of when tasks run whose values may be in a cache.
 */
class CachedTaskTests extends ScriptedCacheTests {

	@Test
	void valueThatIsNotThereIsComputedAndKept() {
		RayTaskFuture<String> future = submit();
		this.backend.complete(this.backend.next());
		assertThat(future.result()).isEqualTo("value");
		awaitKept();
	}

	@Test
	void largeValueIsFetchedInOrderToBeKept() {
		submit();
		Attempt attempt = this.backend.next();
		System.gc(); // nobody holds the future
		this.backend.completeUnpushed(attempt);
		awaitKept();
		Awaitility.await().atMost(LIMIT).until(() -> {
			System.gc();
			return this.backend.released().contains(attempt.id());
		});
	}

	@Test
	void taskWhoseValueIsThereCompletesWithoutRunning() throws Exception {
		keep("kept");
		RayTaskFuture<String> future = submit();
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
		assertThat(future.result()).isEqualTo("kept");
		assertThat(this.backend.calls()).isEmpty();
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(this.listener.changesOf(future.key())).containsExactly("pending 0",
					"completed 0"));
	}

	@Test
	void nullIsAValue() throws Exception {
		keep(null);
		RayTaskFuture<String> future = submit();
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
		assertThat(future.result()).isNull();
	}

	@Test
	void dependentReadsTheValueThatWasThere() {
		keep("kept");
		RayTaskFuture<String> future = submit();
		RayTaskFuture<String> dependent = this.runner.submit(() -> future.result());
		Attempt attempt = this.backend.next();
		assertThat(attempt.upstreams()).hasSize(1).first().isInstanceOf(Upstream.Value.class);
		assertThat(this.backend.values()).hasSize(1);
		this.backend.complete(attempt);
		assertThat(dependent.result()).isEqualTo("value");
	}

	@Test
	void valueThatIsThereNeedsNoUpstreamTask() throws Exception {
		keep("kept");
		RayTaskFuture<String> upstream = this.runner.submit(() -> "value");
		RayTaskFuture<String> future = cached(KEY).submit(() -> upstream.result());
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
		assertThat(upstream.state().isFinal()).isFalse();
		this.backend.complete(this.backend.next());
		assertThat(upstream.result()).isEqualTo("value");
	}

	@Test
	void valueThatIsThereIsFoundThoughAnUpstreamTaskFailed() throws Exception {
		keep("kept");
		RayTaskFuture<String> upstream = this.runner.submit(() -> "value");
		this.backend.fail(this.backend.next());
		upstream.await();
		RayTaskFuture<String> future = cached(KEY).submit(() -> upstream.result());
		assertThat(future.await(LIMIT)).contains(new TaskState.Completed());
	}

	@Test
	void taskWhoseValueIsNotThereWaitsForItsUpstreamTasks() throws Exception {
		RayTaskFuture<String> upstream = this.runner.submit(() -> "value");
		RayTaskFuture<String> dependent = cached(KEY).submit(() -> upstream.result());
		RayTaskFuture<String> broken = cached("other")
			.submit(this.runner.with((options) -> options.key("failing")).submit(() -> "value")::result);
		Attempt first = this.backend.next();
		Attempt second = this.backend.next();
		this.backend.fail(first.key().equals("failing") ? first : second);
		assertThat(broken.await(LIMIT)).get().isInstanceOf(TaskState.NotReady.class);
		assertThat(this.backend.waiting()).isZero();
		this.backend.complete(first.key().equals("failing") ? second : first);
		this.backend.complete(this.backend.next());
		assertThat(dependent.result()).isEqualTo("value");
		assertThat(this.caches.values()).doesNotContainKey("other");
	}

	@Test
	void upstreamTaskIsKeptUntilTheLookUpHasEnded() {
		CountDownLatch gate = this.caches.block();
		RayTaskFuture<String> dependent = cached(KEY).submit(dependentOfOneThatNobodyHolds());
		Attempt upstream = this.backend.next();
		this.backend.completeUnpushed(upstream);
		System.gc();
		gate.countDown();
		this.backend.complete(this.backend.next());
		assertThat(dependent.result()).isEqualTo("value");
		assertThat(this.backend.released()).doesNotContain(upstream.id());
	}

	private RayCallable<String> dependentOfOneThatNobodyHolds() {
		RayTaskFuture<String> upstream = this.runner.submit(() -> "value");
		return () -> upstream.result();
	}

	@Test
	void failureIsNotKept() throws Exception {
		RayTaskFuture<String> future = submit();
		this.backend.fail(this.backend.next());
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
		RayTaskFuture<String> again = submit();
		this.backend.complete(this.backend.next());
		assertThat(again.result()).isEqualTo("value");
	}

	@Test
	void equalKeysInFlightRunOnce() {
		List<RayTaskFuture<String>> futures = List.of(submit(), submit(), submit());
		this.backend.complete(this.backend.next());
		assertThat(futures).extracting(RayTaskFuture::result).containsOnly("value");
		assertThat(this.backend.calls()).hasSize(1);
		assertThat(futures).extracting(RayTaskFuture::key).doesNotHaveDuplicates();
	}

	@Test
	void otherKeysRunOnTheirOwn() {
		RayTaskFuture<String> first = submit();
		RayTaskFuture<String> second = cached(2021).submit(() -> "value");
		this.backend.complete(this.backend.next());
		this.backend.complete(this.backend.next());
		assertThat(List.of(first.result(), second.result())).containsOnly("value");
	}

	@Test
	void whenOneIsCancelledTheNextWithTheSameKeyRuns() throws Exception {
		RayTaskFuture<String> first = submit();
		Attempt attempt = this.backend.next();
		RayTaskFuture<String> second = submit();
		RayTaskFuture<String> third = submit();
		second.cancel();
		assertThat(first.state().isFinal()).isFalse();
		first.cancel();
		this.backend.crash(attempt);
		this.backend.complete(this.backend.next());
		assertThat(third.result()).isEqualTo("value");
		assertThat(second.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThat(this.backend.calls()).hasSize(2);
	}

	@Test
	void whenOneFailsTheNextWithTheSameKeyRuns() throws Exception {
		RayTaskFuture<String> first = submit();
		RayTaskFuture<String> second = submit();
		this.backend.fail(this.backend.next());
		this.backend.complete(this.backend.next());
		assertThat(first.await(LIMIT)).get().isInstanceOf(TaskState.Failed.class);
		assertThat(second.result()).isEqualTo("value");
	}

	@Test
	void taskThatIsCancelledDuringTheLookUpDoesNotRun() throws Exception {
		CountDownLatch gate = this.caches.block();
		RayTaskFuture<String> future = submit();
		future.cancel();
		gate.countDown();
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Cancelled.class);
		RayTaskFuture<String> again = submit();
		this.backend.complete(this.backend.next());
		assertThat(again.result()).isEqualTo("value");
		assertThat(this.backend.calls()).hasSize(1);
	}

}
