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

import java.io.Closeable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.protocol.Capacity;
import org.jspecify.annotations.Nullable;

/**
 * Looks from time to time at what the nodes of the cluster offer, and tells of changes.
 */
final class NodeWatch implements Closeable {

	private final ScheduledExecutorService executor = Executors
		.newSingleThreadScheduledExecutor(new NamedThreadFactory("ray-driver-nodes"));

	private final Supplier<@Nullable Capacity> source;

	private final Consumer<Capacity> onChange;

	private Capacity last;

	/**
	 * Begin to watch.
	 * @param source asks the cluster; has {@code null} if that is of no use any more
	 * @param last what the cluster offered last
	 * @param onChange told when it offers something else
	 * @param periodMillis time between two looks
	 */
	NodeWatch(Supplier<@Nullable Capacity> source, Capacity last, Consumer<Capacity> onChange, int periodMillis) {
		this.source = source;
		this.last = last;
		this.onChange = onChange;
		this.executor.scheduleWithFixedDelay(this::look, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
	}

	private void look() {
		try {
			Capacity capacity = this.source.get();
			if (capacity != null && !capacity.equals(this.last)) {
				this.last = capacity;
				this.onChange.accept(capacity);
			}
		}
		// whatever it is, the executor would never call again
		catch (Throwable ex) {
			System.err.println("Cannot ask for the nodes of the cluster: " + ex);
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
