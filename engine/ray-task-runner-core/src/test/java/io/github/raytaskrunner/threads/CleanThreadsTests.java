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
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
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
		}, () -> local.get() == null && inheritable.get() == null)).isTrue();
	}

	@Test
	void nothingIsLeftOfManyThreadLocals() throws Exception {
		for (int left = 1; left < 40; left++) {
			List<ThreadLocal<String>> locals = Stream.generate(() -> new ThreadLocal<String>()).limit(left).toList();
			assertThat(renewedAfter(() -> locals.forEach((local) -> local.set("left")),
					() -> locals.stream().allMatch((local) -> local.get() == null)))
				.isTrue();
		}
	}

	@Test
	void nothingIsLeftOfAnInheritableThreadLocal() throws Exception {
		InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
		assertThat(renewedAfter(() -> local.set("left"), () -> {
			CompletableFuture<Boolean> inherited = new CompletableFuture<>();
			new Thread(() -> inherited.complete(local.get() != null)).start();
			return local.get() == null && !inherited.join();
		})).isTrue();
	}

	@Test
	void threadIsUsedAgainAfterALongTime() throws Exception {
		ThreadLocal<String> local = new ThreadLocal<>();
		assertThat(renewedAfter(() -> {
			local.set("left");
			long start = System.nanoTime();
			while (System.nanoTime() - start < Duration.ofMillis(6).toNanos()) {
				Thread.onSpinWait();
			}
		}, () -> local.get() == null)).isTrue();
	}

	@Test
	void nextActionOnTheThreadFindsItAsNew() throws Exception {
		ThreadLocal<String> local = new ThreadLocal<>();
		CompletableFuture<Thread> first = new CompletableFuture<>();
		this.threads.execute(() -> {
			local.set("left");
			Thread.currentThread().setName("renamed");
			first.complete(Thread.currentThread());
		});
		Thread thread = first.get(30, TimeUnit.SECONDS);
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(thread::getState, Thread.State.TIMED_WAITING::equals);
		CompletableFuture<String> next = new CompletableFuture<>();
		this.threads.execute(() -> next
			.complete(Thread.currentThread().getName() + " " + local.get() + " " + (Thread.currentThread() == thread)));
		assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo("clean-1 null true");
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

	private boolean renewedAfter(Runnable action, BooleanSupplier clean) throws Exception {
		CompletableFuture<Boolean> renewed = new CompletableFuture<>();
		this.threads.execute(() -> {
			action.run();
			renewed.complete(this.threads.renew() && clean.getAsBoolean());
		});
		return renewed.get(30, TimeUnit.SECONDS);
	}

}
