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

package io.github.raytaskrunner.threads;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link CleanThreads}.
 */
class CleanThreadsTests {

	private final CleanThreads threads = new CleanThreads("clean", getClass().getClassLoader(), (thread, ex) -> {
	});

	@AfterEach
	void interrupt() {
		this.threads.interruptAll();
	}

	@Test
	void threadIsUsedAgainIfNothingIsLeftInIt() throws Exception {
		ThreadLocal<String> local = new ThreadLocal<>();
		InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
		assertThat(renewedAfter(() -> {
			local.set("removed");
			inheritable.set("removed");
			local.remove();
			inheritable.remove();
		})).isTrue();
	}

	@Test
	void threadIsNotUsedAgainIfOneOfManyThreadLocalsIsLeft() throws Exception {
		for (int left = 1; left < 20; left++) {
			List<ThreadLocal<String>> locals = Stream.generate(() -> new ThreadLocal<String>()).limit(left).toList();
			assertThat(renewedAfter(() -> locals.forEach((local) -> local.set("left")))).isFalse();
		}
	}

	@Test
	void threadIsNotUsedAgainIfAnInheritableThreadLocalIsLeft() throws Exception {
		InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
		assertThat(renewedAfter(() -> local.set("left"))).isFalse();
	}

	@Test
	void threadIsNotUsedAgainAfterALongTime() throws Exception {
		assertThat(renewedAfter(() -> {
			long start = System.nanoTime();
			while (System.nanoTime() - start < Duration.ofMillis(6).toNanos()) {
				Thread.onSpinWait();
			}
		})).isFalse();
	}

	@Test
	void interruptReachesWhatRunsAndNothingRunsLater() throws Exception {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		CompletableFuture<Void> started = new CompletableFuture<>();
		this.threads.execute(() -> {
			try {
				started.complete(null);
				Thread.sleep(60_000);
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
			}
		});
		started.get(30, TimeUnit.SECONDS);
		this.threads.interruptAll();
		assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.threads.execute(() -> {
		}));
	}

	// What is known to be clean may be taken for unclean, if the JVM itself has allocated
	// something or was slow, but not the other way round.
	private boolean renewedAfter(Runnable action) throws Exception {
		for (int i = 0; i < 20; i++) {
			CompletableFuture<Boolean> renewed = new CompletableFuture<>();
			this.threads.execute(() -> {
				action.run();
				renewed.complete(this.threads.renew());
			});
			if (renewed.get(30, TimeUnit.SECONDS)) {
				return true;
			}
		}
		return false;
	}

}
