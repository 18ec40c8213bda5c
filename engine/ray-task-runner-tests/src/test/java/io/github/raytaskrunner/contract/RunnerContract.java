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

import java.nio.file.Path;

import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * What a runner does on one backend, in parts. The backend has two slots at least.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
public abstract class RunnerContract {

	private DefaultRayTaskRunner runner;

	@TempDir
	private Path directory;

	/**
	 * Create a new runner, which is not started.
	 * @param settings the settings
	 * @return the runner
	 */
	protected abstract DefaultRayTaskRunner createRunner(RunnerSettings settings);

	@BeforeAll
	void startRunner() {
		this.runner = createRunner(ContractPart.SETTINGS);
		this.runner.start();
	}

	@AfterAll
	void stopRunner() {
		if (this.runner != null) {
			this.runner.stop();
		}
	}

	/**
	 * Return the runner that the tests share.
	 * @return the runner, started
	 */
	protected DefaultRayTaskRunner runner() {
		return this.runner;
	}

	/**
	 * Return how many times as often tests provoke a race as on a backend with processes.
	 * @return the factor
	 */
	protected int raceFactor() {
		return 1;
	}

	/**
	 * Return where tasks and tests share files.
	 * @return the directory
	 */
	Path directory() {
		return this.directory;
	}

}
