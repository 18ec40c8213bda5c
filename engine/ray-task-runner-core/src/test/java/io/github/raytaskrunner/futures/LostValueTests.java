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

package io.github.raytaskrunner.futures;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.ResultLostException;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of futures of tasks that completed and whose value was lost, over a
 * {@link ScriptedBackend} that takes a while to say so.
 */
class LostValueTests extends ScriptedRunnerTests {

	@BeforeEach
	void startWithLostValues() {
		this.backend = new ScriptedBackend(4) {

			@Override
			public CompletableFuture<byte[]> fetch(long attempt) {
				return CompletableFuture.supplyAsync(() -> {
					throw new ValueLostException("its node died");
				}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
			}

		};
		this.runner.start();
	}

	@Test
	void areNoTimeoutOfACompletableFuture() {
		CompletableFuture<String> future = completed().toCompletableFuture();
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> future.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
			.withCauseInstanceOf(ResultLostException.class);
	}

	@Test
	void areNotReplacedByOtherResults() {
		RayTaskFutures<String> futures = RayTaskFutures.of(completed());
		assertThatExceptionOfType(ResultLostException.class).isThrownBy(() -> futures.resultOrElse((ex) -> "other"));
	}

	private RayTaskFuture<String> completed() {
		RayTaskFuture<String> future = submit(1).get(0);
		this.backend.completeUnpushed(this.backend.next());
		return future;
	}

}
