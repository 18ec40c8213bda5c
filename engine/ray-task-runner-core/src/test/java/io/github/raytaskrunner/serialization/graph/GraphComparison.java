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

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.text.DateFormat;
import java.text.DateFormatSymbols;
import java.text.Format;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multimap;
import com.google.common.collect.Table;
import kotlin.Triple;
import kotlin.TuplesKt;
import org.jspecify.annotations.Nullable;

/**
 * Compares two graphs of objects: classes, values, order, sharing, and what the objects
 * do.
 */
final class GraphComparison {

	private final Map<Object, Object> copies = new IdentityHashMap<>();

	private final Map<Object, Object> originals = new IdentityHashMap<>();

	private GraphComparison() {
	}

	/**
	 * Compare two graphs.
	 * @param original the one
	 * @param copy the other
	 * @throws AssertionError if they differ; the message has the path to the difference
	 */
	static void compare(@Nullable Object original, @Nullable Object copy) {
		new GraphComparison().compare(original, copy, "root");
	}

	private void compare(@Nullable Object original, @Nullable Object copy, String path) {
		if (original == null || copy == null) {
			check(original == copy, path, original, copy);
			return;
		}
		Object known = this.copies.get(original);
		if (known != null && !isBoxed(original)) {
			check(known == copy, path + " (shared)", known, copy);
			return;
		}
		boolean lambda = original instanceof Holders.Callback && copy instanceof Holders.Callback;
		check(lambda || original.getClass() == copy.getClass(), path + " (class)", original.getClass(),
				copy.getClass());
		this.copies.put(original, copy);
		String here = path + " > " + ((lambda) ? "lambda" : original.getClass().getSimpleName());
		if (isHolder(original)) {
			Object other = this.originals.putIfAbsent(copy, original);
			check(other == null || isEmpty(original), here + " (not shared)", other, original);
		}
		compareContent(original, copy, here);
	}

	private static boolean isBoxed(Object original) {
		return original instanceof Character
				|| original instanceof Number && original.getClass().getPackageName().equals("java.lang");
	}

	private static boolean isHolder(Object original) {
		return original instanceof Collection<?> || original instanceof Map<?, ?> || original instanceof Object[]
				|| original.getClass().getName().startsWith("io.github") && !(original instanceof Enum<?>);
	}

	// all processes have one empty list, and one lambda that captures nothing
	private static boolean isEmpty(Object original) {
		return original instanceof Collection<?> collection && collection.isEmpty()
				|| original instanceof Map<?, ?> map && map.isEmpty();
	}

	private void compareContent(Object original, Object copy, String path) {
		if (original instanceof Holders.Callback callback) {
			compare(callback.call(), ((Holders.Callback) copy).call(), path);
		}
		else if (original instanceof Object[] array) {
			compareInOrder(Arrays.asList(array), Arrays.asList((Object[]) copy), path);
		}
		else if (original instanceof Set<?> set) {
			compareSets(set, (Set<?>) copy, path);
		}
		else if (original instanceof Collection<?> collection) {
			compareInOrder(collection, (Collection<?>) copy, path);
			if (original instanceof BlockingQueue<?> queue) {
				check(queue.remainingCapacity() == ((BlockingQueue<?>) copy).remainingCapacity(), path + " (capacity)",
						original, copy);
			}
		}
		else if (original instanceof Map<?, ?> map) {
			compareMaps(map, (Map<?, ?>) copy, path);
		}
		else if (original instanceof Multimap<?, ?> multimap) {
			compareMaps(multimap.asMap(), ((Multimap<?, ?>) copy).asMap(), path);
		}
		else if (original instanceof Table<?, ?, ?> table) {
			compareMaps(table.rowMap(), ((Table<?, ?, ?>) copy).rowMap(), path);
		}
		else if (original instanceof AtomicReference<?> reference) {
			compare(reference.get(), ((AtomicReference<?>) copy).get(), path);
		}
		else if (original instanceof AtomicReferenceArray<?> array) {
			for (int i = 0; i < array.length(); i++) {
				compare(array.get(i), ((AtomicReferenceArray<?>) copy).get(i), path + " " + i);
			}
		}
		else if (original instanceof Optional<?> optional) {
			compare(optional.orElse(null), ((Optional<?>) copy).orElse(null), path);
		}
		else if (original instanceof Map.Entry<?, ?> entry) {
			compare(entry.getKey(), ((Map.Entry<?, ?>) copy).getKey(), path + " key");
			compare(entry.getValue(), ((Map.Entry<?, ?>) copy).getValue(), path + " value");
		}
		else if (original instanceof Triple<?, ?, ?> triple) {
			compareInOrder(TuplesKt.toList(triple), TuplesKt.toList((Triple<?, ?, ?>) copy), path);
		}
		else {
			compareValues(original, copy, path);
		}
		compareFields(original, copy, path);
	}

	private void compareInOrder(Collection<?> original, Collection<?> copy, String path) {
		check(original.size() == copy.size(), path + " (size)", original.size(), copy.size());
		Iterator<?> others = copy.iterator();
		int index = 0;
		for (Object element : original) {
			compare(element, others.next(), path + " " + index++);
		}
	}

