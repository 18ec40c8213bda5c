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

package io.github.raytaskrunner.backend.ray.code;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Where code is: a jar, a folder, or something within a Spring Boot jar.
 *
 * @param file the file or folder, with its real path
 * @param entry name of an entry of the file, which ends in a slash if it is a folder;
 * {@code null} for the file itself
 */
record CodeLocation(Path file, @Nullable String entry) {

	private static final String JAR = "jar:";

	private static final String NESTED = "nested:";

	/**
	 * Return the location of a file or folder, or {@code null} if it does not exist.
	 */
	static @Nullable CodeLocation of(Path file) {
		try {
			return new CodeLocation(file.toRealPath(), null);
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Return the location to which a URL of a class loader points, or {@code null} if
	 * nothing exists there or it is not on this machine's disks. As for
	 * {@link java.net.URLClassLoader}, a final slash tells a folder from a jar.
	 */
	static @Nullable CodeLocation of(URL url) {
		return of(url.toString());
	}

	/**
	 * Return the location from which a resource was loaded.
	 */
	static @Nullable CodeLocation of(URL url, String resource) {
		String text = url.toString();
		return text.endsWith(resource) ? of(text.substring(0, text.length() - resource.length())) : null;
	}

	private static @Nullable CodeLocation of(String url) {
		if (!url.startsWith(JAR)) {
			boolean folder = url.endsWith("/");
			CodeLocation location = ofFileUrl(url);
			return (location != null && Files.isDirectory(location.file) == folder) ? location : null;
		}
		String nested = url.substring(JAR.length());
		if (nested.endsWith("!/")) {
			nested = nested.substring(0, nested.length() - 2);
		}
		return nested.startsWith(NESTED) ? ofNestedUrl(nested.substring(NESTED.length())) : ofFileUrl(nested);
	}

	// Spring Boot's own URLs, jar:nested:/path/app.jar/!BOOT-INF/lib/some.jar!/, in which
	// the path is encoded and the entry is not
	private static @Nullable CodeLocation ofNestedUrl(String nested) {
		int separator = nested.indexOf("/!");
		if (separator < 0) {
			return null;
		}
		CodeLocation outer = ofFileUrl("file:" + nested.substring(0, separator));
		return (outer != null) ? new CodeLocation(outer.file, nested.substring(separator + 2)) : null;
	}

	private static @Nullable CodeLocation ofFileUrl(String url) {
		if (!url.startsWith("file:")) {
			return null;
		}
		try {
			return of(Path.of(URI.create(url)));
		}
		catch (IllegalArgumentException | FileSystemNotFoundException ex) {
			return null;
		}
	}

	@Override
	public String toString() {
		return (this.entry != null) ? this.file + "!" + this.entry : this.file.toString();
	}

}
