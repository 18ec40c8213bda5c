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

import java.util.List;

import io.github.raytaskrunner.autoconfigure.RayConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Finds the dashboard of a container with {@code @ServiceConnection} that is made of an
 * image of Ray, or has the name {@code ray} there.
 */
class RayContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, RayConnectionDetails> {

	private static final List<String> CONNECTION_NAMES = List.of("rayproject/ray", "ray");

	private static final int DASHBOARD_PORT = 8265;

	private static final String TOKEN = "RAY_AUTH_TOKEN";

	RayContainerConnectionDetailsFactory() {
		super(CONNECTION_NAMES);
	}

	@Override
	protected RayConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new RayContainerConnectionDetails(source);
	}

	private static final class RayContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements RayConnectionDetails {

		RayContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public String getAddress() {
			Container<?> container = getContainer();
			return "http://" + container.getHost() + ":" + container.getMappedPort(DASHBOARD_PORT);
		}

		@Override
		public @Nullable String getToken() {
			return getContainer().getEnvMap().get(TOKEN);
		}

	}

}
