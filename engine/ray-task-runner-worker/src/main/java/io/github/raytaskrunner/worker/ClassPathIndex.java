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

package io.github.raytaskrunner.worker;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the class path of an application is on a node, as a file in the worker's package:
 * a line for each element, in order, which is its path in the folder into which Ray
 * unpacks all packages beside each other. That of a folder ends with a slash.
 */
public final class ClassPathIndex {

	/**
	 * Name of the file.
	 */
	public static final String FILE_NAME = "classpath.idx";

	private final List<String> elements;

	/**
	 * Create a new index.
	 * @param elements paths of the elements in order
	 * @throws IllegalArgumentException if a path cannot be a line
	 */
	public ClassPathIndex(List<String> elements) {
		for (String element : elements) {
			if (element.isEmpty() || element.chars().anyMatch(ClassPathIndex::endsALine)) {
				throw new IllegalArgumentException("An element of the class path must have a name of one line, not '"
						+ element + "': rename its file");
			}
		}
		this.elements = List.copyOf(elements);
	}

	private static boolean endsALine(int character) {
		return character == '\n' || character == '\r' || character == 0;
	}

	/**
	 * Return the content of the file.
	 * @return the bytes
	 */
	public byte[] toBytes() {
		StringBuilder lines = new StringBuilder();
		this.elements.forEach((element) -> lines.append(element).append('\n'));
		return lines.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Read the index and look for what it names.
	 * @param workerPackage folder of the worker's package; the other packages lie beside
	 * it
	 * @return the elements in order
	 * @throws IllegalStateException if the index or an element is missing on this node
	 */
	static List<URL> read(Path workerPackage) {
		Path file = workerPackage.resolve(FILE_NAME);
		try {
			return new ClassPathIndex(Files.readAllLines(file)).urls(workerPackage);
		}
		catch (IOException ex) {
			throw new IllegalStateException("The index of the application's class path cannot be read: " + file, ex);
		}
	}

	private List<URL> urls(Path workerPackage) throws MalformedURLException {
		URL[] urls = new URL[this.elements.size()];
		for (int i = 0; i < urls.length; i++) {
			String element = this.elements.get(i);
			Path path = workerPackage.resolveSibling(element);
			if (element.endsWith("/") ? !Files.isDirectory(path) : !Files.isRegularFile(path)) {
				throw new IllegalStateException("A part of the application's class path is missing on this node: "
						+ path + ", named in " + workerPackage.resolve(FILE_NAME)
						+ ". Ray has not unpacked its package, or has deleted it");
			}
			urls[i] = path.toUri().toURL();
		}
		return List.of(urls);
	}

}
