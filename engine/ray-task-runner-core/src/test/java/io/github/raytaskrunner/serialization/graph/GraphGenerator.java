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

package io.github.raytaskrunner.serialization.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Generates graphs of objects: of all kinds, wide and deep, with objects that several
 * others share, and with cycles.
 */
final class GraphGenerator {

	private static final int MAX_CONTENT = 5;

	private final Random random;

	private final List<Object> keys = new ArrayList<>();

	private final List<Object> objects = new ArrayList<>();

	private GraphGenerator(long seed) {
		this.random = new Random(seed);
	}

	/**
	 * Generate a graph.
	 * @param seed what is the same for the same graph
	 * @return the root of the graph
	 */
	static Object[] generate(long seed) {
		return new GraphGenerator(seed).generate();
	}

	private Object[] generate() {
		this.keys.add("key");
		this.objects.add("object");
		int size = 3 + this.random.nextInt(30);
		for (int i = 0; i < size; i++) {
			add(i);
		}
		int links = this.random.nextInt(1 + size / 3);
		for (int i = 0; i < links * 4; i++) {
			Holders.link(object(), object());
		}
		Object[] root = new Object[1 + this.random.nextInt(4)];
		for (int i = 0; i < root.length; i++) {
			root[i] = object();
		}
		return root;
	}

	private void add(int index) {
		Object added = switch (this.random.nextInt(8)) {
			case 0, 1 -> Values.KEYS.get(this.random.nextInt(Values.KEYS.size())).apply(this.random);
			case 2 -> Values.OTHERS.get(this.random.nextInt(Values.OTHERS.size())).apply(this.random);
			case 3 -> Holders.OF_OBJECTS.get(this.random.nextInt(Holders.OF_OBJECTS.size())).apply(content());
			case 4 -> Holders.OF_ONE.get(this.random.nextInt(Holders.OF_ONE.size())).apply(object());
			case 5 -> Holders.OF_ELEMENTS.get(this.random.nextInt(Holders.OF_ELEMENTS.size())).apply(elements());
			case 6 -> Holders.OF_ENTRIES.get(this.random.nextInt(Holders.OF_ENTRIES.size())).apply(entries());
			default -> newKey(index);
		};
		this.objects.add(added);
		if (this.random.nextInt(3) == 0) {
			Object key = Values.KEYS.get(this.random.nextInt(Values.KEYS.size())).apply(this.random);
			this.keys.add(key);
			this.objects.add(key);
		}
	}

	private Object newKey(int index) {
		Object key = switch (this.random.nextInt(5)) {
			case 0 -> new OwnKeys.Composite(key());
			case 1 -> new OwnKeys.Key(key(), index);
			case 2 -> List.copyOf(elements());
			default -> new OwnKeys.Member(index);
		};
		this.keys.add(key);
		return key;
	}

	private Object object() {
		// the later ones hold the earlier ones, which makes graphs deep
		int from = (this.random.nextBoolean()) ? 0 : this.objects.size() / 2;
		return this.objects.get(from + this.random.nextInt(this.objects.size() - from));
	}

	private Object key() {
		return this.keys.get(this.random.nextInt(this.keys.size()));
	}

	private List<Object> content() {
		List<Object> content = new ArrayList<>();
		for (int i = this.random.nextInt(MAX_CONTENT); i > 0; i--) {
			content.add(object());
		}
		return content;
	}

	private List<Object> elements() {
		Set<Object> elements = new LinkedHashSet<>();
		for (int i = this.random.nextInt(MAX_CONTENT); i > 0; i--) {
			elements.add(key());
		}
		return new ArrayList<>(elements);
	}

	private Map<Object, Object> entries() {
		Map<Object, Object> entries = new LinkedHashMap<>();
		for (int i = this.random.nextInt(MAX_CONTENT); i > 0; i--) {
			entries.put(key(), object());
		}
		return entries;
	}

}
