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

package io.github.raytaskrunner.backend;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.github.raytaskrunner.PlacementGroup;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter;

/**
 * Resources that a call occupies while it runs, and where and in what environment it
 * runs.
 *
 * @param amounts amount by Ray's name of the resource: {@code CPU}, {@code GPU},
 * {@code memory} in bytes, or that of a custom resource
 * @param runtimeEnv the fields of Ray's runtime environment, empty for that of the
 * application
 * @param placementGroup where the resources are reserved, or {@code null}
 */
public record Resources(Map<String, Double> amounts, Map<String, Object> runtimeEnv,
		@Nullable PlacementGroup placementGroup) {

	/**
	 * What a task occupies if nothing else is asked for: one CPU.
	 */
	public static final Resources DEFAULT = new Resources(Map.of("CPU", 1.0));

	public Resources {
		amounts = sorted(amounts);
		runtimeEnv = sorted(runtimeEnv);
	}

	// messages have one order then
	private static <V> Map<String, V> sorted(Map<String, V> map) {
		return Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(map)));
	}

	/**
	 * Create resources without an environment of their own.
	 * @param amounts amount by Ray's name of the resource
	 */
	public Resources(Map<String, Double> amounts) {
		this(amounts, Map.of(), null);
	}

	/**
	 * Return the runtime environment as a JSON object.
	 * @return the JSON text, empty for the environment of the application
	 */
	public String runtimeEnvJson() {
		return this.runtimeEnv.isEmpty() ? "" : JsonWriter.standard().writeToString(this.runtimeEnv);
	}

	/**
	 * Return the amount of a resource.
	 * @param resource Ray's name of the resource
	 * @return the amount, zero if it is not asked for
	 */
	public double amount(String resource) {
		return this.amounts.getOrDefault(resource, 0.0);
	}

	/**
	 * Describe the resources of which more is asked for than there is.
	 * @param available what there is of the resource of a name
	 * @param description describes one of them, by its name
	 * @return the descriptions, or {@code null} if there is enough of each resource
	 */
	public @Nullable String lacking(ToDoubleFunction<String> available, UnaryOperator<String> description) {
		String lacking = this.amounts.keySet()
			.stream()
			.filter((resource) -> amount(resource) > available.applyAsDouble(resource))
			.map(description)
			.collect(Collectors.joining("; "));
		return lacking.isEmpty() ? null : lacking;
	}

}
