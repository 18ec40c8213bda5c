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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.testsupport.CodeFiles;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DriverClassPath} in a JVM that has it and Ray's own jar last.
 */
@Tag("slow")
@RayInstallations
class DriverClassPathProcessTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	@TempDir
	Path directory;

	private final DriverClassPath driver = DriverClassPath.of(ApplicationClassPath.of(getClass().getClassLoader()));

	@ParameterizedTest
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	void messagesTravelOnTheJarsInPlace(String version) {
		assertRoundTrip(this.driver.materialize(this.directory), version);
	}

	@Test
	void messagesTravelOnTheUnpackedPackage() throws Exception {
		Path packages = Files.createDirectory(this.directory.resolve("packages"));
		DriverPackage built = this.driver.buildPackage(packages);
		Path workingDirectory = CodeFiles.unpack(built.codePackage().file(), this.directory.resolve("node"));
		assertRoundTrip(built.classPath().stream().map(workingDirectory::resolve).toList(), RayVersions.NEWEST);
	}

	private void assertRoundTrip(List<Path> paths, String version) {
		Path program = compiledAlone(MessageRoundTrip.class);
		Path ray = rayDistJar(version);
		String classPath = Stream.concat(paths.stream(), Stream.of(program, ray))
			.map(Path::toString)
			.collect(Collectors.joining(File.pathSeparator));
		try (TestJvm jvm = TestJvm.of(MessageRoundTrip.class)
			.classPath(classPath)
			.start(this.directory.resolve("output"))) {
			int exitCode = jvm.awaitExit(TIMEOUT);
			assertThat(jvm.output()).contains("answer: attempt 42").anyMatch((line) -> line.equals("ray: file:" + ray));
			assertThat(exitCode).isZero();
		}
	}

	private static Path rayDistJar(String version) {
		Path home = RayTestInstallation.version(version);
		try (Stream<Path> files = Files.find(home.resolve("lib"), 6,
				(path, attributes) -> path.endsWith("ray/jars/ray_dist.jar"))) {
			return files.findFirst().orElseThrow().toRealPath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// the test's other classes are not to be seen
	private Path compiledAlone(Class<?> program) {
		try {
			Path source = CodeFiles.locationOf(program);
			Path target = this.directory.resolve("program");
			try (Stream<Path> files = Files.walk(source)) {
				for (Path file : (Iterable<Path>) files
					.filter((path) -> path.getFileName().toString().startsWith(program.getSimpleName()))::iterator) {
					Path copy = target.resolve(source.relativize(file).toString());
					Files.createDirectories(copy.getParent());
					Files.copy(file, copy);
				}
			}
			return target;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
