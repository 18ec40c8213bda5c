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

package io.github.raytaskrunner.python;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.CollectionFactory;
import org.springframework.core.ResolvableType;

/**
 * Turns what Python answered into values of the types that were asked for. Nothing is
 * guessed: what is of another type is refused. For one message.
 */
final class ValueReader {

	private final ValuePath path;

	private final ScalarReader scalars;

	/**
	 * Create a new reader.
	 * @param path where it is
	 */
	ValueReader(ValuePath path) {
		this.path = path;
		this.scalars = new ScalarReader(path);
	}

	/**
	 * Read a value.
	 * @param name what it is, to be named if something in it is refused
	 * @param value what {@link MessagePackReader} has read
	 * @param type the type of the value
	 * @return the value
	 */
	@Nullable Object read(String name, @Nullable Object value, ResolvableType type) {
		this.path.enter(name);
		@Nullable Object read = read(value, type);
		this.path.leave();
		return read;
	}

	private @Nullable Object read(@Nullable Object value, ResolvableType type) {
		Class<?> target = type.resolve(Object.class);
		if (target == Void.class || target == void.class) {
			return null;
		}
		if (target == Optional.class) {
			return Optional.ofNullable((value != null) ? read(value, type.getGeneric(0)) : null);
		}
		if (value == null) {
			return this.scalars.readNull(target);
		}
		if (target == Object.class || target == byte[].class) {
			return this.scalars.read(value, target);
		}
		if (target.isArray()) {
			return readArray(list(value, target), type.getComponentType());
		}
		if (Iterable.class.isAssignableFrom(target)) {
			return readCollection(list(value, target), collection(target), type.as(Iterable.class).getGeneric(0));
		}
		if (Map.class.isAssignableFrom(target)) {
			return readMap(map(value, target), target, type.as(Map.class));
		}
		if (target.isRecord()) {
			return readRecord(map(value, target), target, type);
		}
		return this.scalars.read(value, target);
	}

	private List<?> list(Object value, Class<?> target) {
		if (value instanceof List<?> list) {
			return list;
		}
		throw this.scalars.refuse(value, target);
	}

	private Map<?, ?> map(Object value, Class<?> target) {
		if (value instanceof Map<?, ?> map) {
			return map;
		}
		throw this.scalars.refuse(value, target);
	}

	private Object readArray(List<?> values, ResolvableType type) {
		Object array = Array.newInstance(type.resolve(Object.class), values.size());
		for (int i = 0; i < values.size(); i++) {
			Array.set(array, i, readElement(i, values.get(i), type));
		}
		return array;
	}

	private static Class<?> collection(Class<?> target) {
		return (target == Iterable.class || target == Collection.class) ? List.class : target;
	}

	private Collection<@Nullable Object> readCollection(List<?> values, Class<?> target, ResolvableType type) {
		Collection<@Nullable Object> collection;
		try {
			collection = CollectionFactory.createCollection(target, type.resolve(), values.size());
		}
		catch (RuntimeException ex) {
			throw this.path.refuse("no " + target.getTypeName() + " can be created", ex);
		}
		for (int i = 0; i < values.size(); i++) {
			collection.add(readElement(i, values.get(i), type));
		}
		if (collection.size() != values.size()) {
			throw this.path.refuse("some of its elements are equal, so they are no " + target.getTypeName());
		}
		return collection;
	}

	private @Nullable Object readElement(int index, @Nullable Object value, ResolvableType type) {
		this.path.enter(index);
		@Nullable Object element = read(value, type);
		this.path.leave();
		return element;
	}

	private Map<@Nullable Object, @Nullable Object> readMap(Map<?, ?> values, Class<?> target, ResolvableType type) {
		ResolvableType keyType = type.getGeneric(0);
		Map<@Nullable Object, @Nullable Object> map;
		try {
			map = CollectionFactory.createMap(target, keyType.resolve(), values.size());
		}
		catch (RuntimeException ex) {
			throw this.path.refuse("no " + target.getTypeName() + " can be created", ex);
		}
		values.forEach((key, value) -> {
			this.path.enterKey(key);
			map.put(read(key, keyType), read(value, type.getGeneric(1)));
			this.path.leave();
		});
		if (map.size() != values.size()) {
			throw this.path.refuse("some of its keys are equal as " + keyType);
		}
		return map;
	}

	private Object readRecord(Map<?, ?> values, Class<?> target, ResolvableType type) {
		RecordComponent[] components = target.getRecordComponents();
		@Nullable Object[] arguments = new @Nullable Object[components.length];
		for (int i = 0; i < components.length; i++) {
			RecordComponent component = components[i];
			@Nullable Object value = values.get(component.getName());
			if (value == null && component.getType() != Optional.class && !values.containsKey(component.getName())) {
				throw this.path.refuse("there is no '" + component.getName() + "' for a " + target.getTypeName()
						+ ", only " + values.keySet());
			}
			arguments[i] = read(component.getName(), value, ResolvableType.forType(component.getGenericType(), type));
		}
		return create(target, components, arguments);
	}

	private Object create(Class<?> target, RecordComponent[] components, @Nullable Object[] arguments) {
		try {
			Constructor<?> constructor = target.getDeclaredConstructor(
					Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
			constructor.setAccessible(true);
			return constructor.newInstance(arguments);
		}
		catch (InvocationTargetException ex) {
			throw this.path.refuse("no " + target.getTypeName() + " can be created: " + ex.getCause(), ex.getCause());
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			throw this.path.refuse("no " + target.getTypeName() + " can be created: " + ex, ex);
		}
	}

}
