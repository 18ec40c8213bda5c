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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * What tasks ask of the place where they run: resources, which a task occupies while it
 * runs, and a runtime environment. Immutable.
 * <p>
 * Options apply to a single task by {@link TaskOptions#remote}, to all tasks that a
 * thread submits within a scope, or as a profile of the configuration
 * ({@code ray.profiles.<name>.*}). For each value on its own, the task wins over the
 * innermost scope that sets it, that over an outer scope, that over the profile.
 *
 * <pre class="code">
 * try (RemoteOptions.Scope scope = RemoteOptions.none().cpus(2.0).open()) {
 * 	return runner.submit(() -&gt; mean(load("prices.csv"))).result();
 * }
 * </pre>
 *
 * A value that is set to {@code null} stands for Ray's own default, also where an outer
 * scope sets another.
 */
public final class RemoteOptions {

	private static final String CPU = "CPU";

	private static final String GPU = "GPU";

	private static final String MEMORY = "memory";

	private static final RemoteOptions NONE = new RemoteOptions(Map.of(), null, null);

	private static final ThreadLocal<@Nullable RemoteOptions> CURRENT = new ThreadLocal<>();

	private final Map<String, @Nullable Double> amounts;

	private final @Nullable Setting<Map<String, Object>> runtimeEnv;

	private final @Nullable Setting<PlacementGroup> placementGroup;

	private RemoteOptions(Map<String, @Nullable Double> amounts, @Nullable Setting<Map<String, Object>> runtimeEnv,
			@Nullable Setting<PlacementGroup> placementGroup) {
		this.amounts = amounts;
		this.runtimeEnv = runtimeEnv;
		this.placementGroup = placementGroup;
	}

	/**
	 * Return options that set nothing.
	 * @return the options
	 */
	public static RemoteOptions none() {
		return NONE;
	}

	/**
	 * Return the options of the scopes that are open on the calling thread.
	 * @return the options, which set nothing if there is no scope
	 */
	public static RemoteOptions current() {
		RemoteOptions current = CURRENT.get();
		return (current != null) ? current : NONE;
	}

	/**
	 * Set the number of CPUs.
	 * @param cpus number of CPUs: zero, a fraction of one, a whole number, or
	 * {@code null} for the default of one
	 * @return new options
	 * @throws IllegalArgumentException if the number is negative, or above one and not a
	 * whole one
	 */
	public RemoteOptions cpus(@Nullable Double cpus) {
		return amount(CPU, cpus);
	}

	/**
	 * Set the number of GPUs.
	 * @param gpus number of GPUs: a fraction of one, a whole number, or {@code null} for
	 * the default of none
	 * @return new options
	 * @throws IllegalArgumentException if the number is negative, or above one and not a
	 * whole one
	 */
	public RemoteOptions gpus(@Nullable Double gpus) {
		return amount(GPU, gpus);
	}

	/**
	 * Set the memory.
	 * @param memory the memory that is reserved for the task, or {@code null} for the
	 * default of none
	 * @return new options
	 * @throws IllegalArgumentException if the size is negative
	 */
	public RemoteOptions memory(@Nullable DataSize memory) {
		return amount(MEMORY, (memory != null) ? (double) memory.toBytes() : null);
	}

	/**
	 * Set the amount of a custom resource. To run on a certain node, ask for a little,
	 * such as 0.001, of the resource {@code node:<IP address>} that each node has.
	 * @param name name of the resource, as in {@code ray.init.resources}
	 * @param amount the amount: a fraction of one, a whole number, or {@code null} for
	 * the default of none
	 * @return new options
	 * @throws IllegalArgumentException if the amount is negative, or above one and not a
	 * whole number, or if the name is that of a resource with a method of its own
	 */
	public RemoteOptions resource(String name, @Nullable Double amount) {
		Assert.hasText(name, "'name' must not be empty");
		Assert.isTrue(!name.equals(CPU) && !name.equals(GPU) && !name.equals(MEMORY),
				() -> "'" + name + "' is no custom resource: use cpus, gpus or memory");
		return amount(RayText.ofRay("The name of a resource", name), amount);
	}

	private RemoteOptions amount(String name, @Nullable Double amount) {
		Assert.isTrue(amount == null || (amount >= 0 && !amount.isInfinite()),
				() -> "The amount of resource '" + name + "' must not be negative but is " + amount);
		Assert.isTrue(amount == null || amount <= 1 || amount == Math.rint(amount),
				() -> "The amount of resource '" + name + "' must be a whole number if it is above 1, as "
						+ "Ray's Java API wants it, but is " + amount);
		Map<String, @Nullable Double> amounts = new LinkedHashMap<>(this.amounts);
		amounts.put(name, amount);
		return new RemoteOptions(Collections.unmodifiableMap(amounts), this.runtimeEnv, this.placementGroup);
	}

	/**
	 * Set the runtime environment. The environment of all tasks
	 * ({@code ray.init.runtime-env.*}) holds where this one says nothing. Ray starts
	 * worker processes of their own for each environment, so there should be few
	 * different ones.
	 * <p>
	 * Tasks run on Java workers. These have {@code env_vars}, the directory of a
	 * {@code working_dir} (a URI such as {@code https://} or {@code s3://}, not a
	 * directory of this machine) as their current directory, and {@code container} or
	 * {@code image_uri}. The fields for Python ({@code pip}, {@code conda}, {@code uv},
	 * {@code py_modules} and others) are set up by Ray as well, which takes its time, but
	 * Java code sees nothing of them.
	 * @param runtimeEnv the fields of Ray's runtime environment, by their Python names,
	 * or {@code null} for the default of none
	 * @return new options
	 * @throws IllegalArgumentException if there are {@code java_jars}, which would take
	 * the place of the application's classes, or fields that Ray does not know, or if
	 * {@code env_vars} are no texts
	 */
	public RemoteOptions runtimeEnv(@Nullable Map<String, Object> runtimeEnv) {
		if (runtimeEnv != null) {
			RuntimeEnvs.check(runtimeEnv);
		}
		return new RemoteOptions(this.amounts, new Setting<>((runtimeEnv != null) ? Map.copyOf(runtimeEnv) : null),
				this.placementGroup);
	}

	/**
	 * Set the placement group. The resources of the task come out of one of its bundles.
	 * @param name name of an existing placement group in the runner's namespace
	 * ({@code ray.init.namespace}), or {@code null} for the default of none
	 * @return new options
	 */
	public RemoteOptions placementGroup(@Nullable String name) {
		PlacementGroup group = (name != null) ? new PlacementGroup(name, PlacementGroup.ANY_BUNDLE) : null;
		return new RemoteOptions(this.amounts, this.runtimeEnv, new Setting<>(group));
	}

	/**
	 * Set the placement group and the bundle in it that the resources of the task come
	 * out of. The task ends as {@linkplain TaskState.Crashed crashed} if there is no such
	 * group or bundle.
	 * @param name name of an existing placement group in the runner's namespace
	 * ({@code ray.init.namespace})
	 * @param bundleIndex index of the bundle, counted from 0
	 * @return new options
	 * @throws IllegalArgumentException if the index is negative
	 */
	public RemoteOptions placementGroup(String name, int bundleIndex) {
		Assert.isTrue(bundleIndex >= 0, () -> "'bundleIndex' must not be negative but is " + bundleIndex);
		return new RemoteOptions(this.amounts, this.runtimeEnv, new Setting<>(new PlacementGroup(name, bundleIndex)));
	}

	/**
	 * Return these options with the values that others set in place of their own.
	 * @param inner the others, whose values win
	 * @return new options
	 */
	public RemoteOptions with(RemoteOptions inner) {
		if (this == NONE || inner == NONE) {
			return (this == NONE) ? inner : this;
		}
		Map<String, @Nullable Double> amounts = new LinkedHashMap<>(this.amounts);
		amounts.putAll(inner.amounts);
		return new RemoteOptions(Collections.unmodifiableMap(amounts),
				(inner.runtimeEnv != null) ? inner.runtimeEnv : this.runtimeEnv,
				(inner.placementGroup != null) ? inner.placementGroup : this.placementGroup);
	}

	/**
	 * Return the resources that these options set.
	 * @return amount by Ray's name of the resource ({@code CPU}, {@code GPU},
	 * {@code memory} in bytes, or that of a custom resource); {@code null} for the
	 * default
	 */
	public Map<String, @Nullable Double> resources() {
		return this.amounts;
	}

	/**
	 * Return the runtime environment.
	 * @return its fields, or {@code null} for none
	 */
	public @Nullable Map<String, Object> runtimeEnv() {
		return (this.runtimeEnv != null) ? this.runtimeEnv.value() : null;
	}

	/**
	 * Return the placement group.
	 * @return the placement group, or {@code null} for none
	 */
	public @Nullable PlacementGroup placementGroup() {
		return (this.placementGroup != null) ? this.placementGroup.value() : null;
	}

	/**
	 * Apply these options, within those of the scopes that are open already, to what the
	 * calling thread submits until the returned scope is closed. Other threads, also
	 * those that it starts, do not see them.
	 * @return the scope, to be closed by the same thread
	 */
	public Scope open() {
		RemoteOptions outer = CURRENT.get();
		CURRENT.set(current().with(this));
		Thread owner = Thread.currentThread();
		return () -> {
			Assert.state(Thread.currentThread() == owner,
					() -> "A scope of remote options must be closed by the thread that opened it, " + owner.getName());
			if (outer != null) {
				CURRENT.set(outer);
			}
			else {
				CURRENT.remove();
			}
		};
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof RemoteOptions that && this.amounts.equals(that.amounts)
				&& Objects.equals(this.runtimeEnv, that.runtimeEnv)
				&& Objects.equals(this.placementGroup, that.placementGroup);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.amounts, this.runtimeEnv, this.placementGroup);
	}

	@Override
	public String toString() {
		return this.amounts + ((this.runtimeEnv != null) ? ", runtime environment " + runtimeEnv() : "")
				+ ((this.placementGroup != null) ? ", placement group " + placementGroup() : "");
	}

	/**
	 * A value that is set.
	 *
	 * @param value the value, or {@code null} for Ray's default
	 */
	private record Setting<T>(@Nullable T value) {

	}

	/**
	 * A placement group of Ray: resources that were reserved together.
	 *
	 * @param name its name
	 * @param bundleIndex index of the bundle in it, or {@link #ANY_BUNDLE}
	 */
	public record PlacementGroup(String name, int bundleIndex) {

		/**
		 * Index that stands for any bundle.
		 */
		public static final int ANY_BUNDLE = -1;

		public PlacementGroup {
			Assert.hasText(name, "'name' of a placement group must not be empty");
			RayText.ofRay("The name of a placement group", name);
		}

	}

	/**
	 * Time in which options apply to what a thread submits.
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
