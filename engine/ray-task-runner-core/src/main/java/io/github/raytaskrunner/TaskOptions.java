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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.lang.CheckReturnValue;
import org.springframework.util.Assert;

/**
 * What can be said about tasks besides their code. Immutable; created by a
 * {@linkplain #builder() builder}.
 * <p>
 * The same options apply by {@link RayTaskSubmitter#with(TaskOptions) with} to what is
 * submitted there, by {@link #open()} to all that a thread submits within a scope, and as
 * a profile of the configuration ({@code ray.profiles.<name>.*}) to the tasks that name
 * it. For each value separately, {@code with} wins over the innermost scope that sets it,
 * which wins over outer scopes, these over the profile, and that over
 * {@code ray.runner.*}.
 *
 * <pre class="code">
 * try (TaskOptions.Scope scope = TaskOptions.builder().numCpus(2).build().open()) {
 * 	return runner.submit(() -&gt; mean(load("prices.csv"))).result();
 * }
 * </pre>
 *
 * A value that is set to {@code null} stands for the default, even where what it wins
 * over sets another.
 */
public final class TaskOptions {

	static final String NAME = "name";

	static final String ITEM_NAME = "itemName";

	static final String KEY = "key";

	static final String PROFILE = "profile";

	static final String RUNTIME_ENV = "runtimeEnv";

	static final String PLACEMENT_GROUP = "placementGroup";

	static final String RETRY = "retry";

	static final String CRASH_RETRIES = "crashRetries";

	static final String TIME_LIMIT = "timeLimit";

	static final String CACHE = "cache";

	static final String CACHE_KEY = "cacheKey";

	/**
	 * What can be said about a call of Python within a task, besides resources.
	 */
	static final Set<String> OF_PYTHON_CALLS = Set.of(NAME, PROFILE, RUNTIME_ENV, PLACEMENT_GROUP, CRASH_RETRIES);

	private static final TaskOptions NONE = new TaskOptions(Map.of(), Map.of(), List.of());

	private static final ThreadLocal<@Nullable TaskOptions> CURRENT = new ThreadLocal<>();

	private final Map<String, @Nullable Double> resources;

	private final Map<String, @Nullable Object> values;

	private final List<RayTaskFuture<?>> waitFor;

	TaskOptions(Map<String, @Nullable Double> resources, Map<String, @Nullable Object> values,
			List<RayTaskFuture<?>> waitFor) {
		this.resources = Collections.unmodifiableMap(resources);
		this.values = Collections.unmodifiableMap(values);
		this.waitFor = List.copyOf(waitFor);
	}

	/**
	 * Return options that set nothing.
	 * @return the options
	 */
	public static TaskOptions none() {
		return NONE;
	}

	/**
	 * Return options that set the name alone.
	 * @param name the name, as in {@link TaskOptionsBuilder#name}
	 * @return the options
	 * @throws IllegalArgumentException if the name is empty, has more than 10,000
	 * characters or an unpaired surrogate
	 */
	public static TaskOptions named(String name) {
		return builder().name(name).build();
	}

	/**
	 * Return options that set the profile alone.
	 * @param profile the name of the profile, as in {@link TaskOptionsBuilder#profile}
	 * @return the options
	 */
	public static TaskOptions ofProfile(String profile) {
		return builder().profile(profile).build();
	}

	/**
	 * Return a builder of options.
	 * @return a new builder, which sets nothing yet
	 */
	public static TaskOptionsBuilder builder() {
		return new TaskOptionsBuilder();
	}

	/**
	 * Return the options of the scopes that are open on the calling thread.
	 * @return the options, which set nothing if there is no scope
	 */
	public static TaskOptions current() {
		TaskOptions current = CURRENT.get();
		return (current != null) ? current : NONE;
	}

	/**
	 * Apply these options, on top of those of scopes that are already open, to what the
	 * calling thread submits until the returned scope is closed, and to what streams of
	 * {@link RayTaskSubmitter#mapAsCompleted} that it got meanwhile submit later. Other
	 * threads, including those that it starts, do not see them.
	 * @return the scope, to be closed by the same thread
	 * @throws IllegalStateException if these options set a key or a cache key, which
	 * several tasks cannot share
	 */
	@CheckReturnValue
	public Scope open() {
		Assert.state(key() == null, () -> "The tasks of a scope cannot all have the key '" + key() + "'");
		Assert.state(cacheKey() == null,
				() -> "The tasks of a scope cannot all have the cache key '" + cacheKey() + "'");
		TaskOptions outer = CURRENT.get();
		CURRENT.set(current().overriddenBy(this));
		Thread owner = Thread.currentThread();
		return () -> {
			Assert.state(Thread.currentThread() == owner,
					() -> "A scope of task options must be closed by the thread that opened it, " + owner.getName());
			if (outer != null) {
				CURRENT.set(outer);
			}
			else {
				CURRENT.remove();
			}
		};
	}

