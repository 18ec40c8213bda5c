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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RayInstallation}.
 */
class RayInstallationTests {

	private static final String RAY_COMMAND = """
			%s
			import sys
			from ray.scripts.scripts import main
			sys.exit(main())
			""";

	private Path folder;

	@BeforeEach
	void useRealFolder(@TempDir Path temporary) throws IOException {
		this.folder = temporary.toRealPath();
	}

	private Path virtualEnvironment(String name) throws IOException {
		Path home = this.folder.resolve(name);
		Files.createDirectories(home.resolve("bin"));
		executable(home.resolve("bin/python"), "");
		executable(home.resolve("bin/python3"), "");
		return home;
	}

	private static void installPackage(Path home) throws IOException {
		Path ray = Files.createDirectories(home.resolve("lib/python3.11/site-packages/ray"));
		Files.createFile(ray.resolve("__init__.py"));
	}

	private static Path installCommand(Path directory, String head) throws IOException {
		return executable(directory.resolve("ray"), RAY_COMMAND.formatted(head));
	}

	private static Path executable(Path file, String content) throws IOException {
		Files.writeString(file, content);
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	@Nested
	class AtHome {

		@Test
		void takesPythonOfVirtualEnvironmentWithRay() throws IOException {
			Path home = virtualEnvironment("home");
			installPackage(home);
			assertThat(RayInstallation.find(home, null)).contains(new RayInstallation(home.resolve("bin/python")));
		}

		@Test
		void outranksPath() throws IOException {
			Path home = virtualEnvironment("home");
			installPackage(home);
			Path other = virtualEnvironment("other");
			installCommand(other.resolve("bin"), "#!" + other.resolve("bin/python"));
			assertThat(RayInstallation.find(home, other.resolve("bin").toString()))
				.contains(new RayInstallation(home.resolve("bin/python")));
		}

		@Test
		void withoutRaySaysWhatToInstall() throws IOException {
			Path home = virtualEnvironment("home");
			assertThatExceptionOfType(RayNotInstalledException.class).isThrownBy(() -> RayInstallation.find(home, null))
				.withMessageContaining(home.toString())
				.withMessageContaining("in which Ray is not installed")
				.withMessageContaining("pip install \"ray[default]\"")
				.withMessageContaining("ray.home");
		}

		@Test
		void withoutPythonSaysSo() throws IOException {
			Path home = Files.createDirectory(RayInstallationTests.this.folder.resolve("empty"));
			assertThatExceptionOfType(RayNotInstalledException.class).isThrownBy(() -> RayInstallation.find(home, null))
				.withMessageContaining("holds no bin/python");
		}

		@Test
		void thatIsMissingSaysSo() {
			assertThatExceptionOfType(RayNotInstalledException.class)
				.isThrownBy(() -> RayInstallation.find(RayInstallationTests.this.folder.resolve("missing"), null))
				.withMessageContaining("which is no directory");
		}

	}

	@Nested
	class OnPath {

		@Test
		void isAbsentWithoutCommand() {
			assertThat(RayInstallation.find(null, RayInstallationTests.this.folder.toString())).isEmpty();
			assertThat(RayInstallation.find(null, "")).isEmpty();
			assertThat(RayInstallation.find(null, null)).isEmpty();
		}

		@Test
		void takesInterpreterOfCommand() throws IOException {
			Path home = virtualEnvironment("home");
			Path elsewhere = Files.createDirectory(RayInstallationTests.this.folder.resolve("elsewhere"));
			installCommand(elsewhere, "#!" + home.resolve("bin/python3"));
			assertThat(RayInstallation.find(null, elsewhere.toString()))
				.contains(new RayInstallation(home.resolve("bin/python3")));
		}

		@Test
		void followsSymbolicLinkToCommand() throws IOException {
			Path home = virtualEnvironment("home");
			Path command = installCommand(home.resolve("bin"), "#!/gone/bin/python");
			Path links = Files.createDirectory(RayInstallationTests.this.folder.resolve("links"));
			Files.createSymbolicLink(links.resolve("ray"), command);
			assertThat(RayInstallation.find(null, links.toString()))
				.contains(new RayInstallation(home.resolve("bin/python3")));
		}

		@Test
		void readsInterpreterWithSpaces() throws IOException {
			Path home = virtualEnvironment("my home");
			Path python = home.resolve("bin/python");
			installCommand(home.resolve("bin"), "#!/bin/sh\n'''exec' \"" + python + "\" \"$0\" \"$@\"\n' '''");
			assertThat(RayInstallation.find(null, home.resolve("bin").toString()))
				.contains(new RayInstallation(python));
		}

		@Test
		void looksUpInterpreterNamedByEnv() throws IOException {
			Path home = virtualEnvironment("home");
			Path elsewhere = Files.createDirectory(RayInstallationTests.this.folder.resolve("elsewhere"));
			installCommand(elsewhere, "#!/usr/bin/env python3");
			assertThat(RayInstallation.find(null, elsewhere + File.pathSeparator + home.resolve("bin")))
				.contains(new RayInstallation(home.resolve("bin/python3")));
		}

		@Test
		void passesOverOtherCommandsOfThatName() throws IOException {
			Path other = Files.createDirectory(RayInstallationTests.this.folder.resolve("other"));
			executable(other.resolve("ray"), "#!/bin/sh\necho a ray of light\n");
			Path home = virtualEnvironment("home");
			installCommand(home.resolve("bin"), "#!" + home.resolve("bin/python"));
			assertThat(RayInstallation.find(null, other + File.pathSeparator + home.resolve("bin")))
				.contains(new RayInstallation(home.resolve("bin/python")));
		}

	}

}
