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

package io.github.raytaskrunner.driver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.raytaskrunner.protocol.Capacity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NodeWatch}.
 */
class NodeWatchTests {

	private final List<Capacity> told = new CopyOnWriteArrayList<>();

	private final AtomicReference<Supplier<Capacity>> source = new AtomicReference<>(() -> capacity(1));

	@Test
	void tellsOfChangesOnly() {
		try (NodeWatch watch = watch()) {
			this.source.set(() -> capacity(2));
			await().untilAsserted(() -> assertThat(this.told).containsExactly(capacity(2)));
			this.source.set(() -> capacity(1));
			await().untilAsserted(() -> assertThat(this.told).containsExactly(capacity(2), capacity(1)));
		}
	}

	@Test
	void looksAgainAfterAnError() {
		AtomicReference<Thread> asked = new AtomicReference<>();
		this.source.set(() -> {
			asked.set(Thread.currentThread());
			throw new LinkageError("provoked");
		});
		try (NodeWatch watch = watch()) {
			await().untilAsserted(() -> assertThat(asked).doesNotHaveValue(null));
			this.source.set(() -> capacity(2));
			await().untilAsserted(() -> assertThat(this.told).containsExactly(capacity(2)));
		}
	}

	private NodeWatch watch() {
		return new NodeWatch(() -> this.source.get().get(), capacity(1), this.told::add, 10);
	}

	private static Capacity capacity(int slots) {
		return Capacity.newBuilder().setSlots(slots).build();
	}

}
