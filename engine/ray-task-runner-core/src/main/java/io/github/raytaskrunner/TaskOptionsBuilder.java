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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Builder of {@link TaskOptions}. What a profile can also set has the same name there:
 * {@code numCpus} is {@code ray.profiles.<name>.num-cpus}. Every method changes this
 * builder and returns it.
 *
 * <pre class="code">
 * TaskOptions options = TaskOptions.builder().name("fetch").retry(policy).timeLimit(Duration.ofMinutes(1)).build();
 * return runner.with(options).submit(() -&gt; fetch("http://localhost/data")).result();
 * </pre>
 * <p>
 * Not safe for use by several threads.
 */
public final class TaskOptionsBuilder {

	private static final String CPU = "CPU";

	private static final String GPU = "GPU";

	private static final String MEMORY = "memory";

	private static final String OBJECT_STORE_MEMORY = "object_store_memory";

	private final Map<String, @Nullable Double> resources = new LinkedHashMap<>();

	private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

	private final List<RayTaskFuture<?>> waitFor = new ArrayList<>();

	private @Nullable Integer bundleIndex;

	TaskOptionsBuilder() {
	}

	/**
	 * Set the name.
	 * @param name the name, which is seen in Ray's dashboard, in messages and as a tag of
	 * metrics, so there should be few different ones. By default the class and method
	 * that contain the lambda, or that the method reference refers to
	 * @return this builder
	 * @throws IllegalArgumentException if the name is empty, has more than 10,000
	 * characters or an unpaired surrogate
	 */
	public TaskOptionsBuilder name(String name) {
		Assert.hasText(name, "'name' must not be empty");
		return set(TaskOptions.NAME, RayText.unicode("'name'", name));
	}

	/**
	 * Set how the tasks of a map are told apart. In messages, logs and
	 * {@link TaskContext} each has the common name followed by that of its item in
	 * brackets; metrics and Ray's dashboard have only the common name. By default the
	 * name of an item is its index, counted from 0.
	 * @param <A> the type of the items
	 * @param itemName returns the name of an item, which is that of the first parameter
	 * if there are several. Called by the thread that maps
	 * @return this builder
	 */
	public <A extends @Nullable Object> TaskOptionsBuilder itemName(Function<? super A, String> itemName) {
		return set(TaskOptions.ITEM_NAME, itemName);
	}

	/**
	 * Set the key.
	 * @param key the key, unique among the unfinished tasks of the runner. By default a
	 * random one
	 * @return this builder
	 * @throws IllegalArgumentException if the key is empty, has more than 10,000
	 * characters or an unpaired surrogate
	 */
	public TaskOptionsBuilder key(String key) {
		Assert.hasText(key, "'key' must not be empty");
		return set(TaskOptions.KEY, RayText.unicode("'key'", key));
	}

	/**
	 * Set the profile.
	 * @param profile name of a profile ({@code ray.profiles.<name>.*}), whose values
	 * apply where nothing else sets them, or {@code null} for no profile
	 * @return this builder
	 * @throws IllegalArgumentException if the name is empty
	 */
	public TaskOptionsBuilder profile(@Nullable String profile) {
		Assert.isTrue(profile == null || StringUtils.hasText(profile), "'profile' must not be empty");
		return set(TaskOptions.PROFILE, profile);
	}

	/**
	 * Set the number of CPUs. Tasks that need none do not wait for a free CPU, but at
	 * most 100 of them run at a time, as each occupies a worker process; when embedded
	 * 1000, or 10,000 on virtual threads.
	 * @param numCpus number of CPUs: zero, a fraction of one, a whole number, or
	 * {@code null} for the default of one
	 * @return this builder
	 * @throws IllegalArgumentException if the number is negative, or above one and not
	 * whole
	 */
	public TaskOptionsBuilder numCpus(@Nullable Number numCpus) {
		return amount(CPU, numCpus);
	}

	/**
	 * Set the number of GPUs.
	 * @param numGpus number of GPUs: a fraction of one, a whole number, or {@code null}
	 * for the default of none
	 * @return this builder
	 * @throws IllegalArgumentException if the number is negative, or above one and not
	 * whole
	 */
	public TaskOptionsBuilder numGpus(@Nullable Number numGpus) {
		return amount(GPU, numGpus);
	}

	/**
	 * Set the memory.
	 * @param memory the memory that is reserved for the task, or {@code null} for the
	 * default of none
	 * @return this builder
	 * @throws IllegalArgumentException if the size is negative
	 */
	public TaskOptionsBuilder memory(@Nullable DataSize memory) {
		return amount(MEMORY, (memory != null) ? memory.toBytes() : null);
	}

