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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.raytaskrunner.RayTaskRunnerException;

import org.springframework.util.StringUtils;

/**
 * What a driver process needs of the application's class path: the driver, its libraries,
 * and nothing of the application or of Spring. The cluster's own {@code ray_dist.jar},
 * which it needs too, comes last and from elsewhere.
 */
public final class DriverClassPath {

	/**
	 * A class of each module that the driver consists of, by which it is found whatever
	 * its jar is called, and the artifact.
	 */
	private static final Map<String, String> MODULES = modules();

	/**
	 * The class path of libraries, as the build of the driver wrote it. It is not there
	 * once they are part of this library's own jar.
	 */
	private static final String LIBRARIES = "io/github/raytaskrunner/driver/libraries.classpath";

	private final List<ClassPathElement> elements;

	private DriverClassPath(List<ClassPathElement> elements) {
		this.elements = elements;
	}

	private static Map<String, String> modules() {
		Map<String, String> modules = new LinkedHashMap<>();
		modules.put("io.github.raytaskrunner.driver.DriverMain", "ray-task-runner-driver");
		modules.put("io.github.raytaskrunner.protocol.DriverMessage", "ray-task-runner-protocol");
		modules.put("io.github.raytaskrunner.worker.WorkerEntry", "ray-task-runner-worker");
		return Collections.unmodifiableMap(modules);
	}

	/**
	 * Find what the driver needs.
	 * @param classPath class path of the application
	 * @return the driver's part of it
	 * @throws RayTaskRunnerException if something is missing
	 */
	public static DriverClassPath of(ApplicationClassPath classPath) {
		Set<ClassPathElement> elements = new LinkedHashSet<>();
		MODULES.forEach((className, artifact) -> elements.add(classPath.require(className, artifact)));
		for (String library : StringUtils.delimitedListToStringArray(classPath.text(LIBRARIES), ":")) {
			elements.add(classPath.requireJar(library.substring(library.lastIndexOf('/') + 1).strip()));
		}
		return new DriverClassPath(List.copyOf(elements));
	}

	List<ClassPathElement> elements() {
		return this.elements;
	}

	/**
	 * Return files and folders for a driver on this machine. What is a file of its own is
	 * used where it is.
	 * @param directory existing directory, into which parts of a Spring Boot jar are
	 * copied
	 * @return elements of a class path in order
	 */
	public List<Path> materialize(Path directory) {
		PackageLayout layout = new PackageLayout(this.elements);
		List<Path> paths = new ArrayList<>();
		try {
			for (ClassPathElement element : this.elements) {
				if (element.isNested()) {
					copy(layout.contents(element), directory);
					paths.add(directory.resolve(layout.root(element)));
				}
				else {
					paths.add(element.location().file());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The driver's class path cannot be copied to " + directory, ex);
		}
		return List.copyOf(paths);
	}

	private static void copy(SortedMap<String, Content> contents, Path directory) throws IOException {
		for (Map.Entry<String, Content> content : contents.entrySet()) {
			Path target = directory.resolve(content.getKey());
			if (content.getKey().endsWith("/")) {
				Files.createDirectories(target);
				continue;
			}
			Files.createDirectories(target.getParent());
			try (InputStream input = content.getValue().open()) {
				Files.copy(input, target, StandardCopyOption.REPLACE_EXISTING);
			}
		}
	}

	/**
	 * Write a package for a driver that runs as a Ray job.
	 * @param directory existing directory for the zip file
	 * @return the package
	 */
	public DriverPackage buildPackage(Path directory) {
		PackageLayout layout = new PackageLayout(this.elements);
		try {
			SortedMap<String, Content> contents = new TreeMap<>();
			for (ClassPathElement element : this.elements) {
				contents.putAll(layout.contents(element));
			}
			contents.put(DriverPackage.SCRIPT, script());
			CodePackage codePackage = new PackageWriter(directory).write(contents);
			return new DriverPackage(codePackage, List.copyOf(layout.roots().values()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The driver's class path cannot be packed into " + directory, ex);
		}
	}

	private static Content script() throws IOException {
		try (InputStream input = DriverClassPath.class.getResourceAsStream(DriverPackage.SCRIPT)) {
			return Content.of(Objects.requireNonNull(input, DriverPackage.SCRIPT).readAllBytes());
		}
	}

	@Override
	public String toString() {
		return this.elements.toString();
	}

}
