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

package io.github.raytaskrunner.worker;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.github.raytaskrunner.testsupport.CodeFiles;
import io.ray.api.Ray;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ApplicationClassLoader}.
 */
class ApplicationClassLoaderTests {

	private static final Path WORKER = CodeFiles.locationOf(ApplicationClassLoader.class);

	@TempDir
	Path directory;

	@Test
	void loadsTheApplicationAndTheJdk() throws Exception {
		Path classes = compile("com.example.App", """
				package com.example;

				public class App implements java.util.function.Supplier<String> {

					public String get() {
						return java.sql.Timestamp.class.getSimpleName();
					}

				}
				""");
		try (ApplicationClassLoader loader = open(classes)) {
			Object app = loader.loadClass("com.example.App").getDeclaredConstructor().newInstance();
			assertThat(app.getClass().getClassLoader()).isSameAs(loader);
			assertThat(((Supplier<?>) app).get()).isEqualTo("Timestamp");
		}
	}

	@Test
	void doesNotSeeTheLibrariesOfRay() throws Exception {
		String assertions = Assertions.class.getName();
		assertThat(Class.forName(assertions, false, getClass().getClassLoader())).isNotNull();
		try (ApplicationClassLoader loader = open()) {
			assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> loader.loadClass(assertions));
			assertThat(loader.getResource(assertions.replace('.', '/') + ".class")).isNull();
			assertThat(loader.getResources("META-INF/LICENSE.md").hasMoreElements()).isFalse();
		}
	}

	@Test
	void sharesRayAndTheWorkersOwnClasses() throws Exception {
		try (ApplicationClassLoader loader = open()) {
			assertThat(loader.loadClass(Ray.class.getName())).isSameAs(Ray.class);
			assertThat(loader.loadClass(ApplicationClassLoader.class.getName())).isSameAs(ApplicationClassLoader.class);
		}
	}

	@Test
	void doesNotShareTheWorkersSubpackages() throws Exception {
		Path classes = compile("io.github.raytaskrunner.worker.sub.Some", """
				package io.github.raytaskrunner.worker.sub;

				public class Some {

					public Object shared() {
						return io.github.raytaskrunner.worker.ApplicationClassLoader.class;
					}

				}
				""");
		try (ApplicationClassLoader loader = open(classes)) {
			Class<?> some = loader.loadClass("io.github.raytaskrunner.worker.sub.Some");
			assertThat(some.getClassLoader()).isSameAs(loader);
			Object instance = some.getDeclaredConstructor().newInstance();
			assertThat(some.getMethod("shared").invoke(instance)).isSameAs(ApplicationClassLoader.class);
		}
	}

	@Test
	void findsResourcesInTheOrderOfTheClassPath() throws Exception {
		Path folder = CodeFiles.folder(this.directory.resolve("folder"), "some.txt", "folder");
		Path jar = CodeFiles.jar(this.directory.resolve("some-1.0.jar"), "some.txt", "jar");
		try (ApplicationClassLoader loader = open(folder, jar)) {
			assertThat(loader.getResourceAsStream("some.txt")).hasContent("folder");
			assertThat(Collections.list(loader.getResources("some.txt"))).hasSize(2)
				.element(1)
				.extracting(URL::toString)
				.asString()
				.endsWith("some-1.0.jar!/some.txt");
		}
	}

	@Test
	void findsServices() throws Exception {
		Path classes = compile("com.example.Service", """
				package com.example;

				public class Service implements java.util.function.Supplier<String> {

					public String get() {
						return "served";
					}

				}
				""");
		CodeFiles.folder(classes, "META-INF/services/java.util.function.Supplier", "com.example.Service");
		try (ApplicationClassLoader loader = open(classes)) {
			assertThat(ServiceLoader.load(Supplier.class, loader)).extracting(Supplier::get)
				.asList()
				.containsExactly("served");
		}
	}

	@Test
	void namesWhatIsMissing() throws Exception {
		Path jar = CodeFiles.jar(this.directory.resolve("some-1.0.jar"), "some.txt", "jar");
		Path workerPackage = unpack(jar);
		Path missing = workerPackage.resolveSibling(Files.readAllLines(workerPackage.resolve("classpath.idx")).get(0));
		Files.delete(missing);
		assertThatIllegalStateException()
			.isThrownBy(() -> ApplicationClassLoader.open(workerPackage, getClass().getClassLoader()))
			.withMessageContaining(missing.toString());
	}

	@Test
	void isFoundFromTheWorkersJar() throws Exception {
		Path jar = CodeFiles.jar(this.directory.resolve("some-1.0.jar"), "some.txt", "jar");
		try (URLClassLoader ray = CodeFiles.loader(unpack(jar).resolve("worker.jar"))) {
			Class<?> type = ray.loadClass(ApplicationClassLoader.class.getName());
			try (URLClassLoader loader = (URLClassLoader) type.getMethod("open").invoke(null)) {
				assertThat(loader.getResourceAsStream("some.txt")).hasContent("jar");
				assertThat(loader.loadClass(type.getName())).isSameAs(type);
			}
		}
	}

	private ApplicationClassLoader open(Path... classPath) throws Exception {
		return ApplicationClassLoader.open(unpack(classPath), getClass().getClassLoader());
	}

	private Path unpack(Path... classPath) throws Exception {
		Path node = this.directory.resolve("node");
		List<String> elements = new ArrayList<>();
		for (Path element : classPath) {
			elements.add(copy(element, node, "package" + elements.size()));
		}
		elements.add(copy(WORKER, node, "package" + elements.size()));
		Path workerPackage = Files.createDirectories(node.resolve("worker"));
		Files.write(workerPackage.resolve(ClassPathIndex.FILE_NAME), new ClassPathIndex(elements).toBytes());
		writeWorkerJar(workerPackage.resolve("worker.jar"));
		return workerPackage;
	}

	private static String copy(Path element, Path node, String folder) throws IOException {
		String path = folder + (Files.isDirectory(element) ? "/classes/" : "/lib/" + element.getFileName());
		Files.createDirectories(node.resolve(path).getParent());
		FileSystemUtils.copyRecursively(element, node.resolve(path));
		return path;
	}

	private static void writeWorkerJar(Path jar) throws IOException {
		if (Files.isRegularFile(WORKER)) {
			Files.copy(WORKER, jar);
			return;
		}
		Map<String, byte[]> classes = new TreeMap<>();
		try (Stream<Path> files = Files.walk(WORKER)) {
			for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
				classes.put(WORKER.relativize(file).toString(), Files.readAllBytes(file));
			}
		}
		CodeFiles.jar(jar, classes);
	}

	private Path compile(String className, String source) throws Exception {
		Path file = this.directory.resolve("src").resolve(className.replace('.', '/') + ".java");
		Files.createDirectories(file.getParent());
		Files.writeString(file, source);
		Path classes = Files.createDirectories(this.directory.resolve("classes"));
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-d", classes.toString(), "-cp", WORKER.toString(), file.toString());
		assertThat(result).isZero();
		return classes;
	}

}