	void requireOnly(Set<String> possible, String user) {
		Set<String> others = new TreeSet<>(this.values.keySet());
		others.removeAll(possible);
		if (!this.waitFor.isEmpty()) {
			others.add("waitFor");
		}
		Assert.isTrue(others.isEmpty(),
				() -> user + " cannot have the options " + others + ": set them where its task is submitted");
	}

	/**
	 * Return these options overridden by others. What tasks wait for is combined.
	 * @param inner the others, whose values win over these
	 * @return the options of both
	 */
	@CheckReturnValue
	public TaskOptions overriddenBy(TaskOptions inner) {
		if (this == NONE || inner == NONE) {
			return (this == NONE) ? inner : this;
		}
		return new TaskOptions(merged(this.resources, inner.resources), merged(this.values, inner.values),
				Stream.concat(this.waitFor.stream(), inner.waitFor.stream()).toList());
	}

	private static <V extends @Nullable Object> Map<String, V> merged(Map<String, V> outer, Map<String, V> inner) {
		Map<String, V> merged = new LinkedHashMap<>(outer);
		merged.putAll(inner);
		return merged;
	}

	/**
	 * Return the name.
	 * @return the name, or {@code null} if it is not set
	 */
	public @Nullable String name() {
		return (String) this.values.get(NAME);
	}

	/**
	 * Return the function that names the items of a map.
	 * @return the function, or {@code null} if it is not set
	 */
	@SuppressWarnings("unchecked")
	public @Nullable Function<@Nullable Object, String> itemName() {
		return (Function<@Nullable Object, String>) this.values.get(ITEM_NAME);
	}

	/**
	 * Return the key.
	 * @return the key, or {@code null} if it is not set
	 */
	public @Nullable String key() {
		return (String) this.values.get(KEY);
	}

	/**
	 * Return the name of the profile.
	 * @return the name, or {@code null} if it is not set
	 */
	public @Nullable String profile() {
		return (String) this.values.get(PROFILE);
	}

	/**
	 * Return the resources that are set.
	 * @return amount by Ray's name of the resource ({@code CPU}, {@code GPU},
	 * {@code memory} in bytes, or that of a custom resource); {@code null} for the
	 * default
	 */
	public Map<String, @Nullable Double> resources() {
		return this.resources;
	}

	/**
	 * Return the runtime environment.
	 * @return its fields, or {@code null} for none
	 */
	@SuppressWarnings("unchecked")
	public @Nullable Map<String, Object> runtimeEnv() {
		return (Map<String, Object>) this.values.get(RUNTIME_ENV);
	}

	/**
	 * Return the placement group.
	 * @return the placement group, or {@code null} for none
	 */
	public @Nullable PlacementGroup placementGroup() {
		return (PlacementGroup) this.values.get(PLACEMENT_GROUP);
	}

	/**
	 * Return the retry policy.
	 * @return the policy, or {@code null} for no retries
	 */
	public @Nullable RetryPolicy retry() {
		return (RetryPolicy) this.values.get(RETRY);
	}

	/**
	 * Return how often the task is run again when the process that runs it dies.
	 * @return the number of retries, or {@code null} if it is not set
	 */
	public @Nullable Integer crashRetries() {
		return (Integer) this.values.get(CRASH_RETRIES);
	}

	/**
	 * Return the time limit.
	 * @return the limit, or {@code null} for none
	 */
	public @Nullable Duration timeLimit() {
		return (Duration) this.values.get(TIME_LIMIT);
	}

	/**
	 * Return the name of the cache that keeps the value of the task.
	 * @return the name, or {@code null} for none
	 */
	public @Nullable String cache() {
		return (String) this.values.get(CACHE);
	}

	/**
	 * Return the key of the value in the cache.
	 * @return the key, or {@code null} if the value is not looked up
	 */
	public @Nullable Object cacheKey() {
		return this.values.get(CACHE_KEY);
	}

	/**
	 * Return the futures of the tasks after which the task runs.
	 * @return the futures
	 */
	public List<RayTaskFuture<?>> waitFor() {
		return this.waitFor;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TaskOptions that && this.resources.equals(that.resources)
				&& this.values.equals(that.values) && this.waitFor.equals(that.waitFor);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.resources, this.values, this.waitFor);
	}

	@Override
	public String toString() {
		Map<String, @Nullable Object> all = new LinkedHashMap<>(this.resources);
		all.putAll(this.values);
		return all.toString();
	}

	/**
	 * Period in which options apply to what a thread submits.
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		/**
		 * End the scope. Closing scopes in the reverse order of their opening, as
		 * try-with-resources does, restores what was there before.
		 * @throws IllegalStateException if another thread opened the scope
		 */
		@Override
		void close();

	}

}
