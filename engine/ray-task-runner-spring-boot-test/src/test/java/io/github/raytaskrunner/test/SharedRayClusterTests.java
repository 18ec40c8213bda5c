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

package io.github.raytaskrunner.test;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SharedRayCluster}: of test classes that each have an application
 * context of their own.
 */
class SharedRayClusterTests {

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void testClassesShareOneCluster() {
		Set<String> clusters = Stream.of(FirstCase.class, SecondCase.class, ThirdCase.class)
			.map(SharedRayClusterTests::cluster)
			.collect(Collectors.toSet());
		assertThat(clusters).singleElement().asString().startsWith("http://127.0.0.1:");
	}

	private static String cluster(Class<?> testClass) {
		ObservableRayTaskRunner runner = new TestContextManager(testClass).getTestContext()
			.getApplicationContext()
			.getBean(ObservableRayTaskRunner.class);
		assertThat(runner.submit(() -> 42).result()).isEqualTo(42);
		return String.valueOf(((RunnerStatus.Connected) runner.status()).backend().dashboardUrl());
	}

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void testClassesStartNoneByDefault() {
		assertThat(Stream.of(FirstPlainCase.class, SecondPlainCase.class, ThirdPlainCase.class)
			.map((type) -> new TestContextManager(type).getTestContext().getApplicationContext())
			.map((context) -> context.getBean(ObservableRayTaskRunner.class).backend())).containsOnly("embedded");
	}

	@Test
	void testsAreAbortedWhereThereIsNoRay() {
		TestContextManager manager = new TestContextManager(CaseWithoutRay.class);
		assertThatExceptionOfType(TestAbortedException.class)
			.isThrownBy(() -> manager.prepareTestInstance(new CaseWithoutRay()))
			.withMessageContaining("No Ray for @SharedRayCluster")
			.withMessageContaining("'ray' command on the PATH");
	}

	@Test
	void testsAreAbortedWhereThereIsNoRayAtItsHome() {
		TestContextManager manager = new TestContextManager(CaseWithAnEmptyHome.class);
		assertThatExceptionOfType(TestAbortedException.class)
			.isThrownBy(() -> manager.prepareTestInstance(new CaseWithAnEmptyHome()))
			.withMessageContaining("ray.home is '/nowhere'");
	}

	@Test
	void testsAreAbortedWhereThereIsNoRayForTheirOwnLocalAddress() {
		TestContextManager manager = new TestContextManager(CaseWithALocalAddress.class);
		assertThatExceptionOfType(TestAbortedException.class)
			.isThrownBy(() -> manager.prepareTestInstance(new CaseWithALocalAddress()))
			.withMessageContaining("No Ray for @SharedRayCluster");
	}

	static class RayOnThePath {

		@DynamicPropertySource
		static void path(DynamicPropertyRegistry registry) {
			registry.add("PATH", () -> RayTestInstallation.version(RayVersions.NEWEST).resolve("bin").toString());
			registry.add("ray.init.num-cpus", () -> 1);
			registry.add("ray.worker.jvm-options", () -> TestJvm.SHORT_LIVED);
		}

	}

	@SpringBootTest(classes = Application.class, properties = "case=1")
	@SharedRayCluster
	static class FirstCase extends RayOnThePath {

	}

	@SpringBootTest(classes = Application.class, properties = "case=2")
	@SharedRayCluster
	static class SecondCase extends RayOnThePath {

	}

	@SpringBootTest(classes = Application.class, properties = "case=3")
	@SharedRayCluster
	@RecordRayTasks
	static class ThirdCase extends RayOnThePath {

	}

	@SpringBootTest(classes = Application.class, properties = "case=1")
	static class FirstPlainCase extends RayOnThePath {

	}

	@SpringBootTest(classes = Application.class, properties = "case=2")
	static class SecondPlainCase extends RayOnThePath {

	}

	@SpringBootTest(classes = Application.class, properties = "case=3")
	static class ThirdPlainCase extends RayOnThePath {

	}

	@SpringBootTest(classes = Application.class, properties = "PATH=/nowhere")
	@SharedRayCluster
	static class CaseWithoutRay {

	}

	@SpringBootTest(classes = Application.class, properties = { "PATH=/nowhere", "ray.address=local" })
	@SharedRayCluster
	static class CaseWithALocalAddress {

	}

	@SpringBootTest(classes = Application.class, properties = { "PATH=/nowhere", "ray.home=/nowhere" })
	@SharedRayCluster
	static class CaseWithAnEmptyHome {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
