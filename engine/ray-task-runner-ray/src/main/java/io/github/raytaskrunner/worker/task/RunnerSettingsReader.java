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

package io.github.raytaskrunner.worker.task;

import java.util.Objects;
import java.util.function.Supplier;

import io.github.raytaskrunner.launch.SettingsVariable;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of the application's runner from the environment of this process,
 * once. Safe for use by several threads.
 */
final class RunnerSettingsReader implements Supplier<RunnerSettings> {

	private final TaskSerializer serializer;

	private @Nullable RunnerSettings settings;

	RunnerSettingsReader(TaskSerializer serializer) {
		this.serializer = serializer;
	}

	@Override
	public synchronized RunnerSettings get() {
		RunnerSettings settings = this.settings;
		if (settings == null) {
			settings = (RunnerSettings) Objects.requireNonNull(this.serializer.readValue(SettingsVariable.read()));
			this.settings = settings;
		}
		return settings;
	}

}
