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

package io.github.raytaskrunner.futures;

import java.io.Serializable;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.scheduling.GroupEntry;
import io.github.raytaskrunner.waiting.AwaitableGroup;
import io.github.raytaskrunner.waiting.TimedWait;
import org.jspecify.annotations.Nullable;

/**
 * The futures of a group, of which each is made when somebody asks for it. As long as
 * somebody holds this list, the values of the group are kept.
 *
 * @param <T> the type of the values
 */
final class GroupFutures<T extends @Nullable Object> extends AbstractList<RayTaskFuture<T>>
		implements AwaitableGroup, RandomAccess, Serializable {

	private final transient GroupEntry group;

	private final transient Futures futures;

	private final transient int size;

	GroupFutures(GroupEntry group, Futures futures) {
		this.group = group;
		this.futures = futures;
		this.size = group.size();
	}

	@Override
	public RayTaskFuture<T> get(int index) {
		try {
			return this.futures.ofItem(this.group, Objects.checkIndex(index, this.size));
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

	@Override
	public int size() {
		return this.size;
	}

	@Override
	public void awaitEnd(long nanos) throws TimeoutException, InterruptedException {
		this.futures.await(this.group.ended(), this.group.name(), nanos);
	}

	@Override
	public void awaitDecision(long nanos) throws TimeoutException, InterruptedException {
		this.futures.await(this.group.decided(), this.group.name(), nanos);
	}

	@Override
	public <V> CompletableFuture<V> whenDecided(TimedWait<V> values) {
		CompletableGroup<V> future = new CompletableGroup<>(this.futures, this.group.decided(), values,
				this::cancelAll);
		this.group.decided().thenRunAsync(future::complete, this.futures.callbacks());
		return future;
	}

	@Override
	public int failed() {
		return this.group.failed();
	}

	@Override
	public int unfinished() {
		return this.group.unfinished();
	}

	@Override
	public @Nullable Object value(int index, long nanos) throws TimeoutException, InterruptedException {
		byte[] value = this.group.value(index);
		return (value != null) ? this.futures.readValue(value) : get(index).result(Duration.ofNanos(nanos));
	}

	@Override
	public void whenEnded(Arrivals arrivals) {
		this.group.whenEnded(arrivals);
	}

	@Override
	public int cancelAll() {
		return this.group.cancel();
	}

	@Override
	public void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException {
		this.futures.await(future, nanos);
	}

	// Elsewhere there is no group.
	private Object writeReplace() {
		return List.copyOf(this);
	}

}
