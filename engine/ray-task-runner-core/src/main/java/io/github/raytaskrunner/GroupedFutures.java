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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import io.github.raytaskrunner.waiting.AwaitableGroup;
import io.github.raytaskrunner.waiting.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Futures of a group, which need not be created to be waited for.
 *
 * @param <T> the type of the values
 */
final class GroupedFutures<T extends @Nullable Object> implements JointFutures<T> {

	private final List<RayTaskFuture<T>> futures;

	private final AwaitableGroup group;

	GroupedFutures(List<RayTaskFuture<T>> futures, AwaitableGroup group) {
		this.futures = futures;
		this.group = group;
	}

	@Override
	public boolean await(Deadline deadline) throws InterruptedException {
		try {
			this.group.awaitEnd(deadline.remainingNanos());
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
	}

	@Override
	public void await() {
		JointFutures.untimed((nanos) -> {
			this.group.awaitEnd(nanos);
			return true;
		});
	}

	@Override
	public List<T> result(Deadline deadline) throws TimeoutException, InterruptedException {
		try {
			this.group.awaitDecision(deadline.remainingNanos());
			return values(deadline::remainingNanos);
		}
		catch (TimeoutException ex) {
			throw new TimeoutException(
					UnfinishedTasksException.describe(this.group.unfinished(), this.futures, deadline));
		}
	}

	@Override
	public List<T> result() {
		return JointFutures.untimed((nanos) -> {
			this.group.awaitDecision(nanos);
			return values(() -> nanos);
		});
	}

	private List<T> values(LongSupplier nanosLeft) throws TimeoutException, InterruptedException {
		int failed = this.group.failed();
		if (failed >= 0) {
			this.futures.get(failed).result();
		}
		List<T> values = new ArrayList<>(this.futures.size());
		for (int i = 0; i < this.futures.size(); i++) {
			values.add(value(i, nanosLeft.getAsLong()));
		}
		return values;
	}

	@Override
	public T value(int index) {
		return JointFutures.untimed((nanos) -> value(index, nanos));
	}

	@SuppressWarnings({ "unchecked", "NullAway" })
	private T value(int index, long nanos) throws TimeoutException, InterruptedException {
		return (T) this.group.value(index, nanos);
	}

	@Override
	public Spliterator<RayTaskFuture<T>> asCompleted(@Nullable Deadline deadline) {
		return new GroupOrder<>(this.futures, this.group, deadline);
	}

	@Override
	public CompletableFuture<List<T>> toCompletableFuture() {
		return this.group
			.whenDecided((nanos) -> Collections.unmodifiableList(values(Deadline.ofNanos(nanos)::remainingNanos)));
	}

	@Override
	public int cancel() {
		return this.group.cancelAll();
	}

}
