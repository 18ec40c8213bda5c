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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

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
		Path file = Path.of(System.getProperty("user.home"), ".ray", "auth_token");
		return Files.isReadable(file) ? new ClusterToken(null, file) : NONE;
	}

	public ClusterToken {
		// as secrets are mounted, and as an empty property stands for none
		value = StringUtils.hasText(value) ? value.strip() : null;
	}

	boolean isPresent() {
		return this.value != null || this.file != null;
	}

	@Override
	public @Nullable String get() {
		if (this.value != null || this.file == null) {
			return this.value;
		}
		try {
			return Files.readString(this.file).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The file with the Ray cluster's token cannot be read: " + this.file, ex);
		}
	}

	@Override
	public String toString() {
		return "ClusterToken[" + (isPresent() ? "present" : "none") + "]";
	}

}
