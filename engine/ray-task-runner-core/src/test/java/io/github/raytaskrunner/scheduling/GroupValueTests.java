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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of values of items that are fetched, over a {@link ScriptedBackend} from which
 * none comes.
 */
class GroupValueTests extends ScriptedGroupTests {

	@BeforeEach
	void restartWithEndlessFetches() {
		this.runner.stop();
		this.backend = new ScriptedBackend(1) {

			@Override
			public CompletableFuture<byte[]> fetch(long attempt) {
				return new CompletableFuture<>();
			}

		};
		this.runner.start();
	}

	@Test
	void areWaitedForWithinTheLimitOfAll() {
		RayTaskFutures<byte[]> futures = finishedWithALargeValue();
		assertThat(CompletableFuture.supplyAsync(() -> resultOf(futures))).failsWithin(LIMIT)
			.withThrowableThat()
			.withRootCauseInstanceOf(TimeoutException.class);
	}

	@Test
	void thatTheyHaveNotComeIsSaid() {
		RayTaskFutures<byte[]> futures = finishedWithALargeValue();
		futures.await();
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> futures.result(Duration.ofMillis(10)))
			.withMessage("All tasks have ended, but not all values have come after 10 ms");
	}

	@Test
	void areNotWaitedForByAThreadThatIsInterrupted() {
		RayTaskFutures<byte[]> futures = finishedWithALargeValue();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> futures.result(LIMIT));
	}

	private RayTaskFutures<byte[]> finishedWithALargeValue() {
		RayTaskFutures<byte[]> futures = map(1, (item) -> new byte[200_000]);
		finish(this.backend.next());
		return futures;
	}

	private static List<byte[]> resultOf(RayTaskFutures<byte[]> futures) {
		try {
			return futures.result(Duration.ofMillis(10));
		}
		catch (TimeoutException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
