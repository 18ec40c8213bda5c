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

package io.github.raytaskrunner.backend.ray;

import java.time.Duration;

import io.github.raytaskrunner.launch.DriverEndpoint;

/**
 * A driver process that listens.
 */
interface LaunchedDriver {

	/**
	 * Return where the driver listens.
	 */
	DriverEndpoint endpoint();

	/**
	 * Say whether the driver is known to have ended. May ask the cluster.
	 */
	boolean hasEnded();

	/**
	 * Return what is known about why the driver cannot be reached, and where to look.
	 * Waits a moment for a process that is just ending.
	 */
	String describeEnd();

	/**
	 * End the driver: by asking, and by force once the timeout is over.
	 */
	void stop(Duration timeout);

}
