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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Options of a single task. Immutable: every method returns new options.
 *
 * <pre class="code">
 * TaskOptions options = TaskOptions.named("fetch").retry(policy).timeLimit(Duration.ofMinutes(1));
 * return runner.submit(options, () -&gt; fetch("http://localhost/data")).result();
 * </pre>
 */
public final class TaskOptions {

	private static final TaskOptions DEFAULTS = new TaskOptions(new Values());

	private final Values values;

	private TaskOptions(Values values) {
		this.values = values;
	}

	/**
	 * Return options that leave everything to the runner.
	 * @return the options
	 */
	public static TaskOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * Return options of a task with a name.
	 * @param name the name, which is seen in Ray's dashboard, in messages and as a tag of
	 * metrics, so there should be few different ones
	 * @return the options
	 * @throws IllegalArgumentException if the name is empty or has an unpaired surrogate
	 */
	public static TaskOptions named(String name) {
		return DEFAULTS.name(name);
	}

	/**
	 * Set the name.
	 * @param name the name, which is seen in Ray's dashboard, in messages and as a tag of
	 * metrics, so there should be few different ones. By default the class and method the
	 * lambda stands in
	 * @return new options
	 * @throws IllegalArgumentException if the name is empty or has an unpaired surrogate
	 */
	public TaskOptions name(String name) {
		Assert.hasText(name, "'name' must not be empty");
		Values values = this.values.copy();
		values.name = RayText.unicode("'name'", name);
		return new TaskOptions(values);
	}

	/**
	 * Set how the tasks of a map are told from each other. Each has the common name with
	 * that of its item in brackets, in messages, logs and {@link TaskContext}. Metrics
	 * and Ray's dashboard have the common one. By default the index of the item, counted
	 * from 0.
	 * @param <A> the type of the items
	 * @param itemName gives an item its name, or that of the first parameter if there are
	 * several. Called by the thread that maps
	 * @return new options
	 */
	@SuppressWarnings("unchecked")
	public <A extends @Nullable Object> TaskOptions itemName(Function<? super A, String> itemName) {
		Values values = this.values.copy();
		values.itemName = (Function<@Nullable Object, String>) itemName;
		return new TaskOptions(values);
	}

	/**
	 * Set the key.
	 * @param key the key, unique among the unfinished tasks of the runner. By default a
	 * random one
	 * @return new options
	 * @throws IllegalArgumentException if the key is empty or has an unpaired surrogate
	 */
	public TaskOptions key(String key) {
		Assert.hasText(key, "'key' must not be empty");
		Values values = this.values.copy();
		values.key = RayText.unicode("'key'", key);
		return new TaskOptions(values);
	}

	/**
	 * Set the number of CPUs. Tasks that need none run at once whatever else runs, but
	 * not more than 100 of them, for each occupies a worker process, or 1000 when
	 * embedded.
	 * @param cpus number of CPUs: zero, a fraction of one, or a whole number. By default
	 * one
	 * @return new options
	 * @throws IllegalArgumentException if the number is negative, or above one and not a
	 * whole one
	 */
	public TaskOptions cpus(double cpus) {
		return withRemote(this.values.remote.cpus(cpus));
	}

	/**
	 * Set the number of GPUs.
	 * @param gpus number of GPUs: a fraction of one, or a whole number. By default none
	 * @return new options
	 * @throws IllegalArgumentException if the number is negative, or above one and not a
	 * whole one
	 */
	public TaskOptions gpus(double gpus) {
		return withRemote(this.values.remote.gpus(gpus));
	}

	/**
	 * Set the memory.
	 * @param memory the memory that is reserved for the task. By default none
	 * @return new options
	 * @throws IllegalArgumentException if the size is negative
	 */
	public TaskOptions memory(DataSize memory) {
		return withRemote(this.values.remote.memory(memory));
	}

	/**
	 * Set the amount of a custom resource. To run on a certain node, ask for a little,
	 * such as 0.001, of the resource {@code node:<IP address>} that each node has.
	 * @param name name of the resource, as in {@code ray.init.resources}
	 * @param amount the amount: a fraction of one, or a whole number
	 * @return new options
	 * @throws IllegalArgumentException if the amount is negative, or above one and not a
	 * whole number
	 */
	public TaskOptions resource(String name, double amount) {
		return withRemote(this.values.remote.resource(name, amount));
	}

	/**
	 * Set the runtime environment.
	 * @param runtimeEnv the fields of Ray's runtime environment, such as {@code env_vars}
	 * @return new options
	 * @throws IllegalArgumentException if it cannot be that of a task
	 * @see RemoteOptions#runtimeEnv
	 */
	public TaskOptions runtimeEnv(Map<String, Object> runtimeEnv) {
		return withRemote(this.values.remote.runtimeEnv(runtimeEnv));
	}

	/**
	 * Set the placement group.
	 * @param name name of an existing placement group in the runner's namespace
	 * @return new options
	 * @see RemoteOptions#placementGroup(String)
	 */
	public TaskOptions placementGroup(String name) {
		return withRemote(this.values.remote.placementGroup(name));
	}

	/**
	 * Set the placement group and the bundle in it.
	 * @param name name of an existing placement group in the runner's namespace
	 * @param bundleIndex index of the bundle, counted from 0
	 * @return new options
	 * @throws IllegalArgumentException if the index is negative
	 * @see RemoteOptions#placementGroup(String, int)
	 */
	public TaskOptions placementGroup(String name, int bundleIndex) {
		return withRemote(this.values.remote.placementGroup(name, bundleIndex));
	}

	/**
	 * Set resources, runtime environment and placement group.
	 * @param remote the options, whose values win over those that are set here
	 * @return new options
	 */
	public TaskOptions remote(RemoteOptions remote) {
		return withRemote(this.values.remote.with(remote));
	}