	private void compareSets(Set<?> original, Set<?> copy, String path) {
		if (original instanceof LinkedHashSet<?> || original instanceof SortedSet<?>
				|| original instanceof ImmutableSet<?> || original instanceof CopyOnWriteArraySet<?>) {
			compareInOrder(original, copy, path);
		}
		else {
			compareInOrder(byLabel(original), byLabel(copy), path);
		}
		for (Object element : original) {
			check(copy.contains(this.copies.get(element)) || element == null, path + " (contains)", element, copy);
		}
	}

	private void compareMaps(Map<?, ?> original, Map<?, ?> copy, String path) {
		boolean ordered = original instanceof LinkedHashMap<?, ?> || original instanceof SortedMap<?, ?>
				|| original instanceof ImmutableMap<?, ?>;
		List<?> keys = (ordered) ? new ArrayList<>(original.keySet()) : byLabel(original.keySet());
		List<?> copies = (ordered) ? new ArrayList<>(copy.keySet()) : byLabel(copy.keySet());
		compareInOrder(keys, copies, path + " keys");
		boolean sorting = original.getClass() == LinkedHashMap.class;
		for (int i = 0; i < keys.size(); i++) {
			Object key = keys.get(i);
			compare(original.get(key), copy.get(copies.get(i)), path + " " + Labels.of(key));
		}
		if (sorting && original.size() > 1) {
			// a map in the order of access has been put in another order by this
			original.get(keys.get(0));
			copy.get(copies.get(0));
			compareInOrder(original.keySet(), copy.keySet(), path + " order of access");
		}
	}

	private static List<Object> byLabel(Collection<?> keys) {
		List<Object> sorted = new ArrayList<>(keys);
		sorted.sort(Comparator.comparing(Labels::of));
		return sorted;
	}

	private void compareFields(Object original, Object copy, String path) {
		for (Class<?> type = original.getClass(); type != null && type.getName().startsWith("io.github")
				&& !type.isHidden(); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				boolean compared = !Modifier.isStatic(field.getModifiers())
						&& (!Modifier.isTransient(field.getModifiers()) || field.getName().equals("content"));
				if (compared && !Enum.class.isAssignableFrom(type)) {
					compare(value(field, original), value(field, copy), path + "." + field.getName());
				}
			}
		}
		if (original instanceof Throwable failure) {
			Throwable other = (Throwable) copy;
			compare(failure.getMessage(), other.getMessage(), path + " message");
			compare(failure.getCause(), other.getCause(), path + " cause");
			compareInOrder(Arrays.asList(failure.getSuppressed()), Arrays.asList(other.getSuppressed()), path);
			check(Arrays.equals(failure.getStackTrace(), other.getStackTrace()), path + " (stack)", failure, other);
		}
	}

	private static @Nullable Object value(Field field, Object object) {
		try {
			field.setAccessible(true);
			return field.get(object);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void compareValues(Object original, Object copy, String path) {
		String expected = behaviour(original);
		if (expected != null) {
			check(expected.equals(behaviour(copy)), path + " (behaviour)", expected, behaviour(copy));
		}
		else if (original.getClass().isArray()) {
			check(Objects.deepEquals(original, copy), path, original, copy);
		}
		else if (!(original instanceof Throwable)
				&& (!original.getClass().getName().startsWith("io.github") || original instanceof Enum<?>)) {
			check(original.equals(copy) && original.hashCode() == copy.hashCode()
					|| original instanceof Enum<?> && original == copy
					|| original instanceof Class<?> && original == copy, path, original, copy);
		}
	}

	/**
	 * Describe objects that are not equal to their copies.
	 */
	private static @Nullable String behaviour(Object value) {
		Date date = new Date(1_234_567_890_123L);
		if (value instanceof Random random) {
			return "" + random.nextLong() + random.nextGaussian();
		}
		if (value instanceof DateFormat format) {
			return format.format(date) + format.isLenient();
		}
		if (value instanceof NumberFormat format) {
			return format.format(-1234567.891) + format.format(2) + format.getMaximumFractionDigits();
		}
		if (value instanceof MessageFormat format) {
			return format.format(new Object[] { "a", 2.5 }) + format.getLocale();
		}
		if (value instanceof Format) {
			return value.toString();
		}
		if (value instanceof DateFormatSymbols symbols) {
			return Arrays.toString(symbols.getMonths()) + Arrays.toString(symbols.getWeekdays());
		}
		if (value instanceof TimeZone zone) {
			return zone.getID() + zone.getRawOffset() + " " + zone.getOffset(date.getTime()) + zone.useDaylightTime()
					+ zone.getOffset(1_750_000_000_000L);
		}
		if (value instanceof Pattern pattern) {
			return pattern + " " + pattern.flags();
		}
		if (value instanceof ByteBuffer buffer) {
			return buffer + " " + buffer.order() + " " + buffer.hasArray() + buffer.duplicate().clear().hashCode();
		}
		String name = value.getClass().getName();
		boolean told = name.startsWith("java.util.concurrent.atomic")
				|| value instanceof CharSequence && !(value instanceof String) || name.endsWith("SummaryStatistics")
				|| name.startsWith("kotlin.text");
		return (told) ? value.toString() : null;
	}

	private static void check(boolean holds, String path, @Nullable Object expected, @Nullable Object found) {
		if (!holds) {
			throw new AssertionError(path + ": expected " + text(expected) + " but was " + text(found));
		}
	}

	private static String text(@Nullable Object value) {
		if (value instanceof Class<?> || value instanceof String || value instanceof Number) {
			return value.toString();
		}
		return (value != null) ? "an object of " + value.getClass().getName() : "null";
	}

}
