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

package io.github.raytaskrunner.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskOptionsBuilder;
import io.github.raytaskrunner.settings.RetrySettings;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Maps {@code ray.profiles.*} and {@code ray.runner.*} to the options of tasks.
 */
final class Profiles {

	private static final RayProperties.Retry NOTHING = new RayProperties.Retry(null, null, null, null, null);

	private final RayProperties properties;

	Profiles(RayProperties properties) {
		this.properties = properties;
	}

	TaskOptions defaults() {
		RayProperties.Runner runner = this.properties.runner();
		TaskOptionsBuilder options = TaskOptions.builder();
		set("ray.runner.crash-retries", runner.crashRetries(), options::crashRetries);
		set("ray.runner.time-limit", runner.timeLimit(), options::timeLimit);
		retry(runner.retry(), options);
		return options.build();
	}

	Map<String, TaskOptions> all() {
		return this.properties.profiles()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey,
					(entry) -> options("ray.profiles." + entry.getKey(), entry.getValue())));
	}

	private TaskOptions options(String prefix, RayProperties.Profile profile) {
		TaskOptionsBuilder options = TaskOptions.builder();
		set(prefix + ".num-cpus", profile.numCpus(), options::numCpus);
		set(prefix + ".num-gpus", profile.numGpus(), options::numGpus);
		set(prefix + ".memory", profile.memory(), options::memory);
		profile.resources()
			.forEach((name, amount) -> set(prefix + ".resources." + name, amount,
					(value) -> options.resource(name, value)));
		if (!profile.runtimeEnv().isEmpty()) {
			// values of variables may be secrets
			set(prefix + ".runtime-env", profile.runtimeEnv().keySet(),
					(names) -> options.runtimeEnv(runtimeEnv(profile.runtimeEnv())));
		}
		if (StringUtils.hasText(profile.placementGroup())) {
			set(prefix + ".placement-group", profile.placementGroup(), options::placementGroup);
			set(prefix + ".bundle-index", profile.bundleIndex(), options::bundleIndex);
		}
		set(prefix + ".crash-retries", profile.crashRetries(), options::crashRetries);
		set(prefix + ".time-limit", profile.timeLimit(), options::timeLimit);
		if (StringUtils.hasText(profile.cache())) {
			options.cache(profile.cache());
		}
		// a default that is set in code holds for a profile that says nothing of retries
		if (!profile.retry().equals(NOTHING)) {
			retry(merged(this.properties.runner().retry(), profile.retry()), options);
		}
		return options.build();
	}

	private static <V> void set(String property, @Nullable V value, Consumer<V> setter) {
		if (value == null) {
			return;
		}
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException ex) {
			throw InvalidValue.of(property, value, String.valueOf(ex.getMessage()), ex);
		}
	}

	private static RayProperties.Retry merged(RayProperties.Retry outer, RayProperties.Retry inner) {
		return new RayProperties.Retry(or(inner.maxRetries(), outer.maxRetries()), or(inner.delay(), outer.delay()),
				or(inner.multiplier(), outer.multiplier()), or(inner.maxDelay(), outer.maxDelay()),
				or(inner.jitter(), outer.jitter()));
	}

	private static <V> @Nullable V or(@Nullable V value, @Nullable V other) {
		return (value != null) ? value : other;
	}

	private static void retry(RayProperties.Retry retry, TaskOptionsBuilder options) {
		Long maxRetries = retry.maxRetries();
		if (maxRetries != null) {
			options.retry((maxRetries > 0)
					? new RetrySettings(maxRetries, retry.delay(), retry.multiplier(), retry.maxDelay(), retry.jitter())
					: null);
		}
	}

	// variables are texts, as no number in YAML is; what else is within a field is not
	// ours
	private static Map<String, Object> runtimeEnv(Map<String, Object> properties) {
		Map<String, Object> fields = inNamesOfRay(properties);
		if (fields.get("config") instanceof Map<?, ?> config) {
			fields.put("config", inNamesOfRay(config));
		}
		if (fields.get("env_vars") instanceof Map<?, ?> variables) {
			Map<String, String> texts = new LinkedHashMap<>();
			variables.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
			fields.put("env_vars", texts);
		}
		return fields;
	}

	private static Map<String, Object> inNamesOfRay(Map<?, ?> properties) {
		Map<String, Object> fields = new LinkedHashMap<>();
		properties.forEach((name, value) -> fields.put(String.valueOf(name).replace('-', '_'), value));
		return fields;
	}

}
