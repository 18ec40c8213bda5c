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
 * try (RemoteOptions.Scope scope = RemoteOptions.none().cpus(4.0).gpus(2.0).open()) {
 * 	future = runner.submit(() -&gt; train(model));
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

	private static final RemoteOptions NONE = new RemoteOptions(Map.of(), false, null);

	private static final ThreadLocal<@Nullable RemoteOptions> CURRENT = new ThreadLocal<>();

	private final Map<String, @Nullable Double> amounts;

	private final boolean runtimeEnvSet;

	private final @Nullable Map<String, Object> runtimeEnv;

	private RemoteOptions(Map<String, @Nullable Double> amounts, boolean runtimeEnvSet,
			@Nullable Map<String, Object> runtimeEnv) {
		this.amounts = amounts;
		this.runtimeEnvSet = runtimeEnvSet;
		this.runtimeEnv = runtimeEnv;
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
	 * @param cpus number of CPUs, which may be a fraction or zero, or {@code null} for
	 * the default of one
	 * @return new options
	 * @throws IllegalArgumentException if the number is negative
	 */
	public RemoteOptions cpus(@Nullable Double cpus) {
		return amount(CPU, cpus);
	}

	/**
	 * Set the number of GPUs.
	 * @param gpus number of GPUs, which may be a fraction, or {@code null} for the
	 * default of none
	 * @return new options
	 * @throws IllegalArgumentException if the number is negative
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
	 * Set the amount of a custom resource.
	 * @param name name of the resource, as in {@code ray.init.resources}
	 * @param amount the amount, or {@code null} for the default of none
	 * @return new options
	 * @throws IllegalArgumentException if the amount is negative, or if the name is that
	 * of a resource with a method of its own
	 */
	public RemoteOptions resource(String name, @Nullable Double amount) {
		Assert.hasText(name, "'name' must not be empty");
		Assert.isTrue(!name.equals(CPU) && !name.equals(GPU) && !name.equals(MEMORY),
				() -> "'" + name + "' is no custom resource: use cpus, gpus or memory");
		return amount(name, amount);
	}

	private RemoteOptions amount(String name, @Nullable Double amount) {
		Assert.isTrue(amount == null || (amount >= 0 && !amount.isInfinite()),
				() -> "The amount of resource '" + name + "' must not be negative but is " + amount);
		Map<String, @Nullable Double> amounts = new LinkedHashMap<>(this.amounts);
		amounts.put(name, amount);
		return new RemoteOptions(Collections.unmodifiableMap(amounts), this.runtimeEnvSet, this.runtimeEnv);
	}

	/**
	 * Set the runtime environment.
	 * @param runtimeEnv the fields of Ray's runtime environment, such as
	 * {@code env_vars}, or {@code null} for the default of none
	 * @return new options
	 */
	public RemoteOptions runtimeEnv(@Nullable Map<String, Object> runtimeEnv) {
		return new RemoteOptions(this.amounts, true, (runtimeEnv != null) ? Map.copyOf(runtimeEnv) : null);
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
		return new RemoteOptions(Collections.unmodifiableMap(amounts), this.runtimeEnvSet || inner.runtimeEnvSet,
				(inner.runtimeEnvSet) ? inner.runtimeEnv : this.runtimeEnv);
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
		return this.runtimeEnv;
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
				&& this.runtimeEnvSet == that.runtimeEnvSet && Objects.equals(this.runtimeEnv, that.runtimeEnv);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.amounts, this.runtimeEnvSet, this.runtimeEnv);
	}

	@Override
	public String toString() {
		return this.amounts + ((this.runtimeEnvSet) ? ", runtime environment " + this.runtimeEnv : "");
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
