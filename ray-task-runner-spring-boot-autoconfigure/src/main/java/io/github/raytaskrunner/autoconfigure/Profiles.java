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
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.raytaskrunner.RemoteOptions;
import io.github.raytaskrunner.scheduling.AttemptDefaults;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Maps {@code ray.profiles.*} properties to the options of tasks.
 */
final class Profiles {

	private Profiles() {
	}

	static Map<String, RemoteOptions> of(Map<String, RayProperties.Profile> profiles) {
		return profiles.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey,
					(entry) -> of("ray.profiles." + entry.getKey(), entry.getValue())));
	}

	static Map<String, AttemptDefaults> attemptsOf(Map<String, RayProperties.Profile> profiles) {
		return profiles.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> attemptsOf(entry.getValue())));
	}

	private static AttemptDefaults attemptsOf(RayProperties.Profile profile) {
		return new AttemptDefaults(profile.crashRetries(), profile.timeLimit(), retryOf(profile.retry()));
	}

	static AttemptDefaults.Retry retryOf(RayProperties.Retry retry) {
		return new AttemptDefaults.Retry(retry.maxRetries(), retry.delay(), retry.multiplier(), retry.maxDelay(),
				retry.jitter());
	}

	private static RemoteOptions of(String prefix, RayProperties.Profile profile) {
		RemoteOptions options = RemoteOptions.none();
		if (profile.numCpus() != null) {
			options = set(prefix + ".num-cpus", profile.numCpus(), options::cpus);
		}
		if (profile.numGpus() != null) {
			options = set(prefix + ".num-gpus", profile.numGpus(), options::gpus);
		}
		if (profile.memory() != null) {
			options = set(prefix + ".memory", profile.memory(), options::memory);
		}
		for (Map.Entry<String, Double> resource : profile.resources().entrySet()) {
			RemoteOptions others = options;
			options = set(prefix + ".resources." + resource.getKey(), resource.getValue(),
					(amount) -> others.resource(resource.getKey(), amount));
		}
		if (!profile.runtimeEnv().isEmpty()) {
			RemoteOptions others = options;
			// values of variables may be secrets
			options = set(prefix + ".runtime-env", profile.runtimeEnv().keySet(),
					(names) -> others.runtimeEnv(runtimeEnv(profile.runtimeEnv())));
		}
		String group = profile.placementGroup();
		if (StringUtils.hasText(group)) {
			Integer bundle = profile.bundleIndex();
			RemoteOptions others = options;
			options = set(prefix + ".placement-group", group,
					(name) -> (bundle != null) ? others.placementGroup(name, bundle) : others.placementGroup(name));
		}
		return options;
	}

	private static <V> RemoteOptions set(String property, V value, Function<V, RemoteOptions> setter) {
		try {
			return setter.apply(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(property, value, String.valueOf(ex.getMessage()), ex);
		}
	}

	// Ray's names have underscores, and variables that are texts: a number in YAML is
	// none
	private static Map<String, Object> runtimeEnv(Map<String, Object> properties) {
		Map<String, Object> fields = new LinkedHashMap<>();
		properties.forEach((name, value) -> fields.put(name.replace('-', '_'), value));
		if (fields.get("env_vars") instanceof Map<?, ?> variables) {
			Map<String, String> texts = new LinkedHashMap<>();
			variables.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
			fields.put("env_vars", texts);
		}
		return fields;
	}

}
