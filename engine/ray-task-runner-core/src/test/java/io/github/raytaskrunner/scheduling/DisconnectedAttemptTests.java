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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Attempt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what becomes of attempts in flight when the backend is lost.
 */
class DisconnectedAttemptTests extends DisconnectionTests {

	@Test
	void crashAndRunAgainOnceTheBackendIsBack() {
		RayTaskFuture<String> future = submit();
		Attempt first = this.backend.next();
		this.backend.start(first);
		this.backend.disconnect(REASON);
		assertThat(future.state()).isInstanceOf(TaskState.Pending.class);
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(1, 0, 0));
		this.backend.connect(2);
		Attempt second = this.backend.next();
		assertThat(second.number()).isEqualTo(2);
		this.backend.complete(second);
		assertThat(future.result()).isEqualTo("value");
	}

	@Test
	void crashForGoodWithoutRetriesLeft() {
		RayTaskFuture<String> future = submit(ONCE);
		this.backend.next();
		RayTaskFuture<String> queued = dependentOf(future);
		this.backend.disconnect(REASON);
		assertThat(future.state()).isEqualTo(new TaskState.Crashed(REASON));
		assertThat(queued.state()).isInstanceOf(TaskState.NotReady.class);
	}

	@Test
	void haveEndedIfNobodyWantsThem() {
		RayTaskFuture<String> future = submit();
		this.backend.next();
		future.cancel();
		this.backend.disconnect(REASON);
		assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
		assertThat(this.runner.counts()).isEqualTo(TaskCounts.NONE);
	}

	@Test
	void runAgainAfterATimeOutIfThePolicySaysSo() {
		RetryPolicy policy = RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build();
		RayTaskFuture<String> future = submit(
				TaskOptions.builder().timeLimit(Duration.ofMillis(20)).retry(policy).build());
		Attempt first = this.backend.next();
		this.backend.start(first);
		Awaitility.await().atMost(LIMIT).until(() -> this.backend.cancelled().equals(List.of(first.id())));
		this.backend.disconnect(REASON);
		this.backend.connect(2);
		this.backend.complete(this.backend.next());
		assertThat(future.result()).isEqualTo("value");
	}

	@Test
	void areNotReportedOnLater() {
		RayTaskFuture<String> future = submit();
		Attempt first = this.backend.next();
		this.backend.disconnect(REASON);
		this.backend.complete(first);
		this.backend.connect(2);
		Attempt second = this.backend.next();
		this.backend.start(first);
		this.backend.complete(first);
		this.backend.fail(first);
		this.backend.crash(first);
		assertThat(future.state()).isInstanceOf(TaskState.Pending.class);
		assertThat(this.runner.counts()).isEqualTo(new TaskCounts(0, 1, 0));
		this.backend.complete(second);
		assertThat(future.result()).isEqualTo("value");
	}

	@Test
	void doNotReachTheNextConnectionIfTheyAreStillOnTheirWay() throws Exception {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicBoolean first = new AtomicBoolean(true);
		this.backend.onRun((attempt) -> {
			if (first.getAndSet(false)) {
				blocked.countDown();
				awaitUninterruptibly(goOn);
			}
			this.backend.add(attempt);
		});
		Thread submitter = new Thread(() -> submit(ONCE));
		submitter.start();
		assertThat(blocked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		submit(ONCE);
		this.backend.disconnect(REASON);
		this.backend.connect(4);
		RayTaskFuture<String> later = submit(TaskOptions.named("later"));
		goOn.countDown();
		this.backend.next();
		Attempt attempt = this.backend.next();
		assertThat(attempt.name()).isEqualTo("later");
		this.backend.complete(attempt);
		assertThat(later.result()).isEqualTo("value");
		submitter.join();
	}

}
