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

package io.github.raytaskrunner.autoconfigure.testcontainers;

import io.github.raytaskrunner.autoconfigure.RayConnectionDetails;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RayContainerConnectionDetailsFactory} with containers that are only
 * said to run.
 */
@SpringJUnitConfig(RayContainerConnectionDetailsFactoryTests.Application.class)
class RayContainerConnectionDetailsFactoryTests {

	@ServiceConnection
	static final StartedContainer ray = new StartedContainer("rayproject/ray:2.60.0");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class));

	@Test
	void containerOfATestHasItsDashboardAndToken(@Autowired RayConnectionDetails details) {
		assertThat(details.getAddress()).isEqualTo("http://127.0.0.1:32768");
		assertThat(details.getDashboardAddress()).isNull();
		assertThat(details.getToken()).isEqualTo("secret");
	}

	@Test
	void containerThatIsABeanIsFoundByName() {
		this.contextRunner.withUserConfiguration(NamedContainer.class)
			.run((context) -> assertThat(context.getBean(RayConnectionDetails.class).getAddress())
				.isEqualTo("http://127.0.0.1:32768"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class NamedContainer {

		@Bean
		@ServiceConnection("ray")
		StartedContainer container() {
			return new StartedContainer("ray-with-java:1");
		}

	}

	static class StartedContainer extends GenericContainer<StartedContainer> {

		private static final int DASHBOARD_PORT = 8265;

		private static final int MAPPED_PORT = 32768;

		private final String image;

		StartedContainer(String image) {
			super(image);
			this.image = image;
			withEnv("RAY_AUTH_TOKEN", "secret");
		}

		@Override
		public void start() {
			// there may be no Docker here
		}

		@Override
		public String getDockerImageName() {
			return this.image;
		}

		@Override
		public String getHost() {
			return "127.0.0.1";
		}

		@Override
		public Integer getMappedPort(int port) {
			assertThat(port).isEqualTo(DASHBOARD_PORT);
			return MAPPED_PORT;
		}

	}

}
