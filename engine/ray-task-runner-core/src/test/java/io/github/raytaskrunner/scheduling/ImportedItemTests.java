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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of futures of items that tasks of another runner depend on, which has room for
 * one task.
 */
class ImportedItemTests extends ScriptedGroupTests {

	private final ScriptedBackend otherBackend = new ScriptedBackend(4);

	private final DefaultRayTaskRunner other = new DefaultRayTaskRunner(new RunnerSettings(1, Duration.ZERO),
			() -> this.otherBackend, ScriptedBackend.SERIALIZER);

	@BeforeEach
	void startOther() {
		this.other.start();
	}

	@AfterEach
	void stopOther() {
		this.other.stop();
	}

	@Test
	void valueIsHeldForEachFutureOfAnItem() throws Exception {
		RayTaskFutures<Integer> items = map(20, (item) -> item);
		Attempt chunk = nextChunk();
		finish(chunk);
		finishAll(items);
		int index = items.size() - 1;
		WeakReference<RayTaskFuture<Integer>> dropped = readOnce(items.get(index));
		RayTaskFuture<Integer> held = items.get(index);
		this.other.submit(() -> "occupies the room");
		CompletableFuture<RayTaskFuture<Integer>> waiting = new CompletableFuture<>();
		Thread submitter = new Thread(() -> waiting.complete(this.other.submit(() -> held.result())));
		submitter.start();
		Awaitility.await().atMost(LIMIT).until(submitter::getState, Thread.State.TIMED_WAITING::equals);
		Awaitility.await().atMost(LIMIT).until(() -> {
			System.gc();
			return dropped.get() == null;
		});
		this.otherBackend.complete(this.otherBackend.next());
		RayTaskFuture<Integer> reader = waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		this.otherBackend.complete(this.otherBackend.next());
		assertThat(reader.await(LIMIT).orElseThrow().isCompleted()).isTrue();
	}

	private WeakReference<RayTaskFuture<Integer>> readOnce(RayTaskFuture<Integer> future) throws Exception {
		RayTaskFuture<Integer> reader = this.other.submit(() -> future.result());
		this.otherBackend.complete(this.otherBackend.next());
		assertThat(reader.await(LIMIT)).isPresent();
		return new WeakReference<>(future);
	}

}
