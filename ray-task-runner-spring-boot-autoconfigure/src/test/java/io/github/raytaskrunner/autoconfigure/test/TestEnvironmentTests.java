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

package io.github.raytaskrunner.autoconfigure.test;

import java.time.Duration;
import java.util.Map;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.TwoRunners;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of where tasks run in tests, on a machine whose shell has the address of a
 * cluster.
 */
@ExtendWith(OutputCaptureExtension.class)
class TestEnvironmentTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@Nested
	@SpringBootTest(classes = Application.class)
	@ContextConfiguration(initializers = ShellWithAddress.class)
	class WithoutAnAddress {

		@Test
		void tasksRunEmbeddedAndOneLineSaysSo(@Autowired RayTaskRunner runner, CapturedOutput output) {
			assertThat(runner.backend()).isEqualTo("embedded");
			assertThat(output.getOut().lines().filter((line) -> line.contains("embedded in this process")))
				.singleElement()
				.asString()
				.contains("INFO", "This is a test", "ray.address=local");
		}

		@Test
		void variableIsThereForWhoeverAsks(@Autowired Environment environment) {
			assertThat(environment.getProperty("RAY_ADDRESS")).isEqualTo("http://127.0.0.1:2");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class,
			properties = { "ray.init.runtime-env.env-vars.PASSWORD=secret", "ray.dashboard-ssl-bundle=production" })
	@ContextConfiguration(initializers = ShellWithAddress.class)
	class WithoutAnAddressButWithPropertiesForACluster {

		@Test
		void tasksRunWithoutThemAndALineSaysSo(@Autowired RayTaskRunner runner, CapturedOutput output) {
			assertThat(runner.backend()).isEqualTo("embedded");
			assertThat(output.getOut().lines().filter((line) -> line.contains("ray.init.runtime-env.env-vars")))
				.singleElement()
				.asString()
				.contains("WARN", "PASSWORD")
				.doesNotContain("secret");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class,
			properties = { "ray.profiles.large.num-cpus=1000", "ray.profiles.large.num-gpus=1",
					"ray.profiles.large.resources.license=1", "ray.profiles.large.placement-group=reserved",
					"ray.profiles.large.runtime-env.env-vars.PASSWORD=secret" })
	@ContextConfiguration(initializers = ShellWithAddress.class)
	class WithoutAnAddressButWithProfilesForACluster {

		@Test
		void tasksRunWithWhatThereIs(@Autowired RayTaskRunner runner) throws Exception {
			assertThat(runner.with(TaskOptions.ofProfile("large")).submit(() -> "runs").result(TIMEOUT))
				.isEqualTo("runs");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class,
			properties = { "ray.address=embedded", "ray.profiles.large.num-gpus=1" })
	class WithTheAddressEmbedded {

		@Test
		void whatCannotRunThereIsRefused(@Autowired RayTaskRunner runner) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> runner.with(TaskOptions.ofProfile("large")).submit(() -> "runs"))
				.withMessageContaining("can never run");
		}

	}

	@Nested
	@SpringBootTest(classes = { Application.class, TwoRunners.class })
	@ContextConfiguration(initializers = ShellWithAddress.class)
	class RunnersWithoutAnAddress {

		@Test
		void areEmbedded(@Autowired Map<String, RayTaskRunner> runners) {
			assertThat(runners).hasSize(2)
				.allSatisfy((name, runner) -> assertThat(runner.backend()).isEqualTo("embedded"));
		}

	}

	@Nested
	@SpringBootTest
	@ContextHierarchy({ @ContextConfiguration(classes = Parent.class, initializers = ShellWithAddress.class),
			@ContextConfiguration(classes = Application.class, initializers = ShellWithAddress.class) })
	class BelowAParentWithoutARunner {

		@Test
		void tasksRunEmbedded(@Autowired RayTaskRunner runner) {
			assertThat(runner.backend()).isEqualTo("embedded");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class)
	@ContextConfiguration(initializers = ShellWithAddress.class)
	@TestPropertySource("cluster.properties")
	class WithAnAddress {

		@Test
		void tasksRunThere(@Autowired RayTaskRunner runner) {
			assertThat(runner.backend()).isEqualTo("ray");
		}

	}

	@Nested
	@SpringBootTest(classes = ApplicationWithAnAddress.class)
	@ContextConfiguration(initializers = ShellWithAddress.class)
	class WithAnAddressOfTheApplication {

		@Test
		void tasksRunThere(@Autowired RayTaskRunner runner) {
			assertThat(runner.backend()).isEqualTo("ray");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Parent {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(RayTaskRunnerAutoConfiguration.class)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(RayTaskRunnerAutoConfiguration.class)
	@PropertySource("classpath:io/github/raytaskrunner/autoconfigure/test/cluster.properties")
	static class ApplicationWithAnAddress {

	}

	static class ShellWithAddress implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
			context.getEnvironment()
				.getPropertySources()
				.replace(source,
						new SystemEnvironmentPropertySource(source, Map.of("RAY_ADDRESS", "http://127.0.0.1:2")));
		}

	}

}
