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

package io.github.raytaskrunner.launch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What opens a driver. The application presents it with every connection; the driver
 * itself knows only its {@link Digest}.
 */
public final class DriverSecret {

	private static final int BYTES = 32;

	private final String value;

	DriverSecret(String value) {
		this.value = value;
	}

	/**
	 * Return a new secret.
	 * @return a secret that nobody can guess
	 */
	public static DriverSecret random() {
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		return new DriverSecret(HexFormat.of().formatHex(bytes));
	}

	/**
	 * Return what is presented to the driver.
	 * @return the secret itself
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Return what a driver has to know.
	 * @return the digest
	 */
	public Digest digest() {
		return Digest.of(this.value);
	}

	@Override
	public String toString() {
		return "DriverSecret[...]";
	}

	/**
	 * Enough of a secret to know it when it is presented, and not to present it.
	 *
	 * @param sha256 SHA-256 of the secret, in hexadecimal digits
	 */
	public record Digest(String sha256) {

		/**
		 * Return the digest of a secret.
		 * @param secret the secret
		 * @return its digest
		 */
		public static Digest of(String secret) {
			try {
				byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(secret));
				return new Digest(HexFormat.of().formatHex(digest));
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("Every JDK has SHA-256", ex);
			}
		}

		/**
		 * Say whether this is the digest of a secret. Takes as long for one that is
		 * nearly right as for any other.
		 * @param secret what is presented
		 * @return whether it is
		 */
		public boolean isOf(String secret) {
			return MessageDigest.isEqual(bytes(this.sha256), bytes(of(secret).sha256));
		}

		private static byte[] bytes(String text) {
			return text.getBytes(StandardCharsets.UTF_8);
		}

	}

}
