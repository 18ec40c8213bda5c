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

import io.github.raytaskrunner.backend.ray.DriverException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows what a driver said that did not start.
 */
class DriverFailureAnalyzer extends AbstractFailureAnalyzer<DriverException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DriverException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), """
				Correct what the driver complains about; 'ray.driver.jvm-options' and 'ray.driver.ssl.*' are the usual \
				causes. If it took too long, allow more time by 'ray.driver.start-timeout'; a Ray job waits for a free \
				place on the cluster's head.""", cause);
	}

}
