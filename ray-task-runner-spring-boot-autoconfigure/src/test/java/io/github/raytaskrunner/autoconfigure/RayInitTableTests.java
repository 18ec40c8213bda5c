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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the table of {@code ray.init}'s arguments is complete.
 */
class RayInitTableTests {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	/**
	 * Prints the parameters in the signature and those that are taken out of the further
	 * ones.
	 */
	private static final String PARAMETERS = """
			import inspect, re, ray
			print(*[name for name in inspect.signature(ray.init).parameters if name != "kwargs"], sep="\\n")
			print(*re.findall(r'kwargs\\.(?:pop|get)\\(\\s*"(\\w+)"', inspect.getsource(ray.init)), sep="\\n")
			""";

	private static final String FIELDS_OF_RUNTIME_ENV = """
			from ray.runtime_env import RuntimeEnv
			print(*sorted(RuntimeEnv.known_fields), sep="\\n")
			""";

	private static final List<String> INTERNAL_FIELDS = List.of("_inject_current_ray", "_ray_commit", "_ray_release");

	/**
	 * Prints Ray's own environment variables that look like properties.
	 */
	private static final String VARIABLES = """
			import pathlib, re, ray
			pattern = re.compile(r'["\\'](RAY_(?:INIT|RUNNER|DRIVER|WORKER|PROFILES|SHUTDOWN)_[A-Z0-9_]+)["\\']')
			files = pathlib.Path(ray.__file__).parent.rglob("*.py")
			print(*sorted({name for file in files for name in pattern.findall(file.read_text())}), sep="\\n")
			""";

	@Test
	void hasEveryProperty() throws IOException {
		List<String> properties = rows().filter((row) -> row.size() > 3).flatMap((row) -> codes(row.get(2))).toList();
		assertThat(Arrays.stream(RayProperties.Init.class.getRecordComponents())
			.map((component) -> component.getName().replaceAll("([A-Z])", "-$1").toLowerCase()))
			.allSatisfy((name) -> assertThat(properties).anyMatch((property) -> property.equals("ray.init." + name)
					|| property.startsWith("ray.init." + name + ".")));
		assertThat(properties)
			.allSatisfy((property) -> assertThat(new PropertyNames().contains(property.replace("*", "x"))).isTrue());
	}

	@Test
	void everyArgumentHasAPropertyOrAReason() throws IOException {
		assertThat(arguments()).filteredOn((argument) -> !argument.equals("address")).allSatisfy((argument) -> {
			String property = RayInitArguments.propertyName(argument);
			boolean accepted = Arrays.stream(RayProperties.Init.class.getRecordComponents())
				.anyMatch((component) -> property
					.equals("ray.init." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase()));
			assertThat(accepted).isNotEqualTo(RefusedInitArguments.reason(property) != null);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	@Tag("slow")
	@RayInstallations({ RayVersions.NEWEST, RayVersions.OLDEST })
	void hasEveryArgumentOfTheInstalledRay(String version) throws Exception {
		assertThat(python(version, PARAMETERS)).contains("num_cpus", "_temp_dir", "allow_multiple")
			.isSubsetOf(arguments());
	}

	@ParameterizedTest
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	@Tag("slow")
	@RayInstallations({ RayVersions.NEWEST, RayVersions.OLDEST })
	void namesEveryFieldOfTheRuntimeEnvironment(String version) throws Exception {
		List<String> named = codes(document()).toList();
		assertThat(python(version, FIELDS_OF_RUNTIME_ENV)).contains("env_vars", "pip")
			.filteredOn((field) -> !INTERNAL_FIELDS.contains(field))
			.allSatisfy((field) -> {
				assertThat(named).contains(field);
				String property = RayInitArguments.propertyName("runtime_env." + field.replaceFirst("^_", ""));
				assertThat(List.of("env_vars", "config").contains(field))
					.isNotEqualTo(RefusedInitArguments.reason(property) != null);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	@Tag("slow")
	@RayInstallations({ RayVersions.NEWEST, RayVersions.OLDEST })
	void noVariableOfRayIsTakenForAProperty(String version) throws Exception {
		// a text that stands in a command line
		assertThat(python(version, VARIABLES))
			.filteredOn((name) -> !name.equals("RAY_WORKER_DYNAMIC_OPTION_PLACEHOLDER"))
			.isSubsetOf(ForeignPropertySources.VARIABLES_OF_RAY);
	}

	private static List<String> arguments() throws IOException {
		return rows().flatMap((row) -> codes(row.get(1))).toList();
	}

	private static Stream<List<String>> rows() throws IOException {
		return document().lines()
			.filter((line) -> line.startsWith("| `"))
			.map((line) -> Arrays.stream(line.split("\\|")).map(String::strip).toList());
	}

	private static Stream<String> codes(String text) {
		return CODE.matcher(text).results().map((MatchResult result) -> result.group(1));
	}

	private static String document() throws IOException {
		return Files.readString(RayTestInstallation.projectFolder().resolve("docs/ray-init.md"));
	}

	private static List<String> python(String version, String code) throws Exception {
		Path python = RayTestInstallation.version(version).resolve("bin/python");
		Process process = new ProcessBuilder(python.toString(), "-c", code)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isZero();
			return output.lines().filter((line) -> !line.isBlank()).toList();
		}
		finally {
			process.destroyForcibly();
		}
	}

}
