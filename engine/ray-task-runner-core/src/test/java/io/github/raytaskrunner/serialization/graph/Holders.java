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

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Multimap;
import kotlin.Triple;
import org.jspecify.annotations.Nullable;

/**
 * Objects that refer to others.
 */
final class Holders {

	/**
	 * Hold any objects, but no {@code null}.
	 */
	static final List<Function<List<Object>, Object>> OF_OBJECTS = List.of(ArrayList::new, LinkedList::new,
			ArrayDeque::new, Vector::new, Holders::stack, CopyOnWriteArrayList::new, ConcurrentLinkedQueue::new,
			ConcurrentLinkedDeque::new, LinkedTransferQueue::new,
			(content) -> queue(new LinkedBlockingDeque<>(9), content),
			(content) -> queue(new ArrayBlockingQueue<>(9), content),
			(content) -> queue(new LinkedBlockingQueue<>(8), content), List::copyOf,
			(content) -> Arrays.asList(content.toArray()), (content) -> Collections.unmodifiableList(content),
			(content) -> Collections.synchronizedList(new ArrayList<>(content)),
			(content) -> Collections.checkedList(new ArrayList<>(content), Object.class),
			(content) -> content.stream().toList(), List::toArray, Holders::withNulls, Holders::arrayWithNulls,
			(content) -> new AtomicReferenceArray<>(content.toArray()), ImmutableList::copyOf, Parts::new,
			(content) -> new Varargs("a", content.toArray()), Several::new, Hooked::new, Replaced::new, External::new,
			Grouped::of, (content) -> new Several.Inner(content), (content) -> new Failure(content));

	/**
	 * Hold one object.
	 */
	static final List<Function<Object, Object>> OF_ONE = List.of(Optional::of, AtomicReference::new,
			(content) -> Collections.nCopies(3, content), List::of, Collections::singletonList, Several.One::new,
			(content) -> new AbstractMap.SimpleEntry<>("a", content),
			(content) -> new AbstractMap.SimpleImmutableEntry<>(content, content), (content) -> Map.entry("a", content),
			(content) -> new Triple<>(content, 1, null), (content) -> (Callback) () -> content,
			(content) -> ((Callback) new Several.One(content)::content),
			(content) -> new EnumMap<>(Map.of(TimeUnit.DAYS, content, TimeUnit.HOURS, content)));

	/**
	 * Find their elements by their hash or order.
	 */
	static final List<Function<List<Object>, Object>> OF_ELEMENTS = List.of(HashSet::new, LinkedHashSet::new,
			CopyOnWriteArraySet::new, Set::copyOf, (content) -> Collections.unmodifiableSet(new HashSet<>(content)),
			(content) -> addAll(Collections.newSetFromMap(new HashMap<>()), content),
			(content) -> addAll(ConcurrentHashMap.newKeySet(), content),
			(content) -> addAll(new TreeSet<>(new ByLabel()), content), ImmutableSet::copyOf,
			(content) -> addAll(new TreeSet<>(Comparator.comparing((Labeling & Serializable) Labels::of)), content));

	/**
	 * Find values by the hash or order of their keys. Get keys, values and whether values
	 * may be found by their hash too.
	 */
	static final List<Function<Map<Object, Object>, Object>> OF_ENTRIES = List.of(HashMap::new, LinkedHashMap::new,
			Hashtable::new, ConcurrentHashMap::new, IdentityHashMap::new, Map::copyOf,
			(content) -> Collections.unmodifiableMap(new LinkedHashMap<>(content)),
			(content) -> Collections.synchronizedMap(new HashMap<>(content)),
			(content) -> putAll(new LinkedHashMap<>(16, 0.75F, true), content),
			(content) -> putAll(new TreeMap<>(new ByLabel()), content),
			(content) -> putAll(new ConcurrentSkipListMap<>(new ByLabel()), content),
			(content) -> putAll(new TreeMap<>(Collections.reverseOrder(new ByLabel())), content), ImmutableMap::copyOf,
			(content) -> new TreeMap<>(putAll(new TreeMap<>(new ByLabel()), content)).descendingMap(), Subclass::new,
			(content) -> Multimaps.fill(ArrayListMultimap.create(), content),
			(content) -> Multimaps.fill(LinkedHashMultimap.create(), content),
			(content) -> ImmutableListMultimap.copyOf(Multimaps.fill(LinkedHashMultimap.create(), content)), Tables::of,
			(content) -> ImmutableTable.copyOf(Tables.of(content)));

	private Holders() {
	}

	/**
	 * Let an object refer to another one as well.
	 * @param holder the object
	 * @param target what to refer to
	 * @return whether the object takes it
	 */
	@SuppressWarnings("unchecked")
	static boolean link(Object holder, Object target) {
		if (holder instanceof Several several) {
			several.link = target;
		}
		else if (holder instanceof Hooked hooked) {
			hooked.link = target;
		}
		else if (holder instanceof Member member) {
			member.link = target;
		}
		else if (holder instanceof Composite composite) {
			composite.link = target;
		}
		else if (holder instanceof AtomicReference<?> reference) {
			((AtomicReference<Object>) reference).set(target);
		}
		else if (holder instanceof Object[] array && array.getClass() == Object[].class && array.length > 0) {
			array[0] = target;
		}
		else if (holder.getClass() == ArrayList.class || holder.getClass() == LinkedList.class
				|| holder.getClass() == Vector.class || holder.getClass() == ConcurrentLinkedQueue.class) {
			((Collection<Object>) holder).add(target);
		}
		else if (holder.getClass() == HashMap.class || holder.getClass() == ConcurrentHashMap.class
				|| holder.getClass() == LinkedHashMap.class || holder.getClass() == Hashtable.class) {
			((Map<Object, Object>) holder).put("link " + ((Map<?, ?>) holder).size(), target);
		}
		else {
			return false;
		}
		return true;
	}

