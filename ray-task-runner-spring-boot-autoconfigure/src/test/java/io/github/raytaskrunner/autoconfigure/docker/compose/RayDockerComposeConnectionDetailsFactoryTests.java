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

package io.github.raytaskrunner.autoconfigure.docker.compose;

import java.util.Map;

import io.github.raytaskrunner.autoconfigure.RayConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RayDockerComposeConnectionDetailsFactory}, found as Spring Boot finds
 * it.
 */
class RayDockerComposeConnectionDetailsFactoryTests {

	@ParameterizedTest
	@CsvSource({ "rayproject/ray:2.60.0", "registry.example.org/rayproject/ray:latest-py312" })
	void serviceOfRayHasItsDashboardAndToken(String image) {
		RayConnectionDetails details = details(image, Map.of(), Map.of("RAY_AUTH_TOKEN", "secret"));
		assertThat(details).isNotNull();
		assertThat(details.getAddress()).isEqualTo("http://127.0.0.1:32768");
		assertThat(details.getDashboardAddress()).isNull();
		assertThat(details.getToken()).isEqualTo("secret");
	}

	@ParameterizedTest
	@CsvSource({ "ray", "rayproject/ray" })
	void serviceOfAnotherImageIsOneByItsLabel(String name) {
		RayConnectionDetails details = details("ray-with-java:1",
				Map.of("org.springframework.boot.service-connection", name), Map.of());
		assertThat(details).isNotNull();
		assertThat(details.getToken()).isNull();
	}

	@Test
	void serviceOfAnotherImageIsNone() {
		assertThat(details("redis:8", Map.of(), Map.of())).isNull();
	}

	@Test
	void serviceThatPublishesNoDashboardIsNone() {
		ConnectionPorts ports = mock(ConnectionPorts.class);
		given(ports.get(8265)).willThrow(new IllegalStateException("No host port mapping found"));
		assertThat(details("rayproject/ray:2.60.0", Map.of(), Map.of(), ports)).isNull();
	}

	private static @Nullable RayConnectionDetails details(String image, Map<String, String> labels,
			Map<String, String> variables) {
		ConnectionPorts ports = mock(ConnectionPorts.class);
		given(ports.get(8265)).willReturn(32768);
		return details(image, labels, variables, ports);
	}

	private static @Nullable RayConnectionDetails details(String image, Map<String, String> labels,
			Map<String, String> variables, ConnectionPorts ports) {
		RunningService service = mock(RunningService.class);
		given(service.image()).willReturn(ImageReference.of(image));
		given(service.labels()).willReturn(labels);
		given(service.env()).willReturn(variables);
		given(service.host()).willReturn("127.0.0.1");
		given(service.ports()).willReturn(ports);
		DockerComposeConnectionSource source = mock(DockerComposeConnectionSource.class);
		given(source.getRunningService()).willReturn(service);
		return (RayConnectionDetails) new ConnectionDetailsFactories(null).getConnectionDetails(source, false)
			.get(RayConnectionDetails.class);
	}

}
