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

package io.github.raytaskrunner.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskOptionsBuilder;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.propagation.TaskInterceptor;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.serialization.WorkerBeans;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Settings of a {@link DefaultRayTaskRunner}.
 *
 * @param maxPendingBytes number of bytes that the serialized tasks which are not finished
 * may hold together; a single larger task is accepted when nothing else is pending
 * @param maxUnfinished number of tasks that may be unfinished
 * @param whenFull what {@code submit} does beyond these limits
 * @param defaults options that hold unless a profile or the options of a task say
 * otherwise
 * @param profiles options by name of the profile
 * @param reconnectTimeout longest time that tasks wait for a backend that was lost to
 * come back
 * @param gracePeriod longest time for a stop. Tasks get it to finish but for its last
 * five seconds, or its second half if that is less, in which the backend is ended
 * @param phase lifecycle phase of the runner
 * @param beans makes the beans that tasks captured where they run in another process, or
 * {@code null} if there are none
 * @param interceptors interceptors of tasks in order
 */
public record RunnerSettings(long maxPendingBytes, int maxUnfinished, WhenFull whenFull, TaskOptions defaults,
		Map<String, TaskOptions> profiles, Duration reconnectTimeout, Duration gracePeriod, int phase,
		@Nullable WorkerBeans beans, List<TaskInterceptor> interceptors) {

	/**
	 * Number of tasks that may be unfinished by default.
	 */
	public static final int DEFAULT_MAX_UNFINISHED = 100_000;

	/**
	 * How often a task is run again by default when the process that runs it dies.
	 */
	public static final int DEFAULT_CRASH_RETRIES = 3;

	/**
	 * How long tasks wait by default for a backend that was lost to come back.
	 */
	public static final Duration DEFAULT_RECONNECT_TIMEOUT = Duration.ofMinutes(10);

	/**
	 * Lifecycle phase below the phases of an embedded web server, its graceful shutdown
	 * included: the runner is there before the first request comes, and the last request
	 * can still submit.
	 */
	public static final int DEFAULT_PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	public RunnerSettings {
		Assert.isTrue(maxPendingBytes > 0, () -> "'maxPendingBytes' must be positive but is " + maxPendingBytes);
		Assert.isTrue(maxUnfinished > 0, () -> "'maxUnfinished' must be positive but is " + maxUnfinished);
		Assert.isTrue(!reconnectTimeout.isNegative(),
				() -> "'reconnectTimeout' must not be negative but is " + reconnectTimeout);
		Assert.isTrue(!gracePeriod.isNegative(), () -> "'gracePeriod' must not be negative but is " + gracePeriod);
		defaults = TaskOptions.builder().crashRetries(DEFAULT_CRASH_RETRIES).build().overriddenBy(defaults);
		profiles = Map.copyOf(profiles);
		interceptors = List.copyOf(interceptors);
	}

	/**
	 * Create settings with defaults for the rest.
	 * @param maxPendingBytes number of bytes that the serialized tasks which are not
	 * finished may hold together
	 * @param gracePeriod longest time that a stop takes. Tasks get it to finish but for
	 * its last five seconds, or its second half if that is less, in which the backend is
	 * ended
	 */
	public RunnerSettings(long maxPendingBytes, Duration gracePeriod) {
		this(maxPendingBytes, DEFAULT_MAX_UNFINISHED, WhenFull.BLOCK, TaskOptions.none(), Map.of(),
				DEFAULT_RECONNECT_TIMEOUT, gracePeriod, DEFAULT_PHASE, null, List.of());
	}

	/**
	 * Return settings with another limit of memory.
	 * @param maxPendingBytes number of bytes that the serialized tasks which are not
	 * finished may hold together
	 * @return new settings
	 */
	public RunnerSettings withMaxPendingBytes(long maxPendingBytes) {
		return new RunnerSettings(maxPendingBytes, this.maxUnfinished, this.whenFull, this.defaults, this.profiles,
				this.reconnectTimeout, this.gracePeriod, this.phase, this.beans, this.interceptors);
	}

	/**
	 * Return settings with another limit of unfinished tasks.
	 * @param maxUnfinished number of tasks that may be unfinished
	 * @param whenFull what {@code submit} does beyond the limits
	 * @return new settings
	 */
	public RunnerSettings withMaxUnfinished(int maxUnfinished, WhenFull whenFull) {
		return new RunnerSettings(this.maxPendingBytes, maxUnfinished, whenFull, this.defaults, this.profiles,
				this.reconnectTimeout, this.gracePeriod, this.phase, this.beans, this.interceptors);
	}

	/**
	 * Return settings with other defaults.
	 * @param defaults options that hold unless a profile or the options of a task say
	 * otherwise
	 * @return new settings
	 */
	public RunnerSettings withDefaults(TaskOptions defaults) {
		return new RunnerSettings(this.maxPendingBytes, this.maxUnfinished, this.whenFull, defaults, this.profiles,
				this.reconnectTimeout, this.gracePeriod, this.phase, this.beans, this.interceptors);
	}

	/**
	 * Return settings with other profiles.
	 * @param profiles options by name of the profile
	 * @return new settings
	 */
	public RunnerSettings withProfiles(Map<String, TaskOptions> profiles) {
		return new RunnerSettings(this.maxPendingBytes, this.maxUnfinished, this.whenFull, this.defaults, profiles,
				this.reconnectTimeout, this.gracePeriod, this.phase, this.beans, this.interceptors);
	}

	/**
	 * Return settings with further defaults.
	 * @param defaults sets options that hold unless a profile or the options of a task
	 * say otherwise; others remain as they are
	 * @return new settings
	 */
	public RunnerSettings plusDefaults(Consumer<TaskOptionsBuilder> defaults) {
		return withDefaults(this.defaults.overriddenBy(optionsOf(defaults)));
	}

	/**
	 * Return settings with further options in a profile, which need not exist yet.
	 * @param name name of the profile
	 * @param options sets options of the profile; others remain as they are
	 * @return new settings
	 */
	public RunnerSettings plusProfile(String name, Consumer<TaskOptionsBuilder> options) {
		Map<String, TaskOptions> profiles = new HashMap<>(this.profiles);
		profiles.merge(name, optionsOf(options), TaskOptions::overriddenBy);
		return withProfiles(profiles);
	}

	private static TaskOptions optionsOf(Consumer<TaskOptionsBuilder> options) {
		TaskOptionsBuilder builder = TaskOptions.builder();
		options.accept(builder);
		return builder.build();
	}

	/**
	 * Return settings with another limit for a backend that was lost.
	 * @param reconnectTimeout longest time that tasks wait for it to come back
	 * @return new settings
	 */
	public RunnerSettings withReconnectTimeout(Duration reconnectTimeout) {
		return new RunnerSettings(this.maxPendingBytes, this.maxUnfinished, this.whenFull, this.defaults, this.profiles,
				reconnectTimeout, this.gracePeriod, this.phase, this.beans, this.interceptors);
	}

	/**
	 * Return settings with another grace period.
	 * @param gracePeriod longest time for a stop. Spring itself waits for
	 * {@code spring.lifecycle.timeout-per-shutdown-phase} at most
	 * @return new settings
	 */
	public RunnerSettings withGracePeriod(Duration gracePeriod) {
		return new RunnerSettings(this.maxPendingBytes, this.maxUnfinished, this.whenFull, this.defaults, this.profiles,
				this.reconnectTimeout, gracePeriod, this.phase, this.beans, this.interceptors);
	}

	/**
	 * Return settings with another lifecycle phase.
	 * @param phase lifecycle phase of the runner, which starts before what has a higher
	 * one, and stops after it
	 * @return new settings
	 */
	public RunnerSettings withPhase(int phase) {
		return new RunnerSettings(this.maxPendingBytes, this.maxUnfinished, this.whenFull, this.defaults, this.profiles,
				this.reconnectTimeout, this.gracePeriod, phase, this.beans, this.interceptors);
	}

	/**
	 * Return settings with beans.
	 * @param beans makes the beans that tasks captured where they run in another process,
	 * or {@code null} if there are none
	 * @return new settings
	 */
	public RunnerSettings withBeans(@Nullable WorkerBeans beans) {
		return new RunnerSettings(this.maxPendingBytes, this.maxUnfinished, this.whenFull, this.defaults, this.profiles,
				this.reconnectTimeout, this.gracePeriod, this.phase, beans, this.interceptors);
	}

	/**
	 * Return settings with one more interceptor.
	 * @param interceptor the last interceptor, which is the closest to the task
	 * @return new settings
	 */
	public RunnerSettings withInterceptor(TaskInterceptor interceptor) {
		List<TaskInterceptor> interceptors = new ArrayList<>(this.interceptors);
		interceptors.add(interceptor);
		return new RunnerSettings(this.maxPendingBytes, this.maxUnfinished, this.whenFull, this.defaults, this.profiles,
				this.reconnectTimeout, this.gracePeriod, this.phase, this.beans, interceptors);
	}

	/**
	 * Return the settings of a runner within a task in another process. It ends with that
	 * process, and has its memory.
	 * @param maxPendingBytes number of bytes that the serialized tasks which are not
	 * finished may hold together there, unless it is less here
	 * @return new settings
	 */
	public RunnerSettings withinTask(long maxPendingBytes) {
		return new RunnerSettings(Math.min(maxPendingBytes, this.maxPendingBytes), this.maxUnfinished, this.whenFull,
				this.defaults, this.profiles, this.reconnectTimeout, Duration.ZERO, this.phase, this.beans,
				this.interceptors);
	}

	/**
	 * Return these settings as bytes, for tasks that submit tasks.
	 * @throws BackendUnavailableException if they hold what cannot travel
	 */
	public byte[] serializedBy(TaskSerializer serializer) {
		try {
			return serializer.writeValue(this);
		}
		catch (TaskSerializationException ex) {
			throw new BackendUnavailableException(
					"The settings of the runner cannot travel to its tasks, which may submit tasks of their own. "
							+ ex.getMessage(),
					"Look for what sets options in code, such as a retry policy of your own.", ex);
		}
	}

	/**
	 * What {@code submit} does when the unfinished tasks are too many or too large.
	 */
	public enum WhenFull {

		/**
		 * Wait until there is room.
		 */
		BLOCK,

		/**
		 * Throw a {@link io.github.raytaskrunner.RayTaskRejectedException}.
		 */
		REJECT

	}

}
