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

package io.github.raytaskrunner.backend.ray.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.launch.DriverCommand;
import io.github.raytaskrunner.launch.DriverRefusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@value DriverPackage#SCRIPT}, which speaks for a driver before that runs.
 */
@EnabledOnOs(OS.LINUX)
class DriverScriptTests {

	@TempDir
	private Path directory;

	private Path script;

	@BeforeEach
	void copyScript() throws IOException {
		this.script = this.directory.resolve(DriverPackage.SCRIPT);
		try (InputStream input = DriverPackage.class.getResourceAsStream(DriverPackage.SCRIPT)) {
			Files.copy(input, this.script);
		}
	}

	@Test
	void refusesToRunWhereNoRayletIs() throws Exception {
		String output = run(List.of("sh", this.script.toString(), "lib/a.jar", DriverCommand.MAIN_CLASS, "-Xmx1g"));
		assertThat(DriverRefusal.find(output)).hasValueSatisfying((refusal) -> {
			assertThat(refusal.reason()).contains("no raylet was found");
			assertThat(refusal.remedy()).contains("Linux");
		});
	}

	@Test
	void refusesToRunWhereRayHasNoJava() throws Exception {
		assertThat(DriverRefusal.find(run(raylet()))).hasValueSatisfying((refusal) -> {
			assertThat(refusal.reason()).contains("the Ray of node 10.0.0.2 has no Java", "ray_dist.jar");
			assertThat(refusal.remedy()).contains("from its wheel");
		});
	}

	@Test
	void runsTheMainClassWithWhatTheNodeKnows() throws Exception {
		Path jar = this.directory.resolve("ray/jars/ray_dist.jar");
		Files.createDirectories(jar.getParent());
		Files.createFile(jar);
		Path java = Files.writeString(this.directory.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
		Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
		List<String> words = run(raylet()).lines().toList();
		assertThat(words).startsWith("-Xmx1g", "-Da=b c");
		assertThat(words).containsSubsequence("-cp", "lib/a.jar:" + jar, DriverCommand.MAIN_CLASS);
		String[] arguments = words.subList(words.indexOf(DriverCommand.MAIN_CLASS) + 1, words.size())
			.toArray(String[]::new);
		assertThat(DriverCommand.ofArguments(arguments))
			.isEqualTo(new DriverCommand("10.0.0.1:6379", "10.0.0.2", Path.of("/tmp/a b/session")));
	}

	/**
	 * A shell that is called like a raylet, above one with the script.
	 */
	private List<String> raylet() throws IOException {
		Path raylet = this.directory.resolve("ray/core/src/ray/raylet/raylet");
		Files.createDirectories(raylet.getParent());
		Files.copy(Path.of("/bin/sh").toRealPath(), raylet);
		return List.of(raylet.toString(), "-c",
				"PATH=" + this.directory + ":$PATH; sh " + this.script + " lib/a.jar " + DriverCommand.MAIN_CLASS
						+ " -Xmx1g '-Da=b c'; true",
				"raylet", "--node_ip_address=10.0.0.2", "--gcs-address=10.0.0.1:6379",
				"--session_dir=/tmp/a b/session");
	}

	private String run(List<String> command) throws Exception {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		return output;
	}

}
