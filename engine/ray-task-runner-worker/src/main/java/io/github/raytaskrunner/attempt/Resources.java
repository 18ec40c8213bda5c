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

package io.github.raytaskrunner.attempt;

import java.util.Collections;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Resources that a call occupies while it runs, and where and in what environment it
 * runs.
 *
 * @param amounts amount by Ray's name of the resource: {@code CPU}, {@code GPU},
 * {@code memory} in bytes, or that of a custom resource
 * @param runtimeEnv the fields of Ray's runtime environment as a JSON object, or empty
 * for that of the application
 * @param placementGroup where the resources are reserved, or {@code null}
 */
public record Resources(Map<String, Double> amounts, String runtimeEnv, @Nullable PlacementGroup placementGroup) {

	/**
	 * What a task occupies if nothing else is asked for: one CPU.
	 */
	public static final Resources DEFAULT = new Resources(Map.of("CPU", 1.0));

	public Resources {
		// messages have one order then
		amounts = Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(amounts)));
	}

	/**
	 * Create resources without an environment of their own.
	 * @param amounts amount by Ray's name of the resource
	 */
	public Resources(Map<String, Double> amounts) {
		this(amounts, "", null);
	}

	/**
	 * Return the amount of a resource.
	 * @param resource Ray's name of the resource
	 * @return the amount, zero if it is not asked for
	 */
	public double amount(String resource) {
		Double amount = this.amounts.get(resource);
		return (amount != null) ? amount : 0;
	}

	/**
	 * Describe the resources of which more is asked for than there is.
	 * @param available what there is of the resource of a name
	 * @param description describes one of them, by its name
	 * @return the descriptions, or {@code null} if there is enough of each resource
	 */
	public @Nullable String lacking(ToDoubleFunction<String> available, UnaryOperator<String> description) {
		StringJoiner lacking = new StringJoiner("; ");
		this.amounts.forEach((resource, amount) -> {
			if (amount > available.applyAsDouble(resource)) {
				lacking.add(description.apply(resource));
			}
		});
		return (lacking.length() > 0) ? lacking.toString() : null;
	}

	/**
	 * A placement group of Ray: resources that were reserved together.
	 *
	 * @param name its name in the namespace of the job
	 * @param bundleIndex index of the bundle in it, or -1 for any
	 */
	public record PlacementGroup(String name, int bundleIndex) {

	}

}