	/**
	 * Set the amounts of custom resources, in addition to those set before.
	 * @param resources amount by name, as in {@link #resource}
	 * @return this builder
	 * @throws IllegalArgumentException if a name or an amount is invalid
	 */
	public TaskOptionsBuilder resources(Map<String, ? extends @Nullable Number> resources) {
		Assert.notNull(resources, "'resources' must not be null");
		resources.forEach(this::resource);
		return this;
	}

	/**
	 * Set the amount of a custom resource. To run on a certain node, ask for a little,
	 * such as 0.001, of the resource {@code node:<IP address>} that each node has.
	 * @param name name of the resource, as in {@code ray.init.resources}
	 * @param amount the amount: a fraction of one, a whole number, or {@code null} for
	 * the default of none
	 * @return this builder
	 * @throws IllegalArgumentException if the amount is negative, or above one and not
	 * whole, or if the name is that of a resource with a method of its own
	 */
	public TaskOptionsBuilder resource(String name, @Nullable Number amount) {
		Assert.hasText(name, "'name' must not be empty");
		Assert.isTrue(!name.equals(CPU) && !name.equals(GPU) && !name.equals(MEMORY),
				() -> "'" + name + "' is no custom resource: use numCpus, numGpus or memory");
		Assert.isTrue(!name.equals(OBJECT_STORE_MEMORY), () -> "'" + name
				+ "' is no custom resource: Ray gives it to values as it needs it, and a node dies of a task that asks for it");
		return amount(RayText.ofRay("The name of a resource", name), amount);
	}

	private TaskOptionsBuilder amount(String name, @Nullable Number number) {
		Double amount = (number != null) ? number.doubleValue() : null;
		Assert.isTrue(amount == null || (amount >= 0 && !amount.isInfinite()),
				() -> "The amount of resource '" + name + "' must not be negative but is " + amount);
		Assert.isTrue(amount == null || amount <= 1 || amount == Math.rint(amount),
				() -> "The amount of resource '" + name + "' must be a whole number if it is above 1, as "
						+ "Ray's Java API wants it, but is " + amount);
		this.resources.put(name, amount);
		return this;
	}

	/**
	 * Set the runtime environment. Where it says nothing, the environment of all tasks
	 * ({@code ray.init.runtime-env.*}) applies. Ray starts separate worker processes for
	 * each environment, so there should be few different ones.
	 * <p>
	 * Tasks run on Java workers. These get {@code env_vars}, the directory of a
	 * {@code working_dir} (a URI such as {@code https://} or {@code s3://}, not a
	 * directory of this machine) as their current directory, and {@code container} or
	 * {@code image_uri}. The fields for Python ({@code pip}, {@code conda}, {@code uv},
	 * {@code py_modules} and others) are set up by Ray as well, which takes its time, but
	 * Java code sees nothing of them: they are for a {@link PythonCall} of the task.
	 * @param runtimeEnv the fields of Ray's runtime environment, by their Python names,
	 * or {@code null} for the default of none
	 * @return this builder
	 * @throws IllegalArgumentException if there are {@code java_jars}, which would take
	 * the place of the application's classes, or fields that Ray does not know, or if
	 * {@code env_vars} are not texts
	 */
	public TaskOptionsBuilder runtimeEnv(@Nullable Map<String, ?> runtimeEnv) {
		return set(TaskOptions.RUNTIME_ENV, (runtimeEnv != null) ? RuntimeEnvs.copyOf(runtimeEnv) : null);
	}

	/**
	 * Set the placement group. The resources of the task are taken from one of its
	 * bundles. The task ends as {@linkplain TaskState.Crashed crashed} if there is no
	 * such group.
	 * @param placementGroup name of an existing placement group in the runner's namespace
	 * ({@code ray.init.namespace}), or {@code null} for the default of none
	 * @return this builder
	 * @throws IllegalArgumentException if the name is empty, or not one that Ray's Java
	 * API takes
	 */
	public TaskOptionsBuilder placementGroup(@Nullable String placementGroup) {
		return set(TaskOptions.PLACEMENT_GROUP,
				(placementGroup != null) ? new PlacementGroup(placementGroup, PlacementGroup.ANY_BUNDLE) : null);
	}

	/**
	 * Set the bundle of the placement group from which the resources of the task are
	 * taken. The task ends as {@linkplain TaskState.Crashed crashed} if there is no such
	 * bundle.
	 * @param bundleIndex index of the bundle, counted from 0. By default any
	 * @return this builder
	 * @throws IllegalArgumentException if the index is negative
	 */
	public TaskOptionsBuilder bundleIndex(int bundleIndex) {
		Assert.isTrue(bundleIndex >= 0, () -> "'bundleIndex' must not be negative but is " + bundleIndex);
		this.bundleIndex = bundleIndex;
		return this;
	}