	private TaskOptions withRemote(RemoteOptions remote) {
		Values values = this.values.copy();
		values.remote = remote;
		return new TaskOptions(values);
	}

	/**
	 * Set the profile.
	 * @param profile name of a profile ({@code ray.profiles.<name>.*}), whose values hold
	 * where neither the task nor a scope has others
	 * @return new options
	 */
	public TaskOptions profile(String profile) {
		Values values = this.values.copy();
		values.profile = profile;
		return new TaskOptions(values);
	}

	/**
	 * Run the task again if it throws an exception. Crashes of workers do not count. The
	 * policy's predicate is asked with the exception as it was thrown, or with a
	 * {@link TaskTimedOutException} after the time limit; its back-off says how long the
	 * task waits, as pending, and how often; its time-out counts from the start of the
	 * first attempt. Its code must not block.
	 * @param retryPolicy the policy. By default no retries
	 * @return new options
	 */
	public TaskOptions retry(RetryPolicy retryPolicy) {
		Values values = this.values.copy();
		values.retryPolicy = retryPolicy;
		return new TaskOptions(values);
	}

	/**
	 * Set how often the task is run again when the process that runs it dies.
	 * @param crashRetries number of retries. By default {@code ray.runner.crash-retries}
	 * @return new options
	 * @throws IllegalArgumentException if the number is negative
	 */
	public TaskOptions crashRetries(int crashRetries) {
		Assert.isTrue(crashRetries >= 0, () -> "'crashRetries' must not be negative but is " + crashRetries);
		Values values = this.values.copy();
		values.crashRetries = crashRetries;
		return new TaskOptions(values);
	}

	/**
	 * Set the time limit of each attempt, from its start on a worker. Beyond it the task
	 * is interrupted, and given up together with its worker if it ignores that. It is run
	 * again only if there is a {@linkplain #retry retry policy} whose predicate accepts a
	 * {@link TaskTimedOutException}.
	 * @param timeLimit the limit. By default none
	 * @return new options
	 * @throws IllegalArgumentException if the limit is not positive
	 */
	public TaskOptions timeLimit(Duration timeLimit) {
		Assert.isTrue(!timeLimit.isNegative() && !timeLimit.isZero(),
				() -> "'timeLimit' must be positive but is " + timeLimit);
		Values values = this.values.copy();
		values.timeLimit = timeLimit;
		return new TaskOptions(values);
	}

	/**
	 * Run the task after others, in addition to those that are set already. If one of
	 * them does not complete the task never runs, unless it is given by
	 * {@link RayTaskFuture#allowFailure()}.
	 * @param futures the futures of the others
	 * @return new options
	 */
	public TaskOptions waitFor(RayTaskFuture<?>... futures) {
		return waitFor(List.of(futures));
	}

	/**
	 * Run the task after others, in addition to those that are set already. If one of
	 * them does not complete the task never runs, unless it is given by
	 * {@link RayTaskFuture#allowFailure()}.
	 * @param futures the futures of the others, as a collection or as
	 * {@link RayTaskFutures}
	 * @return new options
	 */
	public TaskOptions waitFor(Iterable<? extends RayTaskFuture<?>> futures) {
		List<RayTaskFuture<?>> all = new ArrayList<>(this.values.waitFor);
		futures.forEach(all::add);
		Values values = this.values.copy();
		values.waitFor = List.copyOf(all);
		return new TaskOptions(values);
	}

	/**
	 * Return the name.
	 * @return the name, or {@code null} if it is not set
	 */
	public @Nullable String name() {
		return this.values.name;
	}

	/**
	 * Return what gives the items of a map their names.
	 * @return the function, or {@code null} if it is not set
	 */
	public @Nullable Function<@Nullable Object, String> itemName() {
		return this.values.itemName;
	}

	/**
	 * Return the key.
	 * @return the key, or {@code null} if it is not set
	 */
	public @Nullable String key() {
		return this.values.key;
	}

	/**
	 * Return resources, runtime environment and placement group.
	 * @return the options that are set
	 */
	public RemoteOptions remote() {
		return this.values.remote;
	}

	/**
	 * Return the name of the profile.
	 * @return the name, or {@code null} if it is not set
	 */
	public @Nullable String profile() {
		return this.values.profile;
	}

	/**
	 * Return the retry policy.
	 * @return the policy, or {@code null} if it is not set
	 */
	public @Nullable RetryPolicy retryPolicy() {
		return this.values.retryPolicy;
	}

	/**
	 * Return how often the task is run again when the process that runs it dies.
	 * @return the number of retries, or {@code null} if it is not set
	 */
	public @Nullable Integer crashRetries() {
		return this.values.crashRetries;
	}

	/**
	 * Return the time limit.
	 * @return the limit, or {@code null} if it is not set
	 */
	public @Nullable Duration timeLimit() {
		return this.values.timeLimit;
	}

	/**
	 * Return the futures of the tasks after which the task runs.
	 * @return the futures
	 */
	public List<RayTaskFuture<?>> waitFor() {
		return this.values.waitFor;
	}

	/**
	 * The values of options, not changed any more once these are constructed.
	 */
	private static final class Values implements Cloneable {

		private @Nullable String name;

		private @Nullable Function<@Nullable Object, String> itemName;

		private @Nullable String key;

		private RemoteOptions remote = RemoteOptions.none();

		private @Nullable String profile;

		private @Nullable RetryPolicy retryPolicy;

		private @Nullable Integer crashRetries;

		private @Nullable Duration timeLimit;

		private List<RayTaskFuture<?>> waitFor = List.of();

		Values copy() {
			try {
				return (Values) clone();
			}
			catch (CloneNotSupportedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
