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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.execution.AttemptExecutor;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import io.github.raytaskrunner.serialization.NoRunner;
import io.github.raytaskrunner.threads.CleanThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Base class of tests of groups over a {@link ScriptedBackend} with one slot.
 */
abstract class ScriptedGroupTests extends ScriptedRunnerTests {

	static final TaskOptions SHORT = TaskOptions.named("short");

	private final CleanThreads threads = new CleanThreads("group-tests", ScriptedGroupTests.class.getClassLoader(),
			null);

	@BeforeEach
	void makeKnownThatItemsAreShort() {
		this.backend = new ScriptedBackend(1);
		this.runner.start();
		RayTaskFutures<Integer> known = this.runner.with(SHORT).map((item) -> item, List.of(0));
		finish(this.backend.next());
		known.result();
	}

	@AfterEach
	void endThreads() {
		this.threads.interruptAll();
	}

	final <R> RayTaskFutures<R> map(int count, RayFunction<Integer, R> function) {
		return this.runner.with(SHORT).map(function, IntStream.range(0, count).boxed().toList());
	}

	// The first items run alone, as there were no others yet.
	final Attempt nextChunk() {
		Attempt attempt = this.backend.next();
		while (!attempt.name().equals("short")) {
			finish(attempt);
			attempt = this.backend.next();
		}
		return attempt;
	}

	final List<Attempt> finishAll(RayTaskFutures<?> futures) {
		List<Attempt> attempts = new ArrayList<>();
		while (!awaitShortly(futures)) {
			while (this.backend.waiting() > 0) {
				Attempt attempt = this.backend.next();
				attempts.add(attempt);
				finish(attempt);
			}
		}
		return attempts;
	}

	private static boolean awaitShortly(RayTaskFutures<?> futures) {
		try {
			return futures.await(Duration.ofMillis(5));
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	final void finish(Attempt attempt) {
		this.backend.start(attempt);
		AttemptResult result = execute(attempt, false);
		if (result.value() != null && result.withoutLargeValue().value() == null) {
			this.backend.values().put(attempt.id(), result.value());
		}
		this.backend.report(new AttemptEvent.Finished(attempt.id(), result.withoutLargeValue(), 1000));
	}

	final AttemptResult execute(Attempt attempt, boolean interrupted) {
		CompletableFuture<AttemptResult> result = new CompletableFuture<>();
		this.threads.execute(() -> {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
			result.complete(new AttemptExecutor(ScriptedBackend.SERIALIZER).execute(attempt, this.backend.values(),
					NoRunner::get, (progress) -> {
					}));
		});
		return result.join();
	}

}
