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

package io.github.raytaskrunner.backend.ray.cluster;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * Address of a cluster that runs already.
 *
 * @param text the address as it was given
 * @param dashboard base address of the dashboard
 * @param dashboardGiven whether the dashboard's address was given and not derived
 * @param gcsAddress host and port of the global control store if that is what was given,
 * else {@code null}
 */
public record ClusterAddress(String text, URI dashboard, boolean dashboardGiven, @Nullable String gcsAddress) {

	private static final int DASHBOARD_PORT = 8265;

	private static final int MAX_PORT = 65_535;

	/**
	 * Parse an address.
	 * @param address {@code http(s)://host:port} of a dashboard, {@code ray://host:port}
	 * as for Ray's clients, or {@code host:port} of a global control store
	 * @param dashboard address of the dashboard, or {@code null} to take
	 * {@value #DASHBOARD_PORT} on the same host
	 * @return the address
	 * @throws IllegalArgumentException if it is none; the message is the end of a
	 * sentence that begins with the address
	 */
	public static ClusterAddress parse(String address, @Nullable URI dashboard) {
		URI uri = uri(address.contains("://") ? address : "gcs://" + address);
		return switch (uri.getScheme()) {
			case "http", "https" -> {
				if (dashboard != null) {
					throw new IllegalArgumentException(
							"is that of a dashboard, so there must be no other in 'ray.dashboard-address'");
				}
				yield new ClusterAddress(address, uri, true, null);
			}
			case "ray" -> of(address, uri, dashboard, null);
			case "gcs" -> {
				if (uri.getPort() < 0) {
					throw unknown();
				}
				yield of(address, uri, dashboard, address);
			}
			default -> throw unknown();
		};
	}

	private static ClusterAddress of(String text, URI uri, @Nullable URI dashboard, @Nullable String gcsAddress) {
		return new ClusterAddress(text,
				(dashboard != null) ? dashboard : URI.create("http://" + uri.getHost() + ":" + DASHBOARD_PORT),
				dashboard != null, gcsAddress);
	}

	private static URI uri(String text) {
		try {
			URI uri = new URI(text);
			if (uri.getHost() == null || uri.getUserInfo() != null) {
				throw unknown();
			}
			if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
				throw new IllegalArgumentException("has a port that is not between 1 and " + MAX_PORT);
			}
			return uri;
		}
		catch (URISyntaxException ex) {
			throw unknown();
		}
	}

	private static IllegalArgumentException unknown() {
		return new IllegalArgumentException("is none of: 'local' (a temporary cluster on this machine), 'embedded' (no "
				+ "Ray), 'auto' (the cluster running on this machine), 'http(s)://host:8265' (a cluster's dashboard), "
				+ "'ray://host:10001', 'host:6379' (its global control store)");
	}

}
