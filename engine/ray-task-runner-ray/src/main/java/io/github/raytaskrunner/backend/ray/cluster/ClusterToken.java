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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The token that a cluster with token authentication asks for. A file is read each time,
 * because tokens are renewed there.
 *
 * @param value the token, or {@code null}
 * @param file file with the token if there is no value, or {@code null}
 */
public record ClusterToken(@Nullable String value, @Nullable Path file) implements Supplier<@Nullable String> {

	/**
	 * No token.
	 */
	public static final ClusterToken NONE = new ClusterToken(null, null);

	/**
	 * Return the token of this user, where Ray keeps it: {@code ~/.ray/auth_token}.
	 * @return the token, or none if there is no such file
	 */
	static ClusterToken ofUser() {
		String home = Objects.requireNonNullElse(System.getenv("HOME"), System.getProperty("user.home"));
		Path file = Path.of(home, ".ray", "auth_token");
		return Files.isReadable(file) ? new ClusterToken(null, file) : NONE;
	}

	public ClusterToken {
		// as secrets are mounted, and as an empty property stands for none
		value = StringUtils.hasText(value) ? value.strip() : null;
	}

	boolean isPresent() {
		return this.value != null || this.file != null;
	}

	/**
	 * Return the token.
	 * @return the token, or {@code null} if there is none
	 * @throws BackendUnavailableException if the file is empty or cannot be read
	 */
	@Override
	public @Nullable String get() {
		return (this.value == null && this.file != null) ? read(this.file) : this.value;
	}

	private static String read(Path file) {
		try {
			String token = Files.readString(file).strip();
			if (token.isEmpty()) {
				throw unusable(file + " is empty", null);
			}
			return token;
		}
		catch (IOException ex) {
			throw unusable(file + " cannot be read: " + ex, ex);
		}
	}

	private static BackendUnavailableException unusable(String finding, @Nullable IOException cause) {
		return new BackendUnavailableException("The Ray cluster's token file " + finding,
				"Check 'ray.auth.token-path' (or RAY_AUTH_TOKEN_PATH), and that this user may read the file.", cause);
	}

	@Override
	public String toString() {
		return "ClusterToken[" + (isPresent() ? "present" : "none") + "]";
	}

}
