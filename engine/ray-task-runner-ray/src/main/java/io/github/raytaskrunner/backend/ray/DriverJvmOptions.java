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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.github.raytaskrunner.backend.SettingsVariable;

/**
 * Options of the driver's JVM, those that tell Ray about its job among them.
 */
final class DriverJvmOptions {

	/**
	 * Values pass through the driver only in part, so its heap is small; large arrays
	 * fragment other collectors' heaps. Half a driver is worse than none.
	 */
	private static final List<String> DEFAULTS = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
			"-Dfile.encoding=UTF-8");

	/**
	 * Share of a node's memory for all its workers' heaps. The object store takes 30 %.
	 */
	private static final double WORKERS_SHARE_PERCENT = 50;

	private static final String ENVIRONMENT = "-Dray.job.runtime-env.env-vars.";

	private static final Pattern LOCALE_OF_WORKERS = Pattern.compile(ENVIRONMENT + "(LANG|LC_[A-Z]+)=.*");

	private DriverJvmOptions() {
	}

	/**
	 * Return the options.
	 * @param runnerSettings the serialized settings of the runner, for tasks that submit
	 * tasks
	 * @param cpusPerNode number of CPUs that share the memory of a node
	 * @param codePackages URIs of the packages with the application's code
	 */
	static List<String> of(RaySettings settings, byte[] runnerSettings, int cpusPerNode, List<String> codePackages) {
		List<String> options = new ArrayList<>(DEFAULTS);
		options.addAll(settings.driver().jvmOptions());
		if (options.stream().noneMatch(LOCALE_OF_WORKERS.asMatchPredicate())) {
			// on a node without a locale there are no file names, and so no classes, with
			// other than ASCII letters
			options.add(ENVIRONMENT + "LC_ALL=C.UTF-8");
		}
		options.add("-Dray.job.namespace=" + settings.namespace());
		// the dashboard shows it with the job, which has no name of its own
		options.add(ENVIRONMENT + "RAY_TASK_RUNNER_APPLICATION=" + settings.applicationName());
		options.add(ENVIRONMENT + SettingsVariable.NAME + "=" + SettingsVariable.write(runnerSettings));
		addList(options, "ray.job.runtime-env.jars", codePackages);
		List<String> workerOptions = new ArrayList<>();
		// a task that submits tasks lets values go, see ReferenceCollector
		workerOptions.add("-XX:+ExplicitGCInvokesConcurrent");
		workerOptions.add("-XX:MaxRAMPercentage=" + Math.max(1, WORKERS_SHARE_PERCENT / Math.max(1, cpusPerNode)));
		workerOptions.addAll(ApplicationDefaults.jvmOptions(settings.worker().systemProperties()));
		workerOptions.addAll(settings.worker().jvmOptions());
		addList(options, "ray.job.jvm-options", workerOptions);
		return options;
	}

	private static void addList(List<String> options, String name, List<String> values) {
		for (int i = 0; i < values.size(); i++) {
			options.add("-D" + name + "." + i + "=" + values.get(i));
		}
	}

}
