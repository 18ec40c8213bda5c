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

package io.github.raytaskrunner.contract;

import io.github.raytaskrunner.backend.embedded.EmbeddedBackend;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;

/**
 * Runners whose tasks run in this process.
 */
public final class EmbeddedRunners {

	private EmbeddedRunners() {
	}

	/**
	 * Create a runner with two slots.
	 * @param settings the settings
	 * @return the runner, not started
	 */
	public static DefaultRayTaskRunner create(RunnerSettings settings) {
		return create(settings, 2);
	}

	static DefaultRayTaskRunner create(RunnerSettings settings, int slots) {
		ClassLoader classLoader = EmbeddedRunners.class.getClassLoader();
		TaskSerializer serializer = new TaskSerializer(classLoader, (captured) -> null);
		return new DefaultRayTaskRunner(settings, () -> new EmbeddedBackend(serializer, slots, classLoader), serializer,
				new ContractCaches());
	}

}
