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

import io.github.raytaskrunner.RayTaskFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of caches and keys whose code throws errors.
 */
@ExtendWith(OutputCaptureExtension.class)
class CacheErrorTests extends ScriptedCacheTests {

	@Test
	void errorsOfACacheAreAsIfItWasEmpty(CapturedOutput output) {
		this.caches.breakDown(new AssertionError("a bug of the cache"));
		assertRunsAndIsAskedAgain(KEY);
		assertThat(output).contains("Cache 'prices' cannot be asked: java.lang.AssertionError: a bug of the cache")
			.contains("Cache 'prices' cannot keep a value: java.lang.AssertionError: a bug of the cache");
		assertStopsInTime(output);
	}

	@Test
	void failureThatHasNoTextIsAsIfTheCacheWasEmpty(CapturedOutput output) {
		this.caches.breakDown(new TextlessException());
		assertRunsAndIsAskedAgain(KEY);
		assertThat(output).contains("Cache 'prices' cannot be asked: " + TextlessException.class.getName());
		assertStopsInTime(output);
	}

	@Test
	void errorOfAValueIsAsIfItWasNotThere(CapturedOutput output) {
		keep(new UnreadableValue());
		assertRunsAndIsAskedAgain(KEY);
		assertThat(output).contains("Cache 'prices' has a value that cannot be read any more");
		assertStopsInTime(output);
	}

	@Test
	void keyThatHasNoTextIsNoObstacle(CapturedOutput output) {
		this.caches.breakDown();
		assertRunsAndIsAskedAgain(new TextlessKey());
		assertThat(output).contains("Cache 'prices' cannot be asked")
			.contains("(key " + TextlessKey.class.getName() + ")");
		assertStopsInTime(output);
	}

	@Test
	void keysThatCannotBeComparedAreOfTasksThatRunOnTheirOwn(CapturedOutput output) {
		RayTaskFuture<String> first = cached(new IncomparableKey()).submit(() -> "value");
		RayTaskFuture<String> second = cached(new IncomparableKey()).submit(() -> "value");
		this.backend.complete(this.backend.next());
		this.backend.complete(this.backend.next());
		assertThat(first.result()).isEqualTo("value");
		assertThat(second.result()).isEqualTo("value");
		assertStopsInTime(output);
	}

	@Test
	void keyThatChangesIsNoObstacle(CapturedOutput output) {
		ChangingKey key = new ChangingKey();
		RayTaskFuture<String> future = cached(key).submit(() -> "value");
		key.value++;
		this.backend.complete(this.backend.next());
		assertThat(future.result()).isEqualTo("value");
		Awaitility.await().atMost(LIMIT).until(() -> this.caches.values().size() == 1);
		key.value--;
		awaitAskedAgain(key);
		assertStopsInTime(output);
	}

	private void assertRunsAndIsAskedAgain(Object key) {
		RayTaskFuture<String> future = cached(key).submit(() -> "value");
		this.backend.complete(this.backend.next());
		assertThat(future.result()).isEqualTo("value");
		awaitAskedAgain(key);
	}

	// equal keys get the value until it has been tried to keep it
	private void awaitAskedAgain(Object key) {
		this.backend.onRun(this.backend::complete);
		Awaitility.await().atMost(LIMIT).until(() -> {
			cached(key).submit(() -> "value");
			return this.caches.asked() > 2;
		});
	}

	private void assertStopsInTime(CapturedOutput output) {
		this.runner.stop();
		assertThat(output).doesNotContain("could not be kept").doesNotContain("Cancelled tasks");
	}

	/**
	 * An exception that breaks whoever logs it.
	 */
	private static final class TextlessException extends RuntimeException {

		@Override
		public String getMessage() {
			throw new AssertionError("no text");
		}

	}

	/**
	 * A value that cannot be rebuilt.
	 */
	private record UnreadableValue() {

		UnreadableValue {
			if (Thread.currentThread().getName().startsWith("ray-cache")) {
				throw new AssertionError("unreadable");
			}
		}

	}

	/**
	 * A key that breaks whoever logs it.
	 */
	private record TextlessKey() {

		@Override
		public String toString() {
			throw new AssertionError("no text");
		}

	}

	/**
	 * A key that is equal to no other.
	 */
	private static final class IncomparableKey {

		@Override
		public boolean equals(@Nullable Object other) {
			throw new AssertionError("cannot be compared");
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

	/**
	 * A key that changes after it was used.
	 */
	private static final class ChangingKey {

		private int value;

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof ChangingKey key && this.value == key.value;
		}

		@Override
		public int hashCode() {
			return this.value;
		}

	}

}