	private static Stack<Object> stack(List<Object> content) {
		Stack<Object> stack = new Stack<>();
		stack.addAll(content);
		return stack;
	}

	private static Object withNulls(List<Object> content) {
		List<@Nullable Object> list = new ArrayList<>(content);
		list.add(0, null);
		return list.stream().toList();
	}

	private static Object arrayWithNulls(List<Object> content) {
		return Arrays.copyOf(content.toArray(), content.size() + 1);
	}

	private static <C extends Collection<Object>> C queue(C queue, List<Object> content) {
		content.stream().limit(6).forEach(queue::add);
		return queue;
	}

	private static <C extends Collection<Object>> C addAll(C collection, List<Object> content) {
		collection.addAll(content);
		return collection;
	}

	private static <M extends Map<Object, Object>> M putAll(M map, Map<Object, Object> content) {
		map.putAll(content);
		return map;
	}

	/**
	 * A lambda whose value is compared.
	 */
	@FunctionalInterface
	interface Callback extends Serializable {

		Object call();

	}

	/**
	 * A function of the JDK that travels.
	 */
	interface Labeling extends Function<Object, String>, Serializable {

	}

	record ByLabel() implements Comparator<Object> {

		@Override
		public int compare(Object first, Object second) {
			return Labels.of(first).compareTo(Labels.of(second));
		}

	}

	record Parts(List<Object> content) {

		Parts {
			content = List.copyOf(content);
		}

	}

	record Varargs(String name, Object... content) {

	}

	record Grouped(Map<String, Object> content, int size, @Nullable Object nothing) {

		static Grouped of(List<Object> content) {
			Map<String, Object> map = new HashMap<>();
			for (int i = 0; i < content.size(); i++) {
				map.put("" + i, content.get(i));
			}
			return new Grouped(map, content.size(), null);
		}

		Grouped {
			Objects.requireNonNull(content);
		}

	}

	static class Several {

		private final Object[] content;

		private final long size;

		private transient Object cache = new Object();

		private @Nullable Object link;

		private boolean flag = true;

		Several(List<Object> content) {
			this.content = content.toArray();
			this.size = content.size();
		}

		static class Inner extends Several {

			private final double fraction = 0.5;

			private final @Nullable Object first;

			Inner(List<Object> content) {
				super(content);
				this.first = (content.isEmpty()) ? null : content.get(0);
			}

		}

		record One(Object content) {

		}

	}

	static class Hooked implements Serializable {

		private transient List<Object> content;

		private int size;

		private @Nullable Object link;

		Hooked(List<Object> content) {
			this.content = new ArrayList<>(content);
			this.size = content.size();
		}

		private void writeObject(ObjectOutputStream output) throws IOException {
			output.defaultWriteObject();
			output.writeLong(42);
			for (Object element : this.content) {
				output.writeObject(element);
				output.writeUTF("next");
			}
		}

		private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
			input.defaultReadObject();
			if (input.readLong() != 42) {
				throw new IOException("another number");
			}
			this.content = new ArrayList<>();
			for (int i = 0; i < this.size; i++) {
				this.content.add(input.readObject());
				input.readUTF();
			}
		}

	}

	static class Replaced implements Serializable {

		private final transient List<Object> content;

		Replaced(List<Object> content) {
			this.content = List.copyOf(content);
		}

		List<Object> content() {
			return this.content;
		}

		private Object writeReplace() {
			return new Proxy(this.content.toArray());
		}

		private static class Proxy implements Serializable {

			private final Object[] content;

			Proxy(Object[] content) {
				this.content = content;
			}

			private Object readResolve() {
				return new Replaced(List.of(this.content));
			}

		}

	}

	static class Failure extends RuntimeException {

		private final List<Object> content;

		Failure(List<Object> content) {
			super("failure");
			this.content = content;
			IllegalStateException suppressed = new IllegalStateException("suppressed", this);
			StackTraceElement[] stack = { new StackTraceElement("a.B", "c", "B.java", content.size()) };
			setStackTrace(stack);
			suppressed.setStackTrace(stack);
			addSuppressed(suppressed);
		}

		List<Object> content() {
			return this.content;
		}

	}

	static class Subclass extends LinkedHashMap<Object, Object> {

		private final String name = "subclass";

		Subclass(Map<Object, Object> content) {
			super(content);
		}

	}

	record Key(Object part, int number) {

	}

	static final class Composite {

		private @Nullable Object link;

		private final Object key;

		Composite(Object key) {
			this.key = key;
		}

		Object key() {
			return this.key;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Composite composite && composite.key.equals(this.key);
		}

		@Override
		public int hashCode() {
			return this.key.hashCode();
		}

	}

	static final class Member {

		private final int id;

		private @Nullable Object link;

		Member(int id) {
			this.id = id;
		}

		int id() {
			return this.id;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Member member && member.id == this.id;
		}

		@Override
		public int hashCode() {
			return this.id;
		}

	}

	private static final class Multimaps {

		static <M extends Multimap<Object, Object>> M fill(M multimap, Map<Object, Object> content) {
			content.forEach((key, value) -> {
				multimap.put(key, Labels.of(key));
				multimap.put(key, 2);
			});
			return multimap;
		}

	}

	private static final class Tables {

		static HashBasedTable<Object, Object, Object> of(Map<Object, Object> content) {
			HashBasedTable<Object, Object, Object> table = HashBasedTable.create();
			content.forEach((key, value) -> table.put(key, "column", HashBiMap.create(Map.of(key, 1))));
			return table;
		}

	}

}
