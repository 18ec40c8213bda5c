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

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.github.raytaskrunner.PlacementGroup;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.serialization.ItemNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter;
import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.util.IdGenerator;

/**
 * Makes {@link TaskSpec specs} of what the options of a task, its profile and the
 * settings say, in this order.
 */
public final class TaskSpecs {

	private final IdGenerator keys = new AlternativeJdkIdGenerator();

	private final RunnerSettings settings;

	/**
	 * Create specs for the tasks of a runner.
	 * @param settings its settings
	 */
	public TaskSpecs(RunnerSettings settings) {
		this.settings = settings;
	}

	/**
	 * Return how to run a task.
	 * @param options options of the task
	 * @param defaultName name of the task unless its options have one
	 * @param item name of the item that the task is for, or {@code null}
	 * @param depth how many tasks of this process may wait for it, each for the next
	 * @return the spec
	 * @throws IllegalArgumentException if there is no such profile, or a cache key but no
	 * cache
	 */
	public TaskSpec of(TaskOptions options, String defaultName, @Nullable String item, int depth) {
		String commonName = (options.name() != null) ? options.name() : defaultName;
		String name = (item != null) ? ItemNames.name(commonName, item) : commonName;
		String key = (options.key() != null) ? options.key() : this.keys.generateId().toString();
		TaskOptions all = this.settings.defaults().overriddenBy(profile(options.profile(), name)).overriddenBy(options);
		return new TaskSpec(commonName, name, key, resources(all), all.retry(),
				Objects.requireNonNull(all.crashRetries()), all.timeLimit(), cacheKey(all, name),
				TaskContext.current().map(TaskContext::key).orElse(null), depth);
	}

	private static @Nullable CacheKey cacheKey(TaskOptions options, String name) {
		Object key = options.cacheKey();
		if (key == null) {
			return null;
		}
		String cache = options.cache();
		if (cache == null) {
			throw new IllegalArgumentException("Task '" + name + "' has the cache key '" + key
					+ "' but no cache: set the option 'cache', or ray.profiles.<name>.cache of its profile");
		}
		return new CacheKey(cache, key);
	}

	private TaskOptions profile(@Nullable String profile, String name) {
		if (profile == null) {
			return TaskOptions.none();
		}
		TaskOptions options = this.settings.profiles().get(profile);
		if (options == null) {
			Set<String> profiles = new TreeSet<>(this.settings.profiles().keySet());
			throw new IllegalArgumentException(
					"Task '" + name + "' has the unknown profile '" + profile + "': configure ray.profiles." + profile
							+ ".*" + (profiles.isEmpty() ? "" : ", or use one of " + profiles));
		}
		return options;
	}

	private static Resources resources(TaskOptions options) {
		Map<String, Object> runtimeEnv = options.runtimeEnv();
		if (options.resources().isEmpty() && runtimeEnv == null && options.placementGroup() == null) {
			return Resources.DEFAULT;
		}
		Map<String, Double> amounts = new HashMap<>(Resources.DEFAULT.amounts());
		options.resources().forEach((resource, amount) -> {
			// That a task needs no CPU has to be said, all else it does not need anyway.
			if (amount != null && (amount > 0 || amounts.containsKey(resource))) {
				amounts.put(resource, amount);
			}
		});
		return new Resources(amounts, runtimeEnv(options.runtimeEnv()), placementGroup(options.placementGroup()));
	}

	private static String runtimeEnv(@Nullable Map<String, Object> fields) {
		return (fields != null && !fields.isEmpty()) ? JsonWriter.standard().writeToString(fields) : "";
	}

	private static Resources.@Nullable PlacementGroup placementGroup(@Nullable PlacementGroup group) {
		return (group != null) ? new Resources.PlacementGroup(group.name(), group.bundleIndex()) : null;
	}

}