	/**
	 * Run the task again if it throws an exception. Crashes of workers do not count. The
	 * policy's predicate is given the exception as it was thrown, or a
	 * {@link TaskTimedOutException} after the time limit; its back-off says how often the
	 * task is retried, and how long it waits before each retry; its timeout counts from
	 * the start of the first attempt. Its code runs on threads of the runner and may
	 * wait, which delays the retry.
	 * @param retry the policy, or {@code null} for the default of no retries
	 * @return this builder
	 */
	public TaskOptionsBuilder retry(@Nullable RetryPolicy retry) {
		return set(TaskOptions.RETRY, retry);
	}

	/**
	 * Set how often the task is run again when the process that runs it dies.
	 * @param crashRetries number of retries. By default {@code ray.runner.crash-retries}
	 * @return this builder
	 * @throws IllegalArgumentException if the number is negative
	 */
	public TaskOptionsBuilder crashRetries(int crashRetries) {
		Assert.isTrue(crashRetries >= 0, () -> "'crashRetries' must not be negative but is " + crashRetries);
		return set(TaskOptions.CRASH_RETRIES, crashRetries);
	}

	/**
	 * Set the time limit of each attempt, from its start on a worker. Beyond it the task
	 * is interrupted, and given up together with its worker if it ignores the interrupt.
	 * It is run again only if there is a {@linkplain #retry retry policy} whose predicate
	 * accepts a {@link TaskTimedOutException}.
	 * @param timeLimit the limit, or {@code null} for the default of none
	 * @return this builder
	 * @throws IllegalArgumentException if the limit is not positive
	 */
	public TaskOptionsBuilder timeLimit(@Nullable Duration timeLimit) {
		Assert.isTrue(timeLimit == null || (!timeLimit.isNegative() && !timeLimit.isZero()),
				() -> "'timeLimit' must be positive but is " + timeLimit);
		return set(TaskOptions.TIME_LIMIT, timeLimit);
	}

	/**
	 * Set the cache that keeps the value of the task, by its {@linkplain #cacheKey key}.
	 * @param cache name of a cache of the application, or {@code null} for the default of
	 * none
	 * @return this builder
	 */
	public TaskOptionsBuilder cache(@Nullable String cache) {
		return set(TaskOptions.CACHE, cache);
	}

	/**
	 * Look the value up in the {@linkplain #cache cache} before the task runs, and keep
	 * it there when the task has completed. Of tasks in flight with equal keys one runs
	 * for all.
	 * @param cacheKey all that the value depends on, as a text or anything else that the
	 * cache takes, or {@code null} for the default of none
	 * @return this builder
	 */
	public TaskOptionsBuilder cacheKey(@Nullable Object cacheKey) {
		return set(TaskOptions.CACHE_KEY, cacheKey);
	}

	/**
	 * Run the task after others, as {@link #waitFor(Iterable)} does.
	 * @param futures the futures of the others
	 * @return this builder
	 */
	public TaskOptionsBuilder waitFor(RayTaskFuture<?>... futures) {
		Assert.notNull(futures, "'futures' must not be null");
		return waitFor(Arrays.asList(futures));
	}

	/**
	 * Run the task after others, in addition to those set before. If one of them does not
	 * complete, the task never runs, unless that one's future comes from
	 * {@link RayTaskFuture#allowFailure()}.
	 * @param futures the futures of the others, as a collection or as
	 * {@link RayTaskFutures}
	 * @return this builder
	 */
	public TaskOptionsBuilder waitFor(Iterable<? extends RayTaskFuture<?>> futures) {
		Assert.notNull(futures, "'futures' must not be null");
		for (RayTaskFuture<?> future : futures) {
			Assert.notNull(future, "'futures' must not have null among them");
			this.waitFor.add(future);
		}
		return this;
	}

	private TaskOptionsBuilder set(String option, @Nullable Object value) {
		this.values.put(option, value);
		return this;
	}

	/**
	 * Return options with what was set so far.
	 * @return new options
	 * @throws IllegalArgumentException if there is a bundle index without a placement
	 * group
	 */
	@CheckReturnValue
	public TaskOptions build() {
		Map<String, @Nullable Object> values = new LinkedHashMap<>(this.values);
		if (this.bundleIndex != null) {
			Assert.isTrue(values.get(TaskOptions.PLACEMENT_GROUP) != null,
					() -> "'bundleIndex' is " + this.bundleIndex + ", but there is no 'placementGroup'");
			PlacementGroup group = (PlacementGroup) values.get(TaskOptions.PLACEMENT_GROUP);
			values.put(TaskOptions.PLACEMENT_GROUP, new PlacementGroup(group.name(), this.bundleIndex));
		}
		return new TaskOptions(new LinkedHashMap<>(this.resources), values, this.waitFor);
	}

}
