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

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes records by their components and makes them by their canonical constructor.
 */
final class RecordFormat extends Format {

	private final Constructor<?> constructor;

	private final Field[] components;

	private final FieldType[] types;

	private final @Nullable MethodHandle writeReplace;

	private final @Nullable MethodHandle readResolve;

	private final boolean isPlain;

	private final byte[] shape;

	RecordFormat(Class<?> type, SerialMethods serialMethods) throws UnsuitableException {
		super(type);
		RecordComponent[] components = type.getRecordComponents();
		this.components = new Field[components.length];
		this.types = new FieldType[components.length];
		List<FieldShape.Field> fields = new ArrayList<>();
		try {
			for (int i = 0; i < components.length; i++) {
				this.components[i] = type.getDeclaredField(components[i].getName());
				this.components[i].setAccessible(true);
				this.types[i] = FieldType.of(components[i].getType());
				fields.add(new FieldShape.Field(components[i].getName(), this.types[i]));
			}
			this.constructor = type.getDeclaredConstructor(
					Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
			this.constructor.setAccessible(true);
		}
		catch (ReflectiveOperationException | InaccessibleObjectException ex) {
			throw new UnsuitableException("the constructor or the components of this record are not accessible, " + ex);
		}
		this.writeReplace = serialMethods.writeReplace(type);
		this.readResolve = serialMethods.readResolve(type);
		this.isPlain = this.readResolve == null && !StandIn.class.isAssignableFrom(type);
		ByteSink shape = new ByteSink(64);
		new FieldShape(type.getName(), fields).write(shape);
		this.shape = shape.toByteArray();
	}

	@Override
	boolean isImmutable() {
		return true;
	}

	@Override
	boolean isGuarded() {
		return true;
	}

	@Override
	boolean isDelicate() {
		return true;
	}

	@Override
	byte[] shape() {
		return this.shape;
	}

	@Override
	@Nullable Object replace(GraphWriter writer, Object object) throws Exception {
		return (this.writeReplace != null) ? Invocation.replace(this.writeReplace, object) : object;
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		for (int i = 0; i < this.components.length; i++) {
			this.types[i].write(writer, this.components[i].get(object));
		}
	}

	@Override
	void read(GraphReader reader, Node node) throws Exception {
		@Nullable Object[] values = new Object[this.components.length];
		for (int i = 0; i < values.length; i++) {
			node.take(this.types[i].read(reader), values, i);
		}
		if (reader.isWhole(node)) {
			node.make(resolve(reader, create(values)));
		}
		else if (this.isPlain) {
			node.completeBy(Making.copying(node, () -> create(values), (made) -> keeps(made, values)));
		}
		else if (this.readResolve != null) {
			node.completeBy(Making.copying(node, () -> resolve(reader, create(values)), (made) -> false));
		}
		else {
			node.completeBy(Making.keeping(node, () -> resolve(reader, create(values))));
		}
	}

	private @Nullable Object resolve(GraphReader reader, Object created) throws Exception {
		if (created instanceof StandIn standIn) {
			return standIn.original(reader.surroundings());
		}
		return (this.readResolve != null) ? Invocation.replace(this.readResolve, created) : created;
	}

	private Object create(@Nullable Object[] values) throws Exception {
		Object created;
		try {
			created = this.constructor.newInstance(values);
		}
		catch (InvocationTargetException ex) {
			throw Invocation.failure(ex.getTargetException());
		}
		for (int i = 0; i < values.length; i++) {
			if (isChanged(values[i], this.components[i].get(created))) {
				throw new UnreadableException("the constructor of the record " + type().getName()
						+ " changes its component '" + this.components[i].getName() + "' each time it runs");
			}
		}
		return created;
	}

	/**
	 * A constructor may copy what it is given, but numbers, text and the like have to be
	 * what they were, and as many.
	 */
	private static boolean isChanged(@Nullable Object given, @Nullable Object kept) {
		if (given == kept) {
			return false;
		}
		return given == null
				|| (given instanceof Comparable<?> && JdkClasses.contains(given.getClass()) && !given.equals(kept))
				|| (kept != null && isSized(given) && isSized(kept) && size(given) != size(kept));
	}

	/**
	 * Collections of others than the JDK may have to be loaded to tell their size.
	 */
	private static boolean isSized(Object object) {
		return object.getClass().isArray() || (JdkClasses.contains(object.getClass())
				&& (object instanceof Collection<?> || object instanceof Map<?, ?>));
	}

	private static int size(Object object) {
		if (object instanceof Collection<?> collection) {
			return collection.size();
		}
		return (object instanceof Map<?, ?> map) ? map.size() : Array.getLength(object);
	}

	/**
	 * A constructor that copies what it is given needs it whole.
	 */
	private boolean keeps(@Nullable Object made, @Nullable Object[] values) {
		try {
			for (int i = 0; i < values.length; i++) {
				if (!this.types[i].isPrimitive() && this.components[i].get(made) != values[i]) {
					return false;
				}
			}
			return true;
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
