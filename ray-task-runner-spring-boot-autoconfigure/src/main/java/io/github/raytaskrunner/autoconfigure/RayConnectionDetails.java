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

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the cluster of the auto-configured runner is. A bean of this type takes the place
 * of the properties that say so, of {@code ray.auth} and of the SSL bundles. Runners of a
 * {@link RayTaskRunnerFactory} have their own properties.
 */
public interface RayConnectionDetails extends ConnectionDetails {

	/**
	 * Return the address, in any form that {@code ray.address} takes.
	 * @return the address, or {@code null} to look for a cluster as if that property were
	 * not set
	 */
	@Nullable String getAddress();

	/**
	 * Return the address of the dashboard, if {@link #getAddress()} is a different one.
	 * @return the address, or {@code null} to derive it from {@link #getAddress()}
	 */
	default @Nullable URI getDashboardAddress() {
		return null;
	}

	/**
	 * Return the token that the cluster asks for.
	 * @return the token, or {@code null} if there is none: the one of {@code ray.auth} is
	 * not sent to this cluster
	 */
	default @Nullable String getToken() {
		return null;
	}

}
