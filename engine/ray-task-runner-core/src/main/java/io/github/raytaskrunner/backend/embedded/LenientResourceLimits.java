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

package io.github.raytaskrunner.backend.embedded;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.raytaskrunner.attempt.Resources;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Limits for tasks that were written for a cluster and run here instead, in a test say.
 * What asks for more gets what there is, and one warning says so. Safe for use by several
 * threads.
 */
public final class LenientResourceLimits extends ResourceLimits {

	private static final Log logger = LogFactory.getLog(LenientResourceLimits.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Create new limits.
	 * @param amounts the amounts by name; by default the memory is that of the heap
	 */
	public LenientResourceLimits(Map<String, Double> amounts) {
		super(amounts);
	}

	@Override
	Resources occupied(Resources resources) {
		Set<String> missing = new TreeSet<>();
		Map<String, Double> occupied = new TreeMap<>(resources.amounts());
		occupied.replaceAll((name, amount) -> {
			if (amount > amount(name)) {
				missing.add(name);
			}
			return Math.min(amount, amount(name));
		});
		if (!resources.runtimeEnv().isEmpty()) {
			missing.add("runtime environment");
		}
		if (resources.placementGroup() != null) {
			missing.add("placement group");
		}
		if (!missing.isEmpty() && this.warned.compareAndSet(false, true)) {
			logger.warn("Tasks ask for what there is only on the cluster, such as " + missing
					+ ", and run embedded with what this process has (said once)");
		}
		return new Resources(occupied);
	}

}
