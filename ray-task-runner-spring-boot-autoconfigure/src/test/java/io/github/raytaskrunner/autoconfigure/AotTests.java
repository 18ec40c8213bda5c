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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import io.github.raytaskrunner.testsupport.OtherJdk;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of an application that Spring has processed ahead of time.
 */
@Tag("slow")
class AotTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	@TempDir
	static Path directory;

	private static Path classes;

	@BeforeAll
	static void process() throws IOException {
		classes = Files.createDirectory(directory.resolve("classes"));
		Path sources = directory.resolve("sources");
		try (TestJvm jvm = TestJvm.of(SpringApplicationAotProcessor.class)
			.arguments(AotApplication.class.getName(), sources.toString(), classes.toString(), classes.toString(),
					"com.example", "application")
			.start(directory.resolve("processing"))) {
			assertThat(jvm.awaitExit(TIMEOUT)).as(() -> jvm.output().toString()).isZero();
		}
		compile(sources, classes);
	}

	@Test
	void processedApplicationRunsTasks() {
		assertThat(output(
				application().systemProperty("spring.aot.enabled", "true").systemProperty("ray.address", "embedded")))
			.noneMatch((line) -> line.contains("native image"));
	}

	// as far as that goes without an image: Spring and this library take the JVM for one,
	// which has to be Java 25 then
	@Test
	void processedApplicationRunsEmbeddedInANativeImageAndSaysSo() {
		assertThat(output(
				application().javaHome(OtherJdk.home()).systemProperty("org.graalvm.nativeimage.imagecode", "runtime")))
			.anyMatch((line) -> line.contains("This is a native image, so tasks run embedded"));
	}

	private static TestJvm.Builder application() {
		return TestJvm.of(AotApplication.class)
			.classPath(classes + File.pathSeparator + System.getProperty("java.class.path"));
	}

	private static List<String> output(TestJvm.Builder application) {
		try (TestJvm jvm = application.start(directory.resolve("output"))) {
			assertThat(jvm.awaitExit(TIMEOUT)).as(() -> jvm.output().toString()).isZero();
			assertThat(jvm.output()).contains("task: 42", "annotated: 42", "asynchronous: 42")
				.anyMatch((line) -> line.contains("Starting AOT-processed"));
			return jvm.output();
		}
	}

	private static void compile(Path sources, Path classes) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
		try (Stream<Path> files = Files.walk(sources);
				StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			List<Path> all = files.filter((file) -> file.toString().endsWith(".java")).toList();
			assertThat(compiler
				.getTask(null, manager, null,
						List.of("-cp", classPath, "-d", classes.toString(), "-proc:none", "-nowarn"), null,
						manager.getJavaFileObjectsFromPaths(all))
				.call()).isTrue();
		}
	}

}
