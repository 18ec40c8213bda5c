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

import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskOptions;

import org.springframework.util.Assert;

/**
 * Submits tasks to a runner with options. A task that captures it submits with the same
 * options to the runner of the place where it runs.
 */
final class OptionsSubmitter extends AbstractSubmitter {

	private final DefaultRayTaskRunner runner;

	private final TaskOptions options;

	OptionsSubmitter(DefaultRayTaskRunner runner, TaskOptions options) {
		this.runner = runner;
		this.options = options;
	}

	@Override
	public RayTaskSubmitter with(TaskOptions options) {
		Assert.notNull(options, "'options' must not be null");
		return new OptionsSubmitter(this.runner, this.options.overriddenBy(options));
	}

	@Override
	StartedRunner started() {
		return this.runner.started();
	}

	@Override
	TaskOptions options() {
		return this.options;
	}

}
