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
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.gson.Gson;
import com.google.protobuf.ByteString;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.driver.DriverMain;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.testsupport.CodeFiles;
import io.github.raytaskrunner.worker.ApplicationClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.SpringVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DriverClassPath}.
 */
class DriverClassPathTests {

	private static final String DRIVER = "io/github/raytaskrunner/driver/DriverMain.class";

	private static final String PROTOCOL = "io/github/raytaskrunner/protocol/DriverMessage.class";

	private static final String WORKER = "io/github/raytaskrunner/worker/WorkerEntry.class";

	private static final String LIBRARIES = "io/github/raytaskrunner/driver/libraries.classpath";

	@TempDir
	Path directory;

	@Test
	void hasTheDriverAndProtobufInPlaceAndNothingElse() {
		List<Path> paths = ofThisJvm().materialize(this.directory);
		assertThat(paths).startsWith(CodeFiles.locationOf(DriverMain.class), CodeFiles.locationOf(DriverMessage.class))
			.contains(CodeFiles.locationOf(ApplicationClassLoader.class), CodeFiles.locationOf(ByteString.class))
			.doesNotContain(CodeFiles.locationOf(RayTaskRunner.class), CodeFiles.locationOf(DriverClassPath.class),
					CodeFiles.locationOf(Gson.class), CodeFiles.locationOf(SpringVersion.class))
			.doesNotHaveDuplicates();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void namesAModuleThatIsMissing() throws Exception {
		Path driver = CodeFiles.jar(this.directory.resolve("driver.jar"), DRIVER, "");
		assertMissing("io.github.raytaskrunner:ray-task-runner-protocol", driver);
	}

	@Test
	void namesALibraryThatIsMissing() throws Exception {
		Path driver = CodeFiles.jar(this.directory.resolve("driver.jar"), DRIVER, "", PROTOCOL, "", WORKER, "",
				LIBRARIES, "lib/first-1.0.jar:lib/second-1.0.jar");
		Path api = CodeFiles.jar(this.directory.resolve("first-1.0.jar"), "api", "");
		assertMissing("second-1.0.jar", driver, api);
	}

	private static void assertMissing(String name, Path... paths) throws IOException {
		try (URLClassLoader loader = CodeFiles.loader(paths)) {
			ApplicationClassPath classPath = ApplicationClassPath.of(loader);
			assertThatExceptionOfType(RayTaskRunnerException.class).isThrownBy(() -> DriverClassPath.of(classPath))
				.withMessageContaining(name)
				.withMessageContaining(paths[0].toString());
		}
	}

	@Test
	void isOneJarWhereEverythingWasRepackaged() throws Exception {
		Path jar = CodeFiles.jar(this.directory.resolve("app.jar"), DRIVER, "", PROTOCOL, "", WORKER, "");
		Path other = CodeFiles.jar(this.directory.resolve("first-1.0.jar"), "api", "");
		try (URLClassLoader loader = CodeFiles.loader(other, jar)) {
			assertThat(DriverClassPath.of(ApplicationClassPath.of(loader)).materialize(this.directory))
				.containsExactly(jar);
		}
	}

	@Test
	void isPackedForAJob() throws Exception {
		DriverClassPath driver = ofThisJvm();
		DriverPackage built = driver.buildPackage(this.directory);
		assertThat(built.classPath()).hasSameSizeAs(driver.elements());
		Map<String, byte[]> contents = CodeFiles.unzip(built.codePackage().file());
		assertThat(contents).containsKeys(built.classPath().toArray(String[]::new));
		for (int i = 0; i < driver.elements().size(); i++) {
			ClassPathElement element = driver.elements().get(i);
			if (element.isJar()) {
				assertThat(contents.get(built.classPath().get(i)))
					.isEqualTo(Files.readAllBytes(element.location().file()));
			}
		}
		assertThat(driver.buildPackage(this.directory)).isEqualTo(built);
	}

	@Test
	void isPackedForAJobFromFolders() throws Exception {
		Path folder = CodeFiles.folder(this.directory.resolve("folder"), DRIVER, "driver", PROTOCOL, "", WORKER, "");
		try (URLClassLoader loader = CodeFiles.loader(folder)) {
			DriverPackage built = DriverClassPath.of(ApplicationClassPath.of(loader)).buildPackage(this.directory);
			assertThat(built.classPath()).containsExactly("classes/0/");
			assertThat(CodeFiles.unzip(built.codePackage().file()).get("classes/0/" + DRIVER))
				.isEqualTo("driver".getBytes());
		}
	}

	@Test
	void isExtractedFromASpringBootJar() throws Exception {
		List<ClassPathElement> jars = ofThisJvm().elements()
			.stream()
			.filter((element) -> element.isJar() && !element.name().startsWith("ray-task-runner"))
			.toList();
		String libraries = jars.stream().map((jar) -> "lib/" + jar.name()).collect(Collectors.joining(":"));
		Path library = CodeFiles.jar(this.directory.resolve("library.jar"), DRIVER, "", PROTOCOL, "", WORKER, "",
				LIBRARIES, libraries);
		Map<String, byte[]> entries = new LinkedHashMap<>();
		entries.put("BOOT-INF/lib/library.jar", Files.readAllBytes(library));
		for (ClassPathElement jar : jars) {
			entries.put("BOOT-INF/lib/" + jar.name(), Files.readAllBytes(jar.location().file()));
		}
		Path app = CodeFiles.jar(this.directory.resolve("app.jar"), entries);
		List<String> names = new ArrayList<>(entries.keySet());
		Collections.reverse(names);
		try (NestedUrlClassLoader loader = new NestedUrlClassLoader(app, ClassLoader.getPlatformClassLoader(),
				names.toArray(String[]::new))) {
			Path target = Files.createDirectories(this.directory.resolve("driver"));
			List<Path> paths = DriverClassPath.of(ApplicationClassPath.of(loader)).materialize(target);
			assertThat(paths).hasSize(jars.size() + 1).startsWith(target.resolve("lib/library.jar"));
			for (ClassPathElement jar : jars) {
				assertThat(target.resolve("lib").resolve(jar.name())).hasSameBinaryContentAs(jar.location().file());
			}
		}
	}

	private DriverClassPath ofThisJvm() {
		return DriverClassPath.of(ApplicationClassPath.of(getClass().getClassLoader()));
	}

}
