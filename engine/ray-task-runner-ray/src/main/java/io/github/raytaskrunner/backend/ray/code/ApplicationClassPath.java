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

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The class path of the application, in the order in which its class loaders search it:
 * folders of classes, jars, what the manifests of jars name, and the parts of a Spring
 * Boot jar. The JDK and Ray's own jars are not part of it, nor is what does not exist.
 * <p>
 * A picture of the moment it is taken; immutable.
 */
public final class ApplicationClassPath {

	/**
	 * What this library's own classes need.
	 */
	private static final int OLDEST_JAVA_VERSION = 17;

	private static final int CLASS_FILE_VERSION_OFFSET = 44;

	private static final List<String> CLASSES_OF_RAY = List.of("io.ray.api.Ray", "io.ray.runtime.AbstractRayRuntime");

	private final ClassLoader loader;

	private final Map<CodeLocation, ClassPathElement> elements;

	private ApplicationClassPath(ClassLoader loader, List<ClassPathElement> elements) {
		this.loader = loader;
		Map<CodeLocation, ClassPathElement> byLocation = new LinkedHashMap<>();
		elements.forEach((element) -> byLocation.put(element.location(), element));
		this.elements = byLocation;
	}

	/**
	 * Return the class path of an application.
	 * @param loader the loader of the application's classes, as in
	 * {@code ApplicationContext.getClassLoader()}
	 * @return what the loader and its parents search
	 */
	public static ApplicationClassPath of(ClassLoader loader) {
		ApplicationClassPath classPath = new ApplicationClassPath(loader, ClassPathScanner.scan(loader));
		for (String className : CLASSES_OF_RAY) {
			// an application repackaged with Ray's classes into one jar stays
			classPath.locations(className)
				.stream()
				.map(classPath.elements::get)
				.filter((element) -> element != null && element.isJar() && element.name().startsWith("ray"))
				.forEach((element) -> classPath.elements.remove(element.location()));
		}
		return classPath;
	}

	/**
	 * Return the oldest Java that runs the application's own classes, as far as the first
	 * class in each folder tells.
	 * @return a feature version of Java, such as 17
	 */
	public int javaVersion() {
		return elements().stream()
			.filter((element) -> !element.isJar())
			.mapToInt(ApplicationClassPath::javaVersion)
			.max()
			.orElse(OLDEST_JAVA_VERSION);
	}

	private static int javaVersion(ClassPathElement folder) {
		try {
			for (Map.Entry<String, Content> file : folder.folderContents().files().entrySet()) {
				if (file.getKey().endsWith(ClassUtils.CLASS_FILE_SUFFIX)) {
					try (DataInputStream content = new DataInputStream(file.getValue().open())) {
						content.readInt();
						content.readUnsignedShort();
						return Math.max(OLDEST_JAVA_VERSION, content.readUnsignedShort() - CLASS_FILE_VERSION_OFFSET);
					}
				}
			}
			return OLDEST_JAVA_VERSION;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The class path cannot be read: " + folder, ex);
		}
	}

	List<ClassPathElement> elements() {
		return List.copyOf(this.elements.values());
	}

	@Nullable ClassPathElement find(String className) {
		return locations(className).stream()
			.map(this.elements::get)
			.filter((element) -> element != null)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the element that a class of this library is in.
	 * @param className name of the class
	 * @param artifact the artifact that contains the class
	 * @return the first element with the class
	 * @throws BackendUnavailableException if there is none
	 */
	ClassPathElement require(String className, String artifact) {
		ClassPathElement element = find(className);
		if (element == null) {
			throw missing(className, "io.github.raytaskrunner:" + artifact);
		}
		return element;
	}

	/**
	 * Return a jar by its name.
	 * @param name name of the jar
	 * @return the first jar of that name
	 * @throws BackendUnavailableException if there is none
	 */
	ClassPathElement requireJar(String name) {
		return this.elements.values()
			.stream()
			.filter((element) -> element.isJar() && element.name().equals(name))
			.findFirst()
			.orElseThrow(() -> missing(name, name));
	}

	private BackendUnavailableException missing(String what, String artifact) {
		return new BackendUnavailableException(
				"The class path of the application has no " + what + ", which it takes to run tasks on Ray. It is "
						+ this,
				"Look whether " + artifact + " was excluded from the dependencies of the starter.", null);
	}

	/**
	 * Read a resource.
	 * @param name name of the resource
	 * @return its text, empty if there is no such resource
	 */
	String text(String name) {
		try (InputStream input = this.loader.getResourceAsStream(name)) {
			return (input != null) ? new String(input.readAllBytes(), StandardCharsets.UTF_8) : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The class path cannot be read: " + name, ex);
		}
	}

	private List<CodeLocation> locations(String className) {
		String resource = ClassUtils.convertClassNameToResourcePath(className) + ClassUtils.CLASS_FILE_SUFFIX;
		List<CodeLocation> locations = new ArrayList<>();
		try {
			for (URL url : Collections.list(this.loader.getResources(resource))) {
				CodeLocation location = CodeLocation.of(url, resource);
				if (location != null) {
					locations.add(location);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The class path cannot be searched", ex);
		}
		return locations;
	}

	@Override
	public String toString() {
		return this.elements.values().toString();
	}

}
