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

import io.github.raytaskrunner.backend.ray.RaySettings.DriverLaunch;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * Tests of the runner on the newest Ray that is supported.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class NewestRayTaskRunnerTests extends SharedRunnerContract {

	@Override
	protected DefaultRayTaskRunner createRunner(RunnerSettings settings) {
		return RayRunners.create(RayVersions.NEWEST, DriverLaunch.CHILD, settings);
	}

	@Nested
	class Python extends PythonContract {

		Python() {
			super(NewestRayTaskRunnerTests.this);
		}

	}

}
