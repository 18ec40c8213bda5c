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

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Checks and copies runtime environments of tasks, which Ray refuses late or not at all.
 */
final class RuntimeEnvs {

	/**
	 * What the Ray versions from 2.39 to 2.60 know: they ignore other fields.
	 */
	private static final Set<String> FIELDS = new TreeSet<>(Set.of("conda", "config", "container", "docker", "env_vars",
			"excludes", "image_uri", "mpi", "nsight", "pip", "py_executable", "py_modules", "rocprof_sys", "uv",
			"worker_process_setup_hook", "working_dir"));

	private RuntimeEnvs() {
	}

	/**
	 * Copy an environment. Copies of equal environments have the same order, because Ray
	 * compares environments by their texts and starts workers for each.
	 * @param runtimeEnv its fields by Ray's names
	 * @return an immutable copy
	 * @throws IllegalArgumentException if it cannot be that of a task
	 */
	static Map<String, Object> copyOf(Map<String, ?> runtimeEnv) {
		check(runtimeEnv);
		return copyOfMap(runtimeEnv);
	}

	private static Map<String, Object> copyOfMap(Map<?, ?> map) {
		Map<String, Object> copy = new TreeMap<>();
		map.forEach((name, value) -> {
			Assert.notNull(value, () -> "'" + name + "' of a runtime environment must not be null");
			copy.put(String.valueOf(name), copyOfValue(value));
		});
		return Collections.unmodifiableMap(copy);
	}

	private static Object copyOfValue(Object value) {
		if (value instanceof Map<?, ?> map) {
			return copyOfMap(map);
		}
		if (value instanceof Collection<?> collection) {
			return collection.stream().map(RuntimeEnvs::copyOfValue).toList();
		}
		return (value instanceof Object[] array) ? copyOfValue(Arrays.asList(array)) : value;
	}

	private static void check(Map<String, ?> runtimeEnv) {
		Assert.isTrue(!runtimeEnv.containsKey("java_jars"), "A runtime environment with 'java_jars' would have none "
				+ "of the application's classes: put the jars on the application's class path");
		for (Object field : runtimeEnv.keySet()) {
			Assert.isTrue(FIELDS.contains(String.valueOf(field)),
					() -> "Ray knows no '" + field + "' in a runtime environment, only " + FIELDS);
		}
		Assert.isTrue(!runtimeEnv.containsKey("config") || runtimeEnv.get("config") instanceof Map<?, ?>,
				"'config' of a runtime environment must be a map");
		Object variables = runtimeEnv.containsKey("env_vars") ? runtimeEnv.get("env_vars") : Map.of();
		Assert.isTrue(
				variables instanceof Map<?, ?> map && map.values().stream().allMatch(String.class::isInstance)
						&& map.keySet().stream().allMatch(RuntimeEnvs::isVariable),
				"'env_vars' of a runtime environment must be a map of texts, by names that are not empty and have no '='");
		runtimeEnv.forEach(RuntimeEnvs::checkText);
	}

	private static boolean isVariable(@Nullable Object name) {
		return name instanceof String text && !text.isEmpty() && text.indexOf('=') < 0;
	}

	// without the text itself, which may be a secret
	private static void checkText(String field, @Nullable Object value) {
		if (value instanceof CharSequence text) {
			RayText.ofProcess("'" + field + "' of a runtime environment", text.toString());
		}
		else if (value instanceof Map<?, ?> map) {
			checkText(field, map.keySet());
			checkText(field, map.values());
		}
		else if (value instanceof Collection<?> collection) {
			collection.forEach((element) -> checkText(field, element));
		}
		else if (value instanceof Object[] array) {
			checkText(field, Arrays.asList(array));
		}
	}

}
