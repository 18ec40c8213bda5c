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

package io.github.raytaskrunner;

import java.util.List;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.waiting.AwaitableGroup;
import io.github.raytaskrunner.waiting.Deadline;
import io.github.raytaskrunner.waiting.IndexQueue;
import org.jspecify.annotations.Nullable;

/**
 * Order of the futures of a group, each created when its turn comes.
 *
 * @param <T> the type of the values
 */
final class GroupOrder<T extends @Nullable Object> extends FutureOrder<T> {

	private final IndexQueue ended = new IndexQueue();

	private final List<RayTaskFuture<T>> futures;

	private final AwaitableGroup group;

	/**
	 * Create a new order.
	 * @param futures the futures
	 * @param group the group of these futures
	 * @param deadline the end of the time to wait for all of them, or {@code null} if
	 * there is none
	 */
	GroupOrder(List<RayTaskFuture<T>> futures, AwaitableGroup group, @Nullable Deadline deadline) {
		super(futures.size(), deadline);
		this.futures = futures;
		this.group = group;
		group.whenEnded(this.ended);
	}

	@Override
	RayTaskFuture<T> take(long nanos) throws TimeoutException, InterruptedException {
		return this.futures.get(this.ended.take(this.group, nanos));
	}

	@Override
	String describeUnfinished(Deadline deadline) {
		return UnfinishedTasksException.describe(this.group.unfinished(), this.futures, deadline);
	}

}
