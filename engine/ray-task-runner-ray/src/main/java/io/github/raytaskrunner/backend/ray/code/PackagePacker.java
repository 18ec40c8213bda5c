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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.raytaskrunner.backend.BackendUnavailableException;

/**
 * Distributes elements of the class path over packages of a limited size, and knows where
 * each has come to lie.
 */
final class PackagePacker {

	private final PackageWriter writer;

	private final PackageLayout layout;

	private final long maxSize;

	private final List<CodePackage> packages = new ArrayList<>();

	private final Map<ClassPathElement, Set<String>> paths = new LinkedHashMap<>();

	PackagePacker(PackageWriter writer, PackageLayout layout, long maxSize) {
		this.writer = writer;
		this.layout = layout;
		this.maxSize = maxSize;
	}

	// sorted by name and not in the order of the class path: an order that changes alone
	// does not change the packages
	void pack(Collection<ClassPathElement> elements) throws IOException {
		SortedMap<String, Item> pending = new TreeMap<>();
		long size = PackageWriter.overhead();
		for (Map.Entry<String, Item> entry : items(elements).entrySet()) {
			String name = entry.getKey();
			Item item = entry.getValue();
			long itemSize = PackageWriter.overhead(name) + item.content.size();
			if (PackageWriter.overhead() + itemSize > this.maxSize) {
				throw tooLarge(name, item);
			}
			if (size + itemSize > this.maxSize) {
				write(pending);
				pending.clear();
				size = PackageWriter.overhead();
			}
			pending.put(name, item);
			size += itemSize;
		}
		if (!pending.isEmpty()) {
			write(pending);
		}
	}

	private SortedMap<String, Item> items(Collection<ClassPathElement> elements) throws IOException {
		SortedMap<String, Item> items = new TreeMap<>();
		for (ClassPathElement element : elements) {
			this.layout.contents(element).forEach((name, content) -> items.put(name, new Item(element, content)));
		}
		return items;
	}

	private void write(SortedMap<String, Item> items) throws IOException {
		SortedMap<String, Content> contents = new TreeMap<>();
		items.forEach((name, item) -> contents.put(name, item.content));
		CodePackage codePackage = this.writer.write(contents);
		this.packages.add(codePackage);
		for (Item item : items.values()) {
			this.paths.computeIfAbsent(item.element, (element) -> new LinkedHashSet<>())
				.add(codePackage.folder() + "/" + this.layout.root(item.element));
		}
	}

	private BackendUnavailableException tooLarge(String name, Item item) throws IOException {
		ClassPathElement element = item.element;
		String file = (element.isJar()) ? element.toString()
				: name.substring(this.layout.root(element).length()) + " in " + element;
		String finding = String.format(Locale.ROOT,
				"%s on the class path has %,d bytes, and a Ray cluster takes at most %,d in one file", file,
				item.content.size(), this.maxSize);
		return new BackendUnavailableException(finding, "Split it, or take it off the application's class path.", null);
	}

	List<CodePackage> packages() {
		return List.copyOf(this.packages);
	}

	// relative to the folder of all packages; a folder may lie in several packages
	Set<String> paths(ClassPathElement element) {
		return this.paths.getOrDefault(element, Set.of());
	}

	private record Item(ClassPathElement element, Content content) {

	}

}
