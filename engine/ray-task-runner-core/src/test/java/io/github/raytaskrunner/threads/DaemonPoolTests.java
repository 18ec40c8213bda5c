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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DaemonPool}.
 */
class DaemonPoolTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final DaemonPool pool = new DaemonPool("some", 2, new ThreadPoolExecutor.DiscardPolicy());

	private final AtomicBoolean scarce = new AtomicBoolean();

	DaemonPoolTests() {
		ThreadFactory threads = this.pool.getThreadFactory();
		this.pool.setThreadFactory((action) -> {
			if (this.scarce.get()) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			return threads.newThread(action);
		});
	}

	@AfterEach
	void close() {
		this.pool.shutdownNow();
	}

	@Test
	void whatNoThreadCouldBeStartedForIsDoneByTheNext() throws Exception {
		CountDownLatch done = new CountDownLatch(2);
		this.scarce.set(true);
		this.pool.execute(done::countDown);
		this.scarce.set(false);
		this.pool.execute(done::countDown);
		assertThat(done.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
	}

	@Test
	void whatNoThreadCouldBeStartedForIsDoneByOneThatIsThere() throws Exception {
		CountDownLatch free = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		this.pool.execute(() -> awaitFree(free));
		this.scarce.set(true);
		this.pool.execute(done::countDown);
		free.countDown();
		assertThat(done.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
	}

	private static void awaitFree(CountDownLatch free) {
		try {
			free.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
