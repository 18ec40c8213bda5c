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

package io.github.raytaskrunner.launch;

/**
 * Names of the environment variables that an application gives to processes on a cluster.
 */
public final class EnvironmentNames {

	/**
	 * The {@link DriverConfig} of a driver.
	 */
	public static final String DRIVER = "RAY_TASK_RUNNER_DRIVER";

	/**
	 * The settings of the runner for tasks that submit tasks, see
	 * {@link SettingsVariable}.
	 */
	public static final String SETTINGS = "RAY_TASK_RUNNER_SETTINGS";

	/**
	 * The description of the cluster for tasks that submit tasks, if no nodes can join
	 * it.
	 */
	public static final String FIXED_CLUSTER = "RAY_TASK_RUNNER_FIXED_CLUSTER";

	/**
	 * Default time zone and locales of the application, see {@link DefaultsVariable}.
	 */
	public static final String DEFAULTS = "RAY_TASK_RUNNER_DEFAULTS";

	/**
	 * Says that what tasks log is told to the application, and with which levels they
	 * log, see {@link LogVariable}.
	 */
	public static final String LOG = "RAY_TASK_RUNNER_LOG";

	/**
	 * The application's name. Nobody reads it but people: Ray's dashboard shows it with
	 * the job, which has no name of its own.
	 */
	public static final String APPLICATION = "RAY_TASK_RUNNER_APPLICATION";

	private EnvironmentNames() {
	}

}
