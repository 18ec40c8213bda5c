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

package io.github.raytaskrunner.runner;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.hooks.Submission;
import io.github.raytaskrunner.scheduling.GroupEntry;
import io.github.raytaskrunner.serialization.Baggage;
import io.github.raytaskrunner.serialization.GroupSerializer;
import io.github.raytaskrunner.waiting.AwaitableGroup;
import org.jspecify.annotations.Nullable;

/**
 * Submits the items of one group, one after another. Not thread-safe.
 *
 * @param <R> the type of the values
 */
final class GroupSubmitter<R extends @Nullable Object> {

	private final GroupRunner runner;

	private final GroupEntry group;

	private final GroupSerializer serializer;

	private final TaskOptions options;

	private final Baggage baggage;

	private final Submission submission;

	private int index;

	GroupSubmitter(GroupRunner runner, GroupEntry group, GroupSerializer serializer, TaskOptions options,
			Baggage baggage, Submission submission) {
		this.runner = runner;
		this.group = group;
		this.serializer = serializer;
		this.options = options;
		this.baggage = baggage;
		this.submission = submission;
	}

	/**
	 * Submit an item.
	 * @param item the item
	 * @param name its name, or {@code null} if that is its index
	 * @param task makes a task of the item that stands alone, in case that it does not
	 * travel as others do
	 */
	void submit(@Nullable Object item, @Nullable String name, Supplier<RayCallable<R>> task) {
		byte[] bytes = serialize(item);
		if (bytes != null) {
			this.group.add(bytes, name);
		}
		else {
			this.runner.submitAlone(this.group, task.get(), this.options, this.baggage, name, this.index);
		}
		this.index++;
	}

	private byte @Nullable [] serialize(@Nullable Object item) {
		try {
			return this.serializer.item(item);
		}
		catch (RuntimeException | StackOverflowError ex) {
			// the task that stands alone will say why, or be rebuilt with more stack
			return null;
		}
	}

	/**
	 * Tell which items have ended, and then of each that ends.
	 * @param arrivals told of each item once
	 */
	void whenEnded(AwaitableGroup.Arrivals arrivals) {
		this.group.whenEnded(arrivals);
	}

	/**
	 * Submit no more items.
	 */
	void close() {
		this.group.close();
	}

	/**
	 * Submit no more items, as one was not accepted.
	 * @param reason why
	 */
	void refuse(Throwable reason) {
		this.submission.refused(reason);
		this.group.close();
	}

	/**
	 * Submit no more items, of which nobody will hold the futures.
	 */
	void drop() {
		this.group.drop();
	}

	/**
	 * Return the futures of all items.
	 * @return the futures
	 */
	List<RayTaskFuture<R>> futures() {
		return this.runner.futures(this.group);
	}

	/**
	 * Return a stream that submits items and gives their futures as they end.
	 * @param <A> the type of the items
	 * @param items the items
	 * @param submit submits an item here
	 * @return the stream
	 */
	<A extends @Nullable Object> GroupStream<A, R> stream(Iterator<? extends A> items, Consumer<A> submit) {
		StartedRunner runner = this.runner.runner();
		GroupStream<A, R> stream = new GroupStream<>(runner.waiter(), items, runner.streamWindow(), submit, this);
		this.runner.watch(stream, this.group);
		return stream;
	}

	/**
	 * Return the future of an item that nobody asks for here again.
	 * @param index index of an item that has ended
	 * @return the future
	 */
	RayTaskFuture<R> take(int index) {
		return this.runner.takeFuture(this.group, index);
	}

}
