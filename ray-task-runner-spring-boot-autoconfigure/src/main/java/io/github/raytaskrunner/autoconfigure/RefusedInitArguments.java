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

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Arguments of {@code ray.init} that make no sense here, and what to do instead. None of
 * them is a property.
 */
final class RefusedInitArguments {

	private static final String FOR_PYTHON = "tasks run on Java workers, which Ray starts without it: it is for "
			+ "Python. ";

	private static final String FOR_CALLS_OF_PYTHON = "Ray's Java jobs cannot have it. Calls of Python functions can: "
			+ "'ray.profiles.<name>.runtime-env.%s'. What tasks in Java need belongs on the application's class path";

	private static final String FOR_A_TASK = "Ray's Java jobs cannot have it. A task can: "
			+ "'ray.profiles.<name>.runtime-env.%s'";

	private static final String OF_PYTHON = "it only concerns what Ray's Python code prints in the process that starts "
			+ "the cluster, which is shown if the start fails. For driver and workers use 'ray.init.logging-level', or "
			+ "'-Dray.logging.*' in 'ray.driver.jvm-options' and 'ray.worker.jvm-options'";

	private static final String OF_THE_CLUSTER = "a temporary cluster keeps to loopback and to one private directory, "
			+ "so that it disturbs nobody and leaves nothing behind. Start a cluster of your own with 'ray start' to "
			+ "have it otherwise";

	private static final Map<String, String> REASONS = reasons();

	private RefusedInitArguments() {
	}

	/**
	 * Return why a property that does not exist makes no sense.
	 * @param property name of the property in any notation, such as
	 * {@code ray.init.local-mode}
	 * @return why, and what to do instead, or {@code null} if no reason is known
	 */
	static @Nullable String reason(String property) {
		String name = uniform(property);
		return REASONS.entrySet()
			.stream()
			.filter((reason) -> name.startsWith(uniform("ray.init." + reason.getKey())))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the names of the arguments in kebab case.
	 * @return name and reason of each
	 */
	static Map<String, String> all() {
		return REASONS;
	}

	private static String uniform(String name) {
		return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

	private static Map<String, String> reasons() {
		Map<String, String> reasons = new TreeMap<>();
		reasons.put("address", "set 'ray.address'");
		reasons.put("allow-multiple", "an application may have several runners anyway, each with a Ray of its own");
		reasons.put("configure-logging", OF_PYTHON);
		reasons.put("driver-object-store-memory", "Ray itself has no use for it any more: leave it out");
		reasons.put("enable-object-reconstruction", "Ray does not rebuild the objects of Java tasks: a value that is "
				+ "lost with its node is a ResultLostException");
		reasons.put("ignore-reinit-error", "each runner connects to Ray once, in a process of its own: leave it out");
		reasons.put("job-config", "it is an object of Python: use 'ray.init.namespace', 'ray.init.runtime-env.*' and "
				+ "'ray.worker.jvm-options'");
		reasons.put("local-mode",
				"Ray itself no longer has it: set 'ray.address=embedded' to run tasks in this process");
		reasons.put("logging-config", OF_PYTHON);
		reasons.put("logging-format", OF_PYTHON);
		reasons.put("node-ip-address", OF_THE_CLUSTER);
		reasons.put("proxy-server-url", "this application itself uses the dashboard, which must be Ray's own");
		reasons.put("redis-max-memory", OF_THE_CLUSTER);
		reasons.put("redis-password", OF_THE_CLUSTER);
		reasons.put("redis-username", OF_THE_CLUSTER);
		reasons.put("skip-env-hook", "it is internal to Ray");
		reasons.put("storage", "Ray itself has it no more");
		reasons.put("temp-dir", OF_THE_CLUSTER);
		reasons.put("tracing-startup-hook", FOR_PYTHON + "Leave it out");
		reasons.put("runtime-env.conda", FOR_CALLS_OF_PYTHON.formatted("conda"));
		reasons.put("runtime-env.container", FOR_A_TASK.formatted("container"));
		reasons.put("runtime-env.docker", FOR_A_TASK.formatted("container"));
		reasons.put("runtime-env.excludes", "the application's class path is taken to the workers as it is");
		reasons.put("runtime-env.image-uri", FOR_A_TASK.formatted("image_uri"));
		reasons.put("runtime-env.java-jars", "the application's class path is taken to the workers: put them there");
		reasons.put("runtime-env.mpi", FOR_PYTHON + "Leave it out");
		reasons.put("runtime-env.nsight", FOR_PYTHON + "Use a profiler of Java by 'ray.worker.jvm-options'");
		reasons.put("runtime-env.pip", FOR_CALLS_OF_PYTHON.formatted("pip"));
		reasons.put("runtime-env.py-executable", FOR_PYTHON + "Leave it out");
		reasons.put("runtime-env.py-modules", FOR_CALLS_OF_PYTHON.formatted("py_modules"));
		reasons.put("runtime-env.rocprof-sys", FOR_PYTHON + "Use a profiler of Java by 'ray.worker.jvm-options'");
		reasons.put("runtime-env.uv", FOR_CALLS_OF_PYTHON.formatted("uv"));
		reasons.put("runtime-env.worker-process-setup-hook", FOR_PYTHON + "Leave it out");
		reasons.put("runtime-env.working-dir", FOR_A_TASK.formatted("working_dir")
				+ ", which has to be a URI. Files also travel on the application's class path");
		return Collections.unmodifiableMap(reasons);
	}

}
