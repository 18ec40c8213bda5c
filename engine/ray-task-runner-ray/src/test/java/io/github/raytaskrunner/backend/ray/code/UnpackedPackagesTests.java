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
import java.util.Collections;
import java.util.stream.Stream;

import io.github.raytaskrunner.testsupport.CodeFiles;
import io.github.raytaskrunner.worker.ApplicationClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link CodePackages} as a node has them, where the worker opens them.
 */
class UnpackedPackagesTests {

	@TempDir
	Path directory;

	@Test
	void areTheClassPathOfTheApplication() throws Exception {
		Path folder = CodeFiles.folder(this.directory.resolve("folder"), "some.txt", "folder");
		Path jar = CodeFiles.jar(this.directory.resolve("some-1.0.jar"), "some.txt", "jar");
		try (URLClassLoader ray = CodeFiles.loader(unpack(folder, jar).resolve(CodePackages.WORKER_JAR))) {
			Class<?> type = ray.loadClass(ApplicationClassLoader.class.getName());
			try (URLClassLoader loader = (URLClassLoader) type.getMethod("open").invoke(null)) {
				assertThat(loader.getResourceAsStream("some.txt")).hasContent("folder");
				assertThat(Collections.list(loader.getResources("some.txt"))).hasSize(2);
				assertThat(loader.loadClass(type.getName())).isSameAs(type);
			}
		}
	}

	@Test
	void haveAWorkerJarOfTheWorkersClassesOnly() throws Exception {
		Path classes = CodeFiles.folder(this.directory.resolve("classes"), "com/example/App.class", "app");
		assertThat(CodeFiles.unzip(unpack(classes).resolve(CodePackages.WORKER_JAR)).keySet())
			.filteredOn((name) -> !name.startsWith("META-INF/") && !name.endsWith("/"))
			.contains("io/github/raytaskrunner/worker/ApplicationClassLoader.class",
					"io/github/raytaskrunner/attempt/Attempt.class")
			.allMatch((name) -> name.matches("io/github/raytaskrunner/(worker|attempt|wire)/[^/]+\\.class"));
	}

	private Path unpack(Path... classPath) throws Exception {
		Path packages = Files.createDirectories(this.directory.resolve("packages"));
		Path worker = CodeFiles.locationOf(ApplicationClassLoader.class);
		Path[] withLibrary = Stream.concat(Stream.of(classPath), Stream.of(worker)).toArray(Path[]::new);
		try (URLClassLoader application = CodeFiles.loader(withLibrary)) {
			Path unpacked = this.directory;
			for (CodePackage built : CodePackages.build(ApplicationClassPath.of(application), packages).packages()) {
				unpacked = CodeFiles.unpack(built.file(), this.directory.resolve("node").resolve(built.folder()));
			}
			return unpacked;
		}
	}

}
