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

import io.github.raytaskrunner.autoconfigure.RayConnectionDetails;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * Finds the dashboard of a {@code ray} service that publishes its port.
 */
class RayDockerComposeConnectionDetailsFactory extends DockerComposeConnectionDetailsFactory<RayConnectionDetails> {

	private static final Log logger = LogFactory.getLog(RayDockerComposeConnectionDetailsFactory.class);

	private static final String[] CONNECTION_NAMES = { "rayproject/ray", "ray" };

	private static final int DASHBOARD_PORT = 8265;

	private static final String TOKEN = "RAY_AUTH_TOKEN";

	RayDockerComposeConnectionDetailsFactory() {
		super(CONNECTION_NAMES);
	}

	@Override
	protected @Nullable RayConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		RunningService service = source.getRunningService();
		Integer port = dashboardPort(service);
		return (port != null) ? new RayDockerComposeConnectionDetails(service, port) : null;
	}

	// services of workers have the image of the head, but publish no dashboard
	private static @Nullable Integer dashboardPort(RunningService service) {
		try {
			return service.ports().get(DASHBOARD_PORT);
		}
		catch (IllegalStateException ex) {
			logger.debug("The service '" + service.name() + "' is no head of Ray: " + ex.getMessage());
			return null;
		}
	}

	private static final class RayDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements RayConnectionDetails {

		private final String address;

		private final @Nullable String token;

		RayDockerComposeConnectionDetails(RunningService service, int port) {
			super(service);
			this.address = "http://" + service.host() + ":" + port;
			this.token = service.env().get(TOKEN);
		}

		@Override
		public String getAddress() {
			return this.address;
		}

		@Override
		public @Nullable String getToken() {
			return this.token;
		}

	}

}
