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

package io.github.raytaskrunner.backend.ray;

import java.util.Objects;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

import io.github.raytaskrunner.launch.DriverConfig;
import org.jspecify.annotations.Nullable;

/**
 * TLS between the application and its driver. Equal to another one of the same bundle and
 * files.
 *
 * @param bundle name of the SSL bundle that the factories are from
 * @param trust trusts the driver's certificate
 * @param key key that the application presents, or {@code null} for none
 * @param certificate path of the PEM file with the driver's certificate, on the driver's
 * node; {@code null} for that of Ray there
 * @param privateKey path of the PEM file with the driver's private key, on the driver's
 * node; {@code null} for that of Ray there
 * @param serverName name that the driver's certificate has; {@code null} for the host
 * that the application connects to
 */
public record DriverTls(String bundle, TrustManagerFactory trust, @Nullable KeyManagerFactory key,
		@Nullable String certificate, @Nullable String privateKey, @Nullable String serverName) {

	/**
	 * Return the driver's part of it.
	 */
	DriverConfig.Tls ofDriver() {
		return new DriverConfig.Tls(this.key != null, this.certificate, this.privateKey);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof DriverTls that && this.bundle.equals(that.bundle)
				&& Objects.equals(this.certificate, that.certificate)
				&& Objects.equals(this.privateKey, that.privateKey) && Objects.equals(this.serverName, that.serverName);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.bundle, this.certificate, this.privateKey, this.serverName);
	}

	@Override
	public String toString() {
		return "DriverTls[" + this.bundle + "]";
	}

}
