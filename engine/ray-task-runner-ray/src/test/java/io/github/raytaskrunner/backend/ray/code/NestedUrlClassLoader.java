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
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.raytaskrunner.testsupport.CodeFiles;

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
			if (contents(entry).containsKey(name)) {
				return Collections.enumeration(List.of(url(this.jar, entry, name)));
			}
		}
		return Collections.emptyEnumeration();
	}

	@Override
	public InputStream getResourceAsStream(String name) {
		try {
			for (String entry : this.entries) {
				byte[] content = contents(entry).get(name);
				if (content != null) {
					return new ByteArrayInputStream(content);
				}
			}
			return null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Map<String, byte[]> contents(String entry) throws IOException {
		if (!entry.endsWith("/")) {
			return CodeFiles.unzip(new ByteArrayInputStream(CodeFiles.unzip(this.jar).get(entry)));
		}
		Map<String, byte[]> contents = new HashMap<>();
		CodeFiles.unzip(this.jar).forEach((name, content) -> {
			if (name.startsWith(entry)) {
				contents.put(name.substring(entry.length()), content);
			}
		});
		return contents;
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
