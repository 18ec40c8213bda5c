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

package com.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.testsupport.OtherJdk;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of an empty application's jar with the version of Spring Boot that this module
 * has.
 */
class DemoApplicationIT {

	private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

	private static final Duration TIMEOUT = Duration.ofMinutes(3);

	@TempDir
	Path directory;

	@Test
	void runsEmbedded() throws IOException {
		assertRuns("--ray.address=embedded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--ray.profiles.half.num-cpus=1.5", "--ray.driver.ssl.bundle=none" })
	void saysWhichValueIsInvalid(String argument) throws IOException {
		String property = argument.substring(2, argument.indexOf('='));
		try (TestJvm jvm = TestJvm.ofJar(jar())
			.arguments("--demo.greeting=Hello", "--ray.address=http://127.0.0.1:1", argument)
			.start(this.directory.resolve("output"))) {
			assertThat(jvm.awaitExit(TIMEOUT)).isOne();
			assertThat(jvm.output()).contains("APPLICATION FAILED TO START")
				.anyMatch((line) -> line.startsWith("Invalid value") && line.contains("'" + property + "'"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "child", "job" })
	@RayInstallations(RayVersions.NEWEST)
	void runsOnRay(String launch) throws IOException {
		assertRuns("--ray.address=local", "--ray.home=" + RayTestInstallation.version(RayVersions.NEWEST),
				"--ray.driver.launch=" + launch);
	}

	@Test
	void runsProcessedAheadOfTime() throws IOException {
		assertRunsProcessed("--ray.address=embedded");
	}

	@Test
	@RayInstallations(RayVersions.NEWEST)
	void runsProcessedAheadOfTimeOnRay() throws IOException {
		assertRunsProcessed("--ray.address=local", "--ray.home=" + RayTestInstallation.version(RayVersions.NEWEST));
	}

	@Test
	void runsWithAnArchiveOfItsClasses() throws IOException {
		Path extracted = this.directory.resolve("extracted");
		await(TestJvm.ofJar(jar())
			.systemProperty("jarmode", "tools")
			.arguments("extract", "--destination", extracted.toString()));
		Path jar = extracted.resolve("application.jar");
		Path archive = this.directory.resolve("application.jsa");
		List<String> training = await(TestJvm.ofJar(jar)
			.jvmOptions("-XX:ArchiveClassesAtExit=" + archive)
			.systemProperty("spring.context.exit", "onRefresh")
			.arguments("--demo.greeting=Hello"));
		assertThat(training).anyMatch((line) -> line.contains("Starting DemoApplication"))
			.noneMatch((line) -> line.contains("Ray task runner"));
		Path loaded = this.directory.resolve("loaded");
		assertRuns(TestJvm.ofJar(jar)
			.jvmOptions("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + loaded)
			.arguments("--ray.address=embedded"));
		assertThat(Files.readAllLines(loaded))
			.anyMatch((line) -> line.contains(RayTaskRunner.class.getName() + " source: shared objects file (top)"));
	}

	@ParameterizedTest
	@MethodSource("matrix")
	@EnabledIfSystemProperty(named = "ray.matrix", matches = ".+")
	void runsInTheMatrix(Path javaHome, String ray) throws IOException {
		String[] arguments = ray.equals("embedded") ? new String[] { "--ray.address=embedded" }
				: new String[] { "--ray.address=local", "--ray.home=" + RayTestInstallation.version(ray) };
		assertRunsWith(javaHome, arguments);
		System.out.println("MATRIX Spring Boot " + SpringBootVersion.getVersion() + ", " + javaHome.getFileName()
				+ ", Ray " + ray + ": works");
	}

	static Stream<Arguments> matrix() {
		return Stream.of(JAVA_HOME, OtherJdk.home())
			.flatMap((javaHome) -> Stream.of("embedded", RayVersions.OLDEST, RayVersions.NEWEST)
				.map((ray) -> Arguments.of(javaHome, ray)));
	}

	private void assertRuns(String... arguments) throws IOException {
		assertRunsWith(JAVA_HOME, arguments);
	}

	private void assertRunsProcessed(String... arguments) throws IOException {
		List<String> output = assertRuns(
				TestJvm.ofJar(jar()).systemProperty("spring.aot.enabled", "true").arguments(arguments));
		assertThat(output).anyMatch((line) -> line.contains("Starting AOT-processed DemoApplication"));
	}

	private void assertRunsWith(Path javaHome, String... arguments) throws IOException {
		assertRuns(TestJvm.ofJar(jar()).javaHome(javaHome).arguments(arguments));
	}

	// from cron or ssh a process has no locale, and nodes of a cluster may have none
	private List<String> assertRuns(TestJvm.Builder application) {
		List<String> output = await(application.environment("LC_ALL", "C").arguments("--demo.greeting=Hello"));
		assertThat(output)
			.contains("Spring Boot " + SpringBootVersion.getVersion() + ": 285", "A bean says: Hello, Ray!",
					"Class with umlauts: found")
			.noneMatch((line) -> line.contains(" WARN ") || line.contains(" ERROR "));
		return output;
	}

	private List<String> await(TestJvm.Builder application) {
		try (TestJvm jvm = application.start(this.directory.resolve("output"))) {
			int exitCode = jvm.awaitExit(TIMEOUT);
			assertThat(exitCode).as(() -> jvm.output().toString()).isZero();
			return jvm.output();
		}
	}

	private Path jar() throws IOException {
		Path jar = this.directory.resolve("application.jar");
		try (JarFile application = new JarFile("target/application.jar");
				JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
			for (JarEntry entry : Collections.list(application.entries())) {
				output.putNextEntry(entry);
				application.getInputStream(entry).transferTo(output);
			}
			output.putNextEntry(new JarEntry("BOOT-INF/classes/" + DemoApplication.TASK.replace('.', '/') + ".class"));
			output.write(classWithUmlauts());
		}
		return jar;
	}

	private static byte[] classWithUmlauts() {
		return new ByteBuddy().subclass(Object.class)
			.implement(RayCallable.class)
			.name(DemoApplication.TASK)
			.method(ElementMatchers.named("call"))
			.intercept(FixedValue.value("found"))
			.make()
			.getBytes();
	}

}
