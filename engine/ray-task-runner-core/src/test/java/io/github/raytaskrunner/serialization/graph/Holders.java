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
			(content) -> new AtomicReferenceArray<>(content.toArray()), ImmutableList::copyOf, OwnHolders.Parts::new,
			(content) -> new OwnHolders.Varargs("a", content.toArray()), OwnHolders.Several::new,
			OwnHolders.Hooked::new, OwnHolders.Replaced::new, External::new, OwnHolders.Grouped::of,
			(content) -> new OwnHolders.Several.Inner(content), (content) -> new OwnHolders.Failure(content));

	/**
	 * Hold one object.
	 */
	static final List<Function<Object, Object>> OF_ONE = List.of(Optional::of, AtomicReference::new,
			(content) -> Collections.nCopies(3, content), List::of, Collections::singletonList,
			OwnHolders.Several.One::new, (content) -> new AbstractMap.SimpleEntry<>("a", content),
			(content) -> new AbstractMap.SimpleImmutableEntry<>(content, content), (content) -> Map.entry("a", content),
			(content) -> new Triple<>(content, 1, null), (content) -> (Callback) () -> content,
			(content) -> ((Callback) new OwnHolders.Several.One(content)::content),
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
			(content) -> new TreeMap<>(putAll(new TreeMap<>(new ByLabel()), content)).descendingMap(),
			OwnHolders.Subclass::new, (content) -> Multimaps.fill(ArrayListMultimap.create(), content),
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
		if (holder instanceof OwnHolders.Several several) {
			several.link = target;
		}
		else if (holder instanceof OwnHolders.Hooked hooked) {
			hooked.link = target;
		}
		else if (holder instanceof OwnKeys.Member member) {
			member.link = target;
		}
		else if (holder instanceof OwnKeys.Composite composite) {
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
