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

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.launch.DefaultsVariable;
import io.github.raytaskrunner.launch.EnvironmentNames;
import io.github.raytaskrunner.launch.LogVariable;
import io.github.raytaskrunner.launch.ProcessDefaults;
import io.github.raytaskrunner.launch.SettingsVariable;
import org.jspecify.annotations.Nullable;

/**
 * The properties by which Ray, in the driver, knows about its job.
 *
 * @param values values by the names of the properties, without those of the code
 */
record RayJobProperties(Map<String, String> values) {

	/**
	 * Share of a node's memory for all its workers' heaps. The object store takes 30 %.
	 */
	private static final double WORKERS_SHARE_PERCENT = 50;

	private static final String ENVIRONMENT = "ray.job.runtime-env.env-vars.";

	/**
	 * A node starts workers with their environment in one word of a command line, as JSON
	 * of ASCII, and Linux takes words of 128 KB. Ray adds some hundred characters.
	 */
	private static final int MAX_ENVIRONMENT_LENGTH = 125_000;

	/**
	 * Length of a character that is not ASCII, as JSON has it.
	 */
	private static final int ESCAPED_LENGTH = "\\u0000".length();

	private static final Pattern LOCALE_OF_WORKERS = Pattern.compile(Pattern.quote(ENVIRONMENT) + "(LANG|LC_[A-Z]+)");

	/**
	 * Create new properties.
	 * @throws IllegalArgumentException if a property is none of Ray, or anything holds a
	 * NUL, which no process can be told
	 */
	RayJobProperties {
		values = Map.copyOf(values);
		values.forEach((name, value) -> {
			if (!name.startsWith("ray.")) {
				throw new IllegalArgumentException("Not a property of Ray: '" + name + "'");
			}
			if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
				throw new IllegalArgumentException("The value of '" + name + "' must not have a NUL");
			}
		});
	}

	/**
	 * Return the properties.
	 * @param settings the settings, with properties of their own
	 * @param runnerSettings the serialized settings of the runner, for tasks that submit
	 * tasks
	 * @param fixedCluster description of the cluster if no nodes can join it, or
	 * {@code null} if they can
	 * @param cpusPerNode number of CPUs that share the memory of a node
	 * @return the properties
	 * @throws BackendUnavailableException if no worker could have the environment or the
	 * defaults of this process
	 */
	static RayJobProperties of(RaySettings settings, byte[] runnerSettings, @Nullable String fixedCluster,
			int cpusPerNode) {
		Map<String, String> properties = new LinkedHashMap<>(settings.driver().rayProperties());
		if (properties.keySet().stream().noneMatch(LOCALE_OF_WORKERS.asMatchPredicate())) {
			// on a node without a locale there are no file names, and so no classes, with
			// other than ASCII letters
			properties.put(ENVIRONMENT + "LC_ALL", "C.UTF-8");
		}
		properties.put("ray.job.namespace", settings.namespace());
		properties.put(ENVIRONMENT + EnvironmentNames.APPLICATION, settings.applicationName());
		properties.put(ENVIRONMENT + EnvironmentNames.SETTINGS, SettingsVariable.write(runnerSettings));
		properties.put(ENVIRONMENT + EnvironmentNames.DEFAULTS, defaults(settings.worker()));
		if (fixedCluster != null) {
			properties.put(ENVIRONMENT + EnvironmentNames.FIXED_CLUSTER, fixedCluster);
		}
		Map<String, String> logLevels = settings.worker().logLevels();
		if (logLevels != null) {
			properties.put(ENVIRONMENT + EnvironmentNames.LOG, LogVariable.write(logLevels));
		}
		requireFitting(properties);
		putList(properties, "ray.job.jvm-options", workerOptions(settings.worker(), cpusPerNode));
		return new RayJobProperties(properties);
	}

	/**
	 * Return the properties with those of the code.
	 * @param codePackages URIs of the packages with the application's code
	 * @return values by the names of the properties
	 */
	Map<String, String> withCode(List<String> codePackages) {
		Map<String, String> properties = new LinkedHashMap<>(this.values);
		putList(properties, "ray.job.runtime-env.jars", codePackages);
		return properties;
	}

	private static String defaults(RaySettings.Worker settings) {
		ProcessDefaults defaults = ApplicationDefaults.beyondOptions(settings.jvmOptions());
		try {
			return DefaultsVariable.write(defaults);
		}
		catch (IOException ex) {
			throw new BackendUnavailableException("Workers cannot have the default time zone " + defaults.timeZone(),
					"Set one that is serializable, or '-Duser.timezone=...' among 'ray.worker.jvm-options'.", ex);
		}
	}

	private static void requireFitting(Map<String, String> properties) {
		int length = properties.entrySet()
			.stream()
			.filter((property) -> property.getKey().startsWith(ENVIRONMENT))
			.mapToInt((property) -> length(property.getKey()) - ENVIRONMENT.length() + length(property.getValue()))
			.sum();
		if (length > MAX_ENVIRONMENT_LENGTH) {
			throw new BackendUnavailableException(
					"The environment of the workers is too long for Ray (" + length + " characters of at most "
							+ MAX_ENVIRONMENT_LENGTH + ")",
					"Have fewer or shorter 'ray.init.runtime-env.env-vars.*', 'ray.profiles.*' and "
							+ "'ray.beans.properties'.",
					null);
		}
	}

	private static int length(String text) {
		return text.chars().map((character) -> (character < 0x80) ? 1 : ESCAPED_LENGTH).sum()
				+ (int) text.lines().count();
	}

	private static List<String> workerOptions(RaySettings.Worker settings, int cpusPerNode) {
		List<String> options = new ArrayList<>();
		// a task that submits tasks lets values go, see ReferenceCollector
		options.add("-XX:+ExplicitGCInvokesConcurrent");
		options.add("-XX:MaxRAMPercentage=" + Math.max(1, WORKERS_SHARE_PERCENT / Math.max(1, cpusPerNode)));
		options.addAll(ApplicationDefaults.jvmOptions(settings.systemProperties()));
		options.addAll(settings.jvmOptions());
		return options;
	}

	private static void putList(Map<String, String> properties, String name, List<String> values) {
		for (int i = 0; i < values.size(); i++) {
			properties.put(name + "." + i, values.get(i));
		}
	}

	// what is told to Ray may be secret
	@Override
	public String toString() {
		return "RayJobProperties" + this.values.keySet();
	}

}
