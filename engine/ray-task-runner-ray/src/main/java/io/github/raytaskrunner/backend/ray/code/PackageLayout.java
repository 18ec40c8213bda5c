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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives the elements of a class path their places in packages: jars lie below
 * {@code lib/}, where Ray's own class path, which has everything at the top of a package,
 * does not see them; what is in folders lies below {@code classes/<n>/}.
 */
final class PackageLayout {

	private static final String LIB = "lib/";

	private static final String CLASSES = "classes/";

	private final Map<ClassPathElement, String> roots = new LinkedHashMap<>();

	PackageLayout(Collection<ClassPathElement> elements) {
		Set<String> used = new HashSet<>();
		int folders = 0;
		for (ClassPathElement element : elements) {
			this.roots.put(element, (element.isJar()) ? jarRoot(element.name(), used) : CLASSES + folders++ + "/");
		}
	}

	// jars of the same name may come from different places
	private static String jarRoot(String name, Set<String> used) {
		String root = LIB + name;
		for (int i = 2; !used.add(root); i++) {
			root = LIB + i + "/" + name;
		}
		return root;
	}

	// a jar's path, or a folder's with a final slash
	Map<ClassPathElement, String> roots() {
		return this.roots;
	}

	String root(ClassPathElement element) {
		String root = this.roots.get(element);
		if (root == null) {
			throw new IllegalArgumentException(element + " has no place");
		}
		return root;
	}

	SortedMap<String, Content> contents(ClassPathElement element) throws IOException {
		SortedMap<String, Content> contents = new TreeMap<>();
		String root = root(element);
		if (element.isJar()) {
			contents.put(root, element.jarContent());
			return contents;
		}
		// there even if it is empty
		contents.put(root, Content.EMPTY);
		element.folderContents().files().forEach((name, content) -> contents.put(root + name, content));
		return contents;
	}

}
