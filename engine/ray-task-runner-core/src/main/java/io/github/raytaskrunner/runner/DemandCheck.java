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

package io.github.raytaskrunner.runner;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.settings.TaskSpec;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Sees to it that no task waits in silence for resources that the backend does not have.
 */
final class DemandCheck {

	private static final Log logger = LogFactory.getLog(DemandCheck.class);

	/**
	 * Beyond this number of different demands warnings may be repeated.
	 */
	private static final int MAX_REMEMBERED = 1000;

	private final Set<Resources> reported = ConcurrentHashMap.newKeySet();

	private final Backend backend;

	DemandCheck(Backend backend) {
		this.backend = backend;
	}

	/**
	 * Check the demand of a task, and warn once of one that is not met at present.
	 * @param spec the task
	 * @throws IllegalArgumentException if the demand can never be met
	 */
	void check(TaskSpec spec) {
		String missing;
		try {
			missing = this.backend.missing(spec.resources());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Task '" + spec.name() + "' can never run: " + ex.getMessage(), ex);
		}
		if (missing != null && this.reported.add(spec.resources())) {
			logger.warn("Task '" + spec.name() + "' and others that ask for " + spec.resources().amounts()
					+ " wait until the cluster has grown: " + missing);
			if (this.reported.size() > MAX_REMEMBERED) {
				this.reported.clear();
			}
		}
	}

}
