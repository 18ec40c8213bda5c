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

package io.github.raytaskrunner.driver;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

import io.github.raytaskrunner.launch.DriverConfig;
import org.jspecify.annotations.Nullable;

/**
 * The driver's certificate, which by default is that of Ray on this node.
 *
 * @param certificate PEM file with the certificate and its chain
 * @param privateKey PEM file with the private key
 * @param clientAuthorities PEM file with the authorities of the certificate that the
 * application has to present, or {@code null} if it needs none
 */
record ServerTls(Path certificate, Path privateKey, @Nullable Path clientAuthorities) {

	/**
	 * As locations of resources have it in Spring.
	 */
	private static final String URI_SCHEME = "file:";

	/**
	 * Find the files on this node.
	 * @param tls what the application says
	 * @param environment the environment of this process
	 * @throws IllegalArgumentException if neither says where a file is
	 */
	static ServerTls of(DriverConfig.Tls tls, Map<String, String> environment) {
		String authorities = environment.get("RAY_TLS_CA_CERT");
		return new ServerTls(path("certificate", tls.certificate(), environment, "RAY_TLS_SERVER_CERT"),
				path("private-key", tls.privateKey(), environment, "RAY_TLS_SERVER_KEY"),
				(tls.clientCertificate() && authorities != null) ? Path.of(authorities) : null);
	}

	private static Path path(String name, @Nullable String told, Map<String, String> environment, String variable) {
		String path = (told != null) ? told : environment.get(variable);
		if (path == null) {
			throw new IllegalArgumentException("The driver needs a file for TLS: set ray.driver.ssl." + name
					+ " to its path on the driver's node, or " + variable + " in the environment of Ray there");
		}
		return path.startsWith(URI_SCHEME) ? Path.of(URI.create(path)) : Path.of(path);
	}

}
