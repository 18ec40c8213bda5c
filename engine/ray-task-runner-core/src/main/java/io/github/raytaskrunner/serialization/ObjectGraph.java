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

package io.github.raytaskrunner.serialization;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.serialization.graph.JdkClasses;
import io.github.raytaskrunner.serialization.graph.Lambdas;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the objects that an object refers to, to find the one that cannot travel.
 * Slow, so only used when something failed.
 */
final class ObjectGraph {

	private ObjectGraph() {
	}

	/**
	 * Find the nearest object of interest.
	 * @param root where to start
	 * @param wanted tells whether an object is of interest
	 * @return the shortest path to such an object, or {@code null} if there is none
	 */
	static @Nullable ObjectPath find(ObjectPath root, Predicate<ObjectPath> wanted) {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<ObjectPath> pending = new ArrayDeque<>();
		pending.add(root);
		while (!pending.isEmpty()) {
			ObjectPath path = pending.remove();
			if (!seen.add(path.object())) {
				continue;
			}
			if (wanted.test(path)) {
				return path;
			}
			pending.addAll(children(path));
		}
		return null;
	}

	/**
	 * Follow an object that fails to the innermost one that fails on its own.
	 * @param root an object that fails
	 * @param fails tells whether an object fails
	 * @return the path to the innermost such object
	 */
	static ObjectPath descend(ObjectPath root, Predicate<Object> fails) {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		seen.add(root.object());
		ObjectPath innermost = root;
		ObjectPath next = root;
		while (next != null) {
			innermost = next;
			next = null;
			for (ObjectPath child : children(innermost)) {
				if (seen.add(child.object()) && fails.test(child.object())) {
					next = child;
					break;
				}
			}
		}
		return innermost;
	}

	/**
	 * Follow objects that are known to lead to one another, also through objects that
	 * nobody can look into.
	 * @param root where to start
	 * @param objects the objects, the root first
	 * @param last the object they lead to
	 * @return the path to it
	 */
	static ObjectPath follow(ObjectPath root, List<Object> objects, Object last) {
		ObjectPath path = root;
		for (Object next : objects) {
			path = (next != path.object()) ? step(path, next) : path;
		}
		return (last != path.object()) ? step(path, last) : path;
	}

	private static ObjectPath step(ObjectPath path, Object next) {
		for (ObjectPath child : children(path)) {
			if (child.object() == next) {
				return child;
			}
		}
		return path.to(next, "content");
	}

	private static List<ObjectPath> children(ObjectPath path) {
		List<ObjectPath> children = new ArrayList<>();
		try {
			addContent(path, children);
		}
		catch (RuntimeException | LinkageError ex) {
			// a collection of the application may fail here; what was found so far counts
		}
		try {
			addFields(path, children);
		}
		catch (LinkageError ex) {
			// a class may lack what it needs
		}
		return children;
	}

	private static void addContent(ObjectPath path, List<ObjectPath> children) {
		Object object = path.object();
		SerializedLambda lambda = Lambdas.describe(object);
		if (lambda != null) {
			addCaptured(path, lambda, children);
		}
		else if (Lambdas.isLambda(object.getClass())) {
			addCaptured(path, object, children);
		}
		else if (object instanceof Object[] array) {
			addElements(path, List.of(), array, children);
		}
		else if (object instanceof Collection<?> collection) {
			addElements(path, collection, collection.toArray(), children);
		}
		else if (object instanceof Map<?, ?> map) {
			map.forEach((key, value) -> {
				add(path, key, "key", children);
				add(path, value, "value of key '" + shortText(key) + "'", children);
			});
		}
		else if (object instanceof Map.Entry<?, ?> entry) {
			add(path, entry.getKey(), "key", children);
			add(path, entry.getValue(), "value of key '" + shortText(entry.getKey()) + "'", children);
		}
		else if (object instanceof Optional<?> optional) {
			optional.ifPresent((value) -> add(path, value, "value", children));
		}
		else if (object instanceof AtomicReference<?> reference) {
			add(path, reference.get(), "value", children);
		}
		else if (object instanceof Throwable failure) {
			add(path, failure.getCause(), "cause", children);
			for (Throwable suppressed : failure.getSuppressed()) {
				add(path, suppressed, "suppressed", children);
			}
		}
	}

	private static void addFields(ObjectPath path, List<ObjectPath> children) {
		Object object = path.object();
		if (Lambdas.isLambda(object.getClass()) || object instanceof RayTaskFuture<?>) {
			return;
		}
		for (Class<?> type = object.getClass(); type != null
				&& !JdkClasses.contains(type); type = type.getSuperclass()) {
			addFields(path, type, children);
		}
	}

	private static void addCaptured(ObjectPath path, SerializedLambda lambda, List<ObjectPath> children) {
		boolean first = lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic
				&& lambda.getImplMethodKind() != MethodHandleInfo.REF_newInvokeSpecial;
		for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
			String step = (first && i == 0) ? "captured 'this'" : "captured argument " + ((first) ? i : i + 1);
			add(path, lambda.getCapturedArg(i), step, children);
		}
	}

	private static void addCaptured(ObjectPath path, Object lambda, List<ObjectPath> children) {
		Object[] captured = Lambdas.captured(lambda);
		for (int i = 0; i < captured.length; i++) {
			add(path, captured[i], "captured argument " + (i + 1), children);
		}
	}

	private static void addElements(ObjectPath path, Collection<?> collection, Object[] elements,
			List<ObjectPath> children) {
		for (int i = 0; i < elements.length; i++) {
			add(path, elements[i], (collection instanceof Set<?>) ? "element" : "element " + i, children);
		}
	}

	private static void addFields(ObjectPath path, Class<?> type, List<ObjectPath> children) {
		for (Field field : type.getDeclaredFields()) {
			if (Modifier.isStatic(field.getModifiers()) || Modifier.isTransient(field.getModifiers())
					|| field.getType().isPrimitive() || !field.trySetAccessible()) {
				continue;
			}
			try {
				String outer = (field.isSynthetic() && field.getName().startsWith("this$")) ? "outer object"
						: "field '" + field.getName() + "'";
				add(path, field.get(path.object()), outer, children);
			}
			catch (IllegalAccessException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private static void add(ObjectPath path, @Nullable Object child, String step, List<ObjectPath> children) {
		boolean plain = child instanceof String || child instanceof Boolean
				|| (child instanceof Number && JdkClasses.contains(child.getClass()));
		if (child != null && !plain) {
			children.add(path.to(child, step));
		}
	}

	private static String shortText(@Nullable Object key) {
		if (!(key instanceof CharSequence) && !(key instanceof Number) && !(key instanceof Enum<?>)) {
			return (key != null) ? TypeNames.display(key.getClass()) : "null";
		}
		String text = key.toString();
		return (text.length() <= 40) ? text : text.substring(0, 40) + "…";
	}

}
