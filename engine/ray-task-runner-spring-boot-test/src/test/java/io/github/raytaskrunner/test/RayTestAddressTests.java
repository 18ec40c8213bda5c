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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of which address counts in a test with annotations of Ray.
 */
class RayTestAddressTests {

	private static final String OWN = "http://own:1";

	@Test
	void annotationWinsOverTheApplication() {
		assertThat(address(Plain.class)).isEmpty();
	}

	@Test
	void annotationWinsOverTheSystem() {
		TestPropertyValues.of(Map.of("ray.address", "http://system:1"))
			.applyToSystemProperties(() -> assertThat(address(PlainWithASystemProperty.class)).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(classes = { Inlined.class, InlinedBySpring.class, InAFile.class, Arguments.class, Dynamic.class,
			DynamicByABean.class, Initialized.class, OnASharedCluster.class })
	void propertiesOfTheTestWin(Class<?> testClass) {
		assertThat(address(testClass)).isEqualTo(OWN);
	}

	private static String address(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext()
			.getApplicationContext()
			.getEnvironment()
			.getRequiredProperty("ray.address");
	}

	@SpringBootTest(classes = Application.class)
	@RecordRayTasks
	static class Plain {

	}

	@SpringBootTest(classes = Application.class, properties = "system=true")
	@RecordRayTasks
	static class PlainWithASystemProperty {

	}

	@SpringBootTest(classes = Application.class, properties = "ray.address=" + OWN)
	@RecordRayTasks
	static class Inlined {

	}

	@ContextConfiguration(classes = Application.class)
	@TestPropertySource(properties = "ray.address=" + OWN)
	@RecordRayTasks
	static class InlinedBySpring {

	}

	@SpringBootTest(classes = Application.class)
	@TestPropertySource("own.properties")
	@RecordRayTasks
	static class InAFile {

	}

	@SpringBootTest(classes = Application.class, args = "--ray.address=" + OWN)
	@RecordRayTasks
	static class Arguments {

	}

	@SpringBootTest(classes = Application.class)
	@RecordRayTasks
	static class Dynamic {

		@DynamicPropertySource
		static void address(DynamicPropertyRegistry registry) {
			registry.add("ray.address", () -> OWN);
		}

	}

	@SpringBootTest(classes = { Application.class, Registrar.class })
	@RecordRayTasks
	static class DynamicByABean {

	}

	@SpringBootTest(classes = Application.class)
	@ContextConfiguration(initializers = Initializer.class)
	@RecordRayTasks
	static class Initialized {

	}

	@SpringBootTest(classes = Application.class)
	@TestPropertySource("own.properties")
	@RecordRayTasks
	@SharedRayCluster
	static class OnASharedCluster {

	}

	static class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			TestPropertyValues.of("ray.address=" + OWN).applyTo(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Registrar {

		@Bean
		DynamicPropertyRegistrar address() {
			return (registry) -> registry.add("ray.address", () -> OWN);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@PropertySource("classpath:io/github/raytaskrunner/test/production.properties")
	static class Application {

	}

}
