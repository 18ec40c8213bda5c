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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Has the URLs of the loader with which Spring Boot's launcher runs an application.
 */
final class NestedUrlClassLoader extends URLClassLoader {

	private final Path jar;

	private final List<String> entries;

	NestedUrlClassLoader(Path jar, ClassLoader parent, String... entries) {
		super(Stream.of(entries).map((entry) -> url(jar, entry, "")).toArray(URL[]::new), parent);
		this.jar = jar;
		this.entries = List.of(entries);
	}

	@Override
	public Enumeration<URL> findResources(String name) throws IOException {
		for (String entry : this.entries) {
			if (contents(entry).contains(name)) {
				return Collections.enumeration(List.of(url(this.jar, entry, name)));
			}
		}
		return Collections.emptyEnumeration();
	}

	private List<String> contents(String entry) throws IOException {
		try (ZipFile zip = new ZipFile(this.jar.toFile())) {
			if (entry.endsWith("/")) {
				return zip.stream()
					.map((each) -> each.getName())
					.filter((each) -> each.startsWith(entry))
					.map((each) -> each.substring(entry.length()))
					.toList();
			}
			try (InputStream input = zip.getInputStream(zip.getEntry(entry))) {
				return List.copyOf(CodeFiles.unzip(new ByteArrayInputStream(input.readAllBytes())).keySet());
			}
		}
	}

	private static URL url(Path jar, String entry, String name) {
		try {
			String path = jar.toUri().getRawPath().replace("!", "%21");
			return new URL(null, "jar:nested:" + path + "/!" + entry + "!/" + name, new NestedUrlHandler());
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class NestedUrlHandler extends URLStreamHandler {

		@Override
		protected URLConnection openConnection(URL url) throws IOException {
			throw new IOException("not to be opened");
		}

	}

}
