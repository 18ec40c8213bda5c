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

package io.github.raytaskrunner.serialization;

import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.serialization.graph.Surroundings;

/**
 * What takes the place of things that do not travel, where a task or value has arrived.
 *
 * @param upstreams gives what is read of an upstream task, by its index
 * @param values the serialized values that are read, by the id of their attempt
 * @param runner gives what takes the place of a runner
 * @param beans the beans of this process
 * @param reader rebuilds what is read of an upstream task
 */
record TaskInputs(IntFunction<Upstream> upstreams, Map<Long, byte[]> values, Supplier<RayTaskRunner> runner,
		TaskBeans beans, UpstreamReader reader) implements Surroundings {

	/**
	 * Return what a value finds, which no future and no runner is written with.
	 * @param beans the beans of this process
	 * @param reader rebuilds what is read of an upstream task
	 * @return the surroundings
	 */
	static TaskInputs none(TaskBeans beans, UpstreamReader reader) {
		return new TaskInputs((index) -> {
			throw new IllegalStateException("This is the place of a task only");
		}, Map.of(), () -> {
			throw new IllegalStateException("This is the place of a task only");
		}, beans, reader);
	}

	/**
	 * Return what a task finds.
	 * @param upstreams gives what is read of an upstream task, by its index
	 * @param values the serialized values that are read, by the id of their attempt
	 * @param runner gives what takes the place of a runner
	 * @return the surroundings
	 */
	TaskInputs ofTask(IntFunction<Upstream> upstreams, Map<Long, byte[]> values, Supplier<RayTaskRunner> runner) {
		return new TaskInputs(upstreams, values, runner, this.beans, this.reader);
	}

	/**
	 * Return what a task finds that is read only to see whether it can be. There are
	 * classes that accept no {@code null}, so the runner that it captured stands in for
	 * that of its place.
	 * @param upstreams what the task captured
	 * @return the surroundings
	 */
	TaskInputs proof(Upstreams upstreams) {
		Upstream unread = new Upstream.Value(0);
		return new TaskInputs((index) -> unread, Map.of(0L, new byte[0]), upstreams::runner, this.beans, this.reader);
	}

	/**
	 * Return what takes the place of a future that the task captured.
	 * @param key key of its task
	 * @param name name of its task
	 * @param index index of the upstream task
	 * @return the future
	 */
	ResolvedFuture future(String key, String name, int index) {
		Upstream upstream = this.upstreams.apply(index);
		if (upstream instanceof Upstream.State state) {
			return new ResolvedFuture(key, name, false, state.bytes(), this.reader);
		}
		byte[] value = this.values.get(((Upstream.Value) upstream).attempt());
		return new ResolvedFuture(key, name, true, Objects.requireNonNull(value), this.reader);
	}

}
