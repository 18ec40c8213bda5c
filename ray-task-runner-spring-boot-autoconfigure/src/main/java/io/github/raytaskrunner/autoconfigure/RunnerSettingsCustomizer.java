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

import io.github.raytaskrunner.settings.RunnerSettings;

/**
 * Changes the settings that properties gave a runner, in ways that properties cannot,
 * such as a retry policy for certain exceptions, or computed profiles.
 * <p>
 * Beans of this type are applied in their order to each runner of a
 * {@link RayTaskRunnerFactory}, the auto-configured one included, and not to runners that
 * an application makes otherwise.
 */
@FunctionalInterface
public interface RunnerSettingsCustomizer {

	/**
	 * Change settings. Called while the runner is created, so it must not need the
	 * runner.
	 * @param settings the settings
	 * @return the settings to use instead, never {@code null}
	 */
	RunnerSettings customize(RunnerSettings settings);

}
