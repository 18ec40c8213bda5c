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

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.futures.Dependencies;
import io.github.raytaskrunner.hooks.Submission;
import io.github.raytaskrunner.scheduling.Dependency;
import io.github.raytaskrunner.scheduling.GroupEntry;
import io.github.raytaskrunner.scheduling.GroupSpec;
import io.github.raytaskrunner.scheduling.Scheduler;
import io.github.raytaskrunner.scheduling.Task;
import io.github.raytaskrunner.serialization.Baggage;
import io.github.raytaskrunner.serialization.GroupSerializer;
import io.github.raytaskrunner.serialization.ItemNames;
import io.github.raytaskrunner.serialization.SerializedFunction;
import io.github.raytaskrunner.serialization.SerializedTask;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.TaskSpec;
import io.github.raytaskrunner.settings.TaskSpecs;
import org.jspecify.annotations.Nullable;

/**
 * Begins groups, and makes the futures of their items. Safe for use by several threads.
 */
final class GroupRunner {

	/**
	 * Size in bytes up to which a function is sent with each chunk of its items.
	 */
	private static final int MAX_SENT_FUNCTION = 32 * 1024;

	private final StartedRunner runner;

	private final Scheduler scheduler;

	private final TaskSerializer serializer;

	private final TaskSpecs specs;

	private final DemandCheck demandCheck;

	private final Dependencies dependencies;

	private final Cleaner cleaner;

	GroupRunner(StartedRunner runner, Scheduler scheduler, TaskSerializer serializer, TaskSpecs specs,
			DemandCheck demandCheck, Dependencies dependencies, Cleaner cleaner) {
		this.runner = runner;
		this.scheduler = scheduler;
		this.serializer = serializer;
		this.specs = specs;
		this.demandCheck = demandCheck;
		this.dependencies = dependencies;
		this.cleaner = cleaner;
	}

	/**
	 * Begin a group of tasks that call one function.
	 * @param <R> the type of the values
	 * @param options options of each task
	 * @param named gives the tasks their name unless the options do
	 * @param function the function as it is to be called with one item
	 * @return submits the items, or {@code null} if each has to be a task that stands
	 * alone
	 */
	<R extends @Nullable Object> @Nullable GroupSubmitter<R> begin(TaskOptions options, Object named, Object function) {
		TaskSpec spec = this.specs.of(options, this.serializer.nameOf(named), null, this.runner.depth());
		check(spec);
		GroupSerializer serializer = this.serializer.ofGroup();
		SerializedFunction serialized = serialize(serializer, function);
		if (serialized == null || spec.timeLimit() != null || spec.crashRetries() == 0) {
			return null;
		}
		Submission submission = this.runner.interceptors().submitting(spec.commonName(), spec.key());
		try {
			return begin(spec, serializer, serialized, options, submission);
		}
		catch (Throwable ex) {
			submission.refused(ex);
			throw ex;
		}
	}

	private void check(TaskSpec spec) {
		try {
			this.scheduler.checkAccepting();
			this.demandCheck.check(spec);
		}
		catch (RuntimeException ex) {
			this.runner.interceptors().submitting(spec.commonName(), spec.key()).refused(ex);
			throw ex;
		}
	}

	private <R extends @Nullable Object> GroupSubmitter<R> begin(TaskSpec spec, GroupSerializer serializer,
			SerializedFunction serialized, TaskOptions options, Submission submission) {
		List<Dependency> dependencies = this.dependencies.of(serialized.upstreams(), options);
		Task value = null;
		if (serialized.bytes().length > MAX_SENT_FUNCTION) {
			value = Task.completed(this.specs.of(TaskOptions.none(), "function", null, 0));
			dependencies = Stream.concat(dependencies.stream(), Stream.of(new Dependency(value, true, false))).toList();
		}
		Baggage baggage = Baggage.ofSubmitter(submission.contexts());
		GroupEntry group = new GroupEntry(this.scheduler, new GroupSpec(spec, serialized.withoutUpstreams(),
				this.serializer.writeBaggage(baggage), value, dependencies));
		submission.accepted(group.ended(), this.runner.callbacks());
		// Only now do the upstream tasks know that their values are still needed.
		Reference.reachabilityFence(serialized);
		return new GroupSubmitter<>(this, group, serializer, options, baggage, submission);
	}

	private static @Nullable SerializedFunction serialize(GroupSerializer serializer, Object function) {
		try {
			return serializer.function(function);
		}
		catch (RuntimeException | StackOverflowError ex) {
			return null; // each task will say why, or be written with more stack
		}
	}

	/**
	 * Submit an item as a task that stands alone.
	 * @param group the group
	 * @param task the task
	 * @param options options of the task
	 * @param baggage what goes with it
	 * @param name name of the item, or {@code null} if that is its index
	 * @param index index of the item
	 */
	void submitAlone(GroupEntry group, Object task, TaskOptions options, Baggage baggage, @Nullable String name,
			int index) {
		SerializedTask serialized = this.serializer.serialize(task,
				ItemNames.name(group.name(), ItemNames.item(name, index)), baggage);
		group.addAlone(serialized.bytes(), this.dependencies.of(serialized.upstreams(), options), name);
		Reference.reachabilityFence(serialized);
	}

	/**
	 * Let the group know when nobody can ask for its futures any more.
	 * @param holder what its futures are asked of
	 * @param group the group
	 */
	void watch(Object holder, GroupEntry group) {
		this.cleaner.register(holder, group::drop);
	}

	<T extends @Nullable Object> List<RayTaskFuture<T>> futures(GroupEntry group) {
		List<RayTaskFuture<T>> futures = this.runner.futures().ofGroup(group);
		watch(futures, group);
		return futures;
	}

	<T extends @Nullable Object> RayTaskFuture<T> takeFuture(GroupEntry group, int index) {
		return this.runner.futures().takeItem(group, index);
	}

	StartedRunner runner() {
		return this.runner;
	}

}
