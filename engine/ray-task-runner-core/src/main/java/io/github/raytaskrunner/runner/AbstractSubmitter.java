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
import java.util.stream.Stream;

import io.github.raytaskrunner.RayBiFunction;
import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.RayQuadFunction;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.RayTriFunction;
import io.github.raytaskrunner.TaskOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * {@link RayTaskSubmitter} that submits to a runner while it is started.
 */
abstract class AbstractSubmitter implements RayTaskSubmitter {

	/**
	 * Return what lives while the runner is started.
	 * @return the started runner
	 */
	abstract StartedRunner started();

	/**
	 * Return the options of this submitter.
	 * @return the options, which win over those of the scopes
	 */
	abstract TaskOptions options();

	@Override
	public <T extends @Nullable Object> RayTaskFuture<T> submit(RayCallable<T> task) {
		Assert.notNull(task, "'task' must not be null");
		return started().submit(effectiveOptions(), task);
	}

	@Override
	public RayTaskFuture<@Nullable Void> execute(RayRunnable task) {
		Assert.notNull(task, "'task' must not be null");
		return started().submit(effectiveOptions(), task);
	}

	@Override
	public <A extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(RayFunction<A, R> function,
			Iterable<? extends A> items) {
		return mapper(function).map(function, items);
	}

	@Override
	public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayBiFunction<A, B, R> function, Iterable<? extends A> first, Iterable<? extends B> second) {
		return mapper(function).map(function, first, second);
	}

	@Override
	public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayTriFunction<A, B, C, R> function, Iterable<? extends A> first, Iterable<? extends B> second,
			Iterable<? extends C> third) {
		return mapper(function).map(function, first, second, third);
	}

	@Override
	public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, D extends @Nullable Object, R extends @Nullable Object> RayTaskFutures<R> map(
			RayQuadFunction<A, B, C, D, R> function, Iterable<? extends A> first, Iterable<? extends B> second,
			Iterable<? extends C> third, Iterable<? extends D> fourth) {
		return mapper(function).map(function, first, second, third, fourth);
	}

	@Override
	public <A extends @Nullable Object, R extends @Nullable Object> Stream<RayTaskFuture<R>> mapAsCompleted(
			RayFunction<A, R> function, Iterator<? extends A> items) {
		Assert.notNull(items, "'items' must not be null");
		return mapper(function).mapAsCompleted(function, items);
	}

	private TaskMapper mapper(Object function) {
		Assert.notNull(function, "'function' must not be null");
		return new TaskMapper(started(), effectiveOptions(), function);
	}

	private TaskOptions effectiveOptions() {
		return TaskOptions.current().overriddenBy(options());
	}

}
