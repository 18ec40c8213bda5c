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

import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.RayTaskRunnerException;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.SpringVersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DriverClassPath}.
 */
class DriverClassPathTests {

	@TempDir
	Path directory;

	@Test
	void hasThisLibraryAndGrpcInPlaceAndNothingOfSpring() {
		List<Path> paths = ofThisJvm().materialize(this.directory);
		assertThat(paths).startsWith(CodeFiles.library())
			.contains(CodeFiles.locationOf(Status.class), CodeFiles.locationOf(NettyServerBuilder.class))
			.doesNotContain(CodeFiles.locationOf(SpringVersion.class), CodeFiles.locationOf(MeterRegistry.class))
			.doesNotHaveDuplicates();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void namesWhatIsMissing() throws Exception {
		try (URLClassLoader loader = CodeFiles.loader(CodeFiles.library())) {
			ApplicationClassPath classPath = ApplicationClassPath.of(loader);
			assertThatExceptionOfType(RayTaskRunnerException.class).isThrownBy(() -> DriverClassPath.of(classPath))
				.withMessageContaining("io.grpc:grpc-api")
				.withMessageContaining("io.grpc.Status");
		}
	}

	@Test
	void isPackedForAJob() throws Exception {
		DriverClassPath driver = ofThisJvm();
		DriverPackage built = driver.buildPackage(this.directory);
		assertThat(built.classPath()).hasSameSizeAs(driver.elements()).startsWith("classes/0/");
		Map<String, byte[]> contents = CodeFiles.unzip(built.codePackage().file());
		assertThat(contents).containsKeys(built.classPath().toArray(String[]::new))
			.containsKey("classes/0/io/github/raytaskrunner/protocol/DriverGrpc.class");
		assertThat(driver.buildPackage(this.directory)).isEqualTo(built);
	}

	@Test
	void isExtractedFromASpringBootJar() throws Exception {
		List<ClassPathElement> jars = ofThisJvm().elements().stream().filter(ClassPathElement::isJar).toList();
		Map<String, byte[]> entries = new LinkedHashMap<>();
		Map<String, byte[]> library = new LinkedHashMap<>();
		library.put("io/github/raytaskrunner/protocol/DriverGrpc.class", "some class".getBytes());
		entries.put("BOOT-INF/lib/library.jar",
				Files.readAllBytes(CodeFiles.jar(this.directory.resolve("library.jar"), library)));
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
