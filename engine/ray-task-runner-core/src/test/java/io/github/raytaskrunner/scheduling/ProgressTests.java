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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what becomes of the progress that a backend reports.
 */
class ProgressTests extends ScriptedRunnerTests {

	private final List<String> told = new CopyOnWriteArrayList<>();

	@BeforeEach
	void start() {
		this.runner.start();
	}

	private void report(Attempt attempt, long done) {
		this.backend.report(new AttemptEvent.Progressed(attempt.id(), 0, done, 10, "work"));
	}

	private static TaskProgress progress(long done) {
		return new TaskProgress(done, 10, "work");
	}

	@Test
	void lastProgressIsThatOfTheFuture() {
		RayTaskFuture<String> future = submit(1).get(0);
		Attempt attempt = this.backend.next();
		assertThat(future.progress()).isEmpty();
		report(attempt, 1);
		report(attempt, 2);
		assertThat(future.progress()).contains(progress(2));
		assertThat(future.allowFailure().progress()).contains(progress(2));
	}

	@Test
	void progressThatComesLateChangesNothing() {
		RayTaskFuture<String> future = submit(1).get(0);
		Attempt attempt = this.backend.next();
		report(attempt, 1);
		this.backend.complete(attempt);
		report(attempt, 2);
		assertThat(future.progress()).contains(progress(1));
	}

	@Test
	void progressOfACancelledTaskIsThatBeforeTheCancel() {
		RayTaskFuture<String> future = submit(1).get(0);
		Attempt attempt = this.backend.next();
		report(attempt, 1);
		future.cancel();
		report(attempt, 2);
		assertThat(future.progress()).contains(progress(1));
	}

	@Test
	void attemptThatFollowsACrashHasProgressOfItsOwn() {
		RayTaskFuture<String> future = submit(1).get(0);
		Attempt first = this.backend.next();
		report(first, 5);
		this.backend.crash(first);
		assertThat(future.progress()).isEmpty();
		Attempt second = this.backend.next();
		report(first, 6);
		assertThat(future.progress()).isEmpty();
		report(second, 1);
		assertThat(future.progress()).contains(progress(1));
	}

	@Test
	void slowListenerHearsTheLastProgressAndThenTheEnd() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		this.runner.addListener(new TaskListener() {

			@Override
			public void progressed(String name, String key, TaskProgress progress) {
				ProgressTests.this.told.add(key + " " + progress.done());
				begun.countDown();
				await(gate);
			}

			@Override
			public void stateChanged(TaskStateChange change) {
				if (change.state().isFinal()) {
					ProgressTests.this.told.add("finished");
				}
			}

		});
		RayTaskFuture<String> future = submit(1).get(0);
		Attempt attempt = this.backend.next();
		report(attempt, 1);
		await(begun);
		for (int i = 2; i <= 1000; i++) {
			report(attempt, i);
		}
		this.backend.complete(attempt);
		report(attempt, 1001);
		gate.countDown();
		String key = future.key();
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(this.told).containsExactly(key + " 1", key + " 1000", "finished"));
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
