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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

import io.github.raytaskrunner.threads.DaemonPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Outbox}.
 */
class OutboxTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final DaemonPool pool = new DaemonPool("some", 1, new ThreadPoolExecutor.DiscardPolicy());

	private final Outbox outbox = new Outbox(this.pool, "Somebody");

	private final List<String> done = Collections.synchronizedList(new ArrayList<>());

	@AfterEach
	void close() throws InterruptedException {
		this.outbox.close(LIMIT);
	}

	@Test
	void doesAllInOrder() throws Exception {
		this.outbox.postLater(() -> this.done.add("first"));
		this.outbox.post(() -> this.done.add("second"));
		assertThat(this.outbox.await(LIMIT)).isTrue();
		assertThat(this.done).containsExactly("first", "second");
	}

	@Test
	void goesOnAfterThereWasNoThreadToBeHad() throws Exception {
		ThreadFactory threads = this.pool.getThreadFactory();
		this.pool.setThreadFactory((action) -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
		this.outbox.post(() -> this.done.add("first"));
		this.pool.setThreadFactory(threads);
		this.outbox.post(() -> this.done.add("second"));
		assertThat(this.outbox.await(LIMIT)).isTrue();
		assertThat(this.done).containsExactly("first", "second");
	}

	@Test
	void goesOnAfterAnErrorOfAnAction() throws Exception {
		this.outbox.post(() -> {
			throw new OutOfMemoryError("of a listener");
		});
		this.outbox.post(() -> this.done.add("second"));
		assertThat(this.outbox.await(LIMIT)).isTrue();
		assertThat(this.done).containsExactly("second");
	}

}
