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

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Collects what class loaders search, in their order. The loaders are asked and not the
 * launcher's files, so this holds for Spring Boot's launchers, development tools, build
 * plugins and servlet containers alike.
 */
final class ClassPathScanner {

	private static final Log logger = LogFactory.getLog(ClassPathScanner.class);

	// in the manifest of what Spring Boot's launchers open: the jar itself is on the
	// class path only for the launcher, and its parts come from the launcher's loader
	private static final Attributes.Name SPRING_BOOT_LIB = new Attributes.Name("Spring-Boot-Lib");

	private final Path javaHome = Path.of(System.getProperty("java.home"));

	private final Set<CodeLocation> visited = new HashSet<>();

	private final List<ClassPathElement> elements = new ArrayList<>();

	private ClassPathScanner() {
	}

	static List<ClassPathElement> scan(ClassLoader loader) {
		ClassPathScanner scanner = new ClassPathScanner();
		Deque<ClassLoader> parentsFirst = new ArrayDeque<>();
		for (ClassLoader each = loader; each != null; each = each.getParent()) {
			parentsFirst.push(each);
		}
		parentsFirst.forEach(scanner::addLoader);
		return scanner.elements;
	}

	static List<ClassPathElement> scan(String classPath) {
		ClassPathScanner scanner = new ClassPathScanner();
		scanner.addClassPath(classPath);
		return scanner.elements;
	}

	private void addLoader(ClassLoader loader) {
		if (loader == ClassLoader.getSystemClassLoader()) {
			String classPath = System.getProperty("java.class.path", "");
			addClassPath(classPath);
			if (paths(classPath).contains("")) {
				lookIntoCurrentFolder(loader);
			}
		}
		if (loader instanceof URLClassLoader urlClassLoader) {
			for (URL url : urlClassLoader.getURLs()) {
				add(CodeLocation.of(url));
			}
		}
	}

	private void addClassPath(String classPath) {
		for (String path : paths(classPath)) {
			try {
				// an empty path is the current folder for the JVM, but often there by
				// accident, and that folder may hold anything
				if (!path.isEmpty()) {
					add(CodeLocation.of(Path.of(path)));
				}
			}
			catch (InvalidPathException ex) {
				logger.debug("Ignored '" + path + "' of the class path", ex);
			}
		}
	}

	private static List<String> paths(String classPath) {
		return List.of(classPath.split(File.pathSeparator, -1));
	}

	private void lookIntoCurrentFolder(ClassLoader loader) {
		CodeLocation current = CodeLocation.of(Path.of(""));
		if (current != null && !this.visited.contains(current) && isLoadedFrom(current, loader)) {
			logger.warn("Classes of the application lie in " + current
					+ ", and tasks on Ray will not find them: only an "
					+ "empty path puts this folder on the class path, and only what is named there goes to Ray. Name it, "
					+ "by '.' say");
		}
	}

	private static boolean isLoadedFrom(CodeLocation folder, ClassLoader loader) {
		return Stream.of(loader.getDefinedPackages())
			.map((each) -> each.getName().isEmpty() ? "" : each.getName().replace('.', '/') + "/")
			.flatMap((path) -> classFiles(folder.file().resolve(path)).map(path::concat))
			.anyMatch((resource) -> folder.equals(location(loader.getResource(resource), resource)));
	}

	private static Stream<String> classFiles(Path folder) {
		String[] names = folder.toFile().list((parent, name) -> name.endsWith(ClassUtils.CLASS_FILE_SUFFIX));
		return (names != null) ? Stream.of(names) : Stream.empty();
	}

	private static @Nullable CodeLocation location(@Nullable URL url, String resource) {
		return (url != null) ? CodeLocation.of(url, resource) : null;
	}

	private void add(@Nullable CodeLocation location) {
		if (location == null || location.file().startsWith(this.javaHome) || !this.visited.add(location)) {
			return;
		}
		if (location.entry() != null) {
			this.elements.add(ClassPathElement.of(location));
			return;
		}
		try {
			addFile(location);
		}
		catch (IOException ex) {
			// as the JVM does with what is not a jar
			logger.debug("Ignored " + location + " of the class path", ex);
		}
	}

	private void addFile(CodeLocation location) throws IOException {
		boolean folder = Files.isDirectory(location.file());
		Manifest manifest = (folder) ? folderManifest(location.file()) : jarManifest(location.file());
		Attributes attributes = (manifest != null) ? manifest.getMainAttributes() : new Attributes();
		if (attributes.containsKey(SPRING_BOOT_LIB)) {
			return;
		}
		this.elements.add(ClassPathElement.of(location));
		String classPath = attributes.getValue(Attributes.Name.CLASS_PATH);
		if (!folder && classPath != null) {
			for (String entry : StringUtils.tokenizeToStringArray(classPath, " \t")) {
				add(resolve(location.file(), entry));
			}
		}
	}

	private static @Nullable Manifest jarManifest(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile(), false)) {
			return file.getManifest();
		}
	}

	private static @Nullable Manifest folderManifest(Path folder) throws IOException {
		Path file = folder.resolve(JarFile.MANIFEST_NAME);
		if (!Files.isRegularFile(file)) {
			return null;
		}
		try (var input = Files.newInputStream(file)) {
			return new Manifest(input);
		}
	}

	private static @Nullable CodeLocation resolve(Path jar, String entry) {
		try {
			return CodeLocation.of(jar.toUri().resolve(new URI(entry)).toURL());
		}
		catch (java.net.URISyntaxException | IllegalArgumentException | MalformedURLException ex) {
			logger.debug("Ignored '" + entry + "' in the manifest of " + jar, ex);
			return null;
		}
	}

}
