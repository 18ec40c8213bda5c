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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayBiFunction;
import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.RayQuadFunction;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayText;
import io.github.raytaskrunner.RayTriFunction;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.futures.TaskFuture;
import io.github.raytaskrunner.serialization.ItemNames;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Submits a task for each of many items.
 */
final class TaskMapper {

	private final StartedRunner runner;

	private final TaskOptions options;

	private final Object function;

	/**
	 * Create a new mapper.
	 * @param runner runs the tasks
	 * @param options options of each task
	 * @param function the function, which gives the tasks their name unless the options
	 * do
	 */
	TaskMapper(StartedRunner runner, TaskOptions options, Object function) {
		Assert.isTrue(options.key() == null,
				() -> "The tasks of a map cannot all have the key '" + options.key() + "'");
		Assert.isTrue(options.cacheKey() == null, () -> "The tasks of a map cannot all have the cache key '"
				+ options.cacheKey() + "': submit one task for each item");
		this.runner = runner;
		this.options = options;
		this.function = function;
	}

	<A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(RayFunction<A, R> function,
			Iterable<? extends A> items) {
		MapColumns columns = new MapColumns(items);
		return submit(columns, function, (row) -> call(function, columns.<A>item(0, row)));
	}

	<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayBiFunction<A, B, R> function, Iterable<? extends A> first, Iterable<? extends B> second) {
		MapColumns columns = new MapColumns(first, second);
		return submit(columns, columns.ofRow(function),
				(row) -> call(function, columns.<A>item(0, row), columns.<B>item(1, row)));
	}

	<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayTriFunction<A, B, C, R> function, Iterable<? extends A> first, Iterable<? extends B> second,
			Iterable<? extends C> third) {
		MapColumns columns = new MapColumns(first, second, third);
		return submit(columns, columns.ofRow(function),
				(row) -> call(function, columns.<A>item(0, row), columns.<B>item(1, row), columns.<C>item(2, row)));
	}

	<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, D extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayQuadFunction<A, B, C, D, R> function, Iterable<? extends A> first, Iterable<? extends B> second,
			Iterable<? extends C> third, Iterable<? extends D> fourth) {
		MapColumns columns = new MapColumns(first, second, third, fourth);
		return submit(columns, columns.ofRow(function), (row) -> call(function, columns.<A>item(0, row),
				columns.<B>item(1, row), columns.<C>item(2, row), columns.<D>item(3, row)));
	}

	/**
	 * Submit tasks as others end.
	 * @param <A> the type of the items
	 * @param <R> the type of the values
	 * @param function the function
	 * @param items the items
	 * @return the futures, in the order in which their tasks end
	 */
	<A extends @Nullable Object, R extends @Nullable Object> Stream<RayTaskFuture<R>> mapAsCompleted(
			RayFunction<A, R> function, Iterator<? extends A> items) {
		AtomicInteger index = new AtomicInteger();
		GroupSubmitter<R> group = this.runner.groups().begin(this.options, this.function, function);
		if (group == null) {
			return new TaskStream<A, R>(this.runner.waiter(), items, this.runner.streamWindow(),
					(item) -> submit(call(function, item), itemName(item, index.getAndIncrement())))
				.stream();
		}
		return group
			.<A>stream(items,
					(item) -> group.submit(item, ownName(item, index.getAndIncrement()), () -> call(function, item)))
			.stream();
	}

	private <R extends @Nullable Object> TaskFuture<R> submit(RayCallable<R> task, String itemName) {
		return this.runner.submit(this.options, task, this.function, itemName);
	}

	private <R extends @Nullable Object> RayTaskFutures<R> submit(MapColumns columns, Object function,
			IntFunction<RayCallable<R>> tasks) {
		// before anything is submitted, for this may be code of users
		IntFunction<@Nullable String> names = ownNames(columns);
		GroupSubmitter<R> group = this.runner.groups().begin(this.options, this.function, function);
		if (group == null) {
			return RayTaskFutures.of(IntStream.range(0, columns.rows())
				.mapToObj((row) -> submit(tasks.apply(row), Objects.requireNonNullElse(names.apply(row), "" + row)))
				.toList());
		}
		try {
			for (int i = 0; i < columns.rows(); i++) {
				int row = i;
				group.submit(columns.row(row), names.apply(row), () -> tasks.apply(row));
			}
		}
		catch (Throwable ex) {
			group.refuse(ex);
			group.drop();
			throw ex;
		}
		group.close();
		return RayTaskFutures.of(group.futures());
	}

	private IntFunction<@Nullable String> ownNames(MapColumns columns) {
		if (this.options.itemName() == null) {
			return (row) -> null;
		}
		List<String> names = IntStream.range(0, columns.rows())
			.mapToObj((row) -> itemName(columns.item(0, row), row))
			.toList();
		return names::get;
	}

	private String itemName(@Nullable Object item, int index) {
		return ItemNames.item(ownName(item, index), index);
	}

	private @Nullable String ownName(@Nullable Object item, int index) {
		Function<@Nullable Object, String> itemName = this.options.itemName();
		if (itemName == null) {
			return null;
		}
		String name = itemName.apply(item);
		Assert.hasText(name, () -> "The name of item " + index + " must not be empty");
		return RayText.unicode("The name of item " + index, name);
	}

	private static <A extends @Nullable Object, R extends @Nullable Object> RayCallable<R> call(
			RayFunction<A, R> function, A item) {
		return () -> function.apply(item);
	}

	private static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> RayCallable<R> call(
			RayBiFunction<A, B, R> function, A first, B second) {
		return () -> function.apply(first, second);
	}

	private static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R extends @Nullable Object> RayCallable<R> call(
			RayTriFunction<A, B, C, R> function, A first, B second, C third) {
		return () -> function.apply(first, second, third);
	}

	private static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, D extends @Nullable Object, R extends @Nullable Object> RayCallable<R> call(
			RayQuadFunction<A, B, C, D, R> function, A first, B second, C third, D fourth) {
		return () -> function.apply(first, second, third, fourth);
	}

}
