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

import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.raytaskrunner.serialization.graph.Completion.Step;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how to write the objects of a class, ancestor by ancestor.
 */
final class InstanceFormats {

	/**
	 * Classes that have less written in place of their objects, by name as not every
	 * process has them: JSON, in which a {@code LongNode} is an {@code IntNode}, and
	 * decimals lose digits.
	 */
	private static final Set<String> REPLACED_BY_LESS = Set.of("com.fasterxml.jackson.databind.JsonNode",
			"tools.jackson.databind.JsonNode");

	private final SerialMethods serialMethods;

	private final Guard guard;

	InstanceFormats(SerialMethods serialMethods, Guard guard) {
		this.serialMethods = serialMethods;
		this.guard = guard;
	}

	/**
	 * Create the format of a class.
	 * @param type the class
	 * @return the format
	 * @throws UnsuitableException if there is no exact way to write its objects
	 */
	InstanceFormat create(Class<?> type) throws UnsuitableException {
		if (JdkClasses.contains(type) && !Serializable.class.isAssignableFrom(type) && type != Object.class) {
			throw new UnsuitableException("a class of the JDK that is not Serializable, so no other process can have"
					+ " an object that is the same");
		}
		MethodHandle writeReplace = isReplacedByLess(type) ? null : this.serialMethods.writeReplace(type);
		List<Level> levels = new ArrayList<>();
		for (Class<?> owner : line(type, writeReplace != null)) {
			Level level = level(type, owner);
			if (level != null) {
				levels.add(level);
			}
		}
		return new InstanceFormat(type, allocator(type), List.copyOf(levels), writeReplace,
				this.serialMethods.readResolve(type));
	}

	private static boolean isReplacedByLess(Class<?> type) {
		for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
			if (REPLACED_BY_LESS.contains(owner.getName())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Create a format that heeds no methods by which a class of the application writes
	 * and reads its objects.
	 * @param type the class
	 * @return the format
	 * @throws UnsuitableException if there is no exact way to write its objects
	 */
	InstanceFormat createOfFields(Class<?> type) throws UnsuitableException {
		List<Level> levels = new ArrayList<>();
		for (Class<?> owner : line(type, false)) {
			Level level = JdkClasses.contains(owner) ? level(type, owner) : fieldLevel(owner, false);
			if (level != null) {
				levels.add(level);
			}
		}
		return new InstanceFormat(type, allocator(type), List.copyOf(levels), null, null);
	}

	/**
	 * Return the classes that have a part in an object, ancestors first.
	 */
	private Deque<Class<?>> line(Class<?> type, boolean replaced) throws UnsuitableException {
		Deque<Class<?>> line = new ArrayDeque<>();
		for (Class<?> owner = type; hasPart(owner); owner = owner.getSuperclass()) {
			if (!replaced && JdkClasses.contains(owner) && this.serialMethods.writeReplace(owner) != null) {
				throw new UnsuitableException("its class extends " + owner.getName()
						+ " of the JDK, whose objects travel as those of another class");
			}
			line.addFirst(owner);
		}
		return line;
	}

	private Constructor<?> allocator(Class<?> type) throws UnsuitableException {
		Class<?> ancestor = type;
		while (hasPart(ancestor)) {
			ancestor = ancestor.getSuperclass();
		}
		return this.serialMethods.allocator(type, constructor(type, ancestor));
	}

	private static boolean hasPart(Class<?> owner) {
		return !JdkClasses.contains(owner) || Serializable.class.isAssignableFrom(owner);
	}

	/**
	 * Return the constructor that runs when an object is created: that of the nearest
	 * ancestor that takes no part in serialization.
	 */
	private static Constructor<?> constructor(Class<?> type, Class<?> ancestor) throws UnsuitableException {
		if (!Serializable.class.isAssignableFrom(type)) {
			for (Class<?> owner = ancestor; owner != null; owner = owner.getSuperclass()) {
				if (!fields(owner, Set.of()).isEmpty()) {
					throw new UnsuitableException(
							"its class extends " + owner.getName() + " of the JDK, whose state cannot be read");
				}
			}
		}
		try {
			Constructor<?> constructor = ancestor.getDeclaredConstructor();
			boolean accessible = Modifier.isPublic(constructor.getModifiers())
					|| Modifier.isProtected(constructor.getModifiers())
					|| (!Modifier.isPrivate(constructor.getModifiers()) && ancestor.getPackage() == type.getPackage());
			if (accessible) {
				return constructor;
			}
		}
		catch (NoSuchMethodException ex) {
			// said below
		}
		throw new UnsuitableException(
				"its class extends " + ancestor.getName() + ", which has no constructor without parameters");
	}

	private @Nullable Level level(Class<?> type, Class<?> owner) throws UnsuitableException {
		boolean serializable = Serializable.class.isAssignableFrom(owner);
		MethodHandle writeObject = (serializable) ? this.serialMethods.writeObject(owner) : null;
		MethodHandle readObject = (serializable) ? this.serialMethods.readObject(owner) : null;
		SerialReading reading = (readObject != null) ? SerialReading.of(type, owner, readObject) : null;
		if (JdkClasses.contains(owner)) {
			SerialFields fields = fieldsOfJdk(owner);
			boolean empty = fields.shape().fields().isEmpty() && writeObject == null && readObject == null;
			return (empty) ? null : new SerialLevel(owner, fields, writeObject, reading, step(type, owner, readObject));
		}
		if (writeObject != null || readObject != null) {
			return new SerialLevel(owner, fieldsOfApplication(owner), writeObject, reading,
					step(type, owner, readObject));
		}
		return fieldLevel(owner, this.serialMethods.readResolve(type) != null);
	}

	private static @Nullable Level fieldLevel(Class<?> owner, boolean resolved) throws UnsuitableException {
		Set<String> named = namedFields(owner);
		List<Field> fields = fields(owner, named);
		fields.sort(Comparator.comparing(Field::getName));
		for (Field field : fields) {
			makeAccessible(field);
		}
		List<Field> left = (resolved) ? List.of() : lostFields(owner, fields);
		return (fields.isEmpty() && left.isEmpty()) ? null : new FieldLevel(owner, fields, left);
	}

	private static Step step(Class<?> type, Class<?> owner, @Nullable MethodHandle readObject) {
		boolean keeps = readObject == null || (JdkClasses.contains(owner)
				&& (List.class.isAssignableFrom(type) || Deque.class.isAssignableFrom(type)));
		return (keeps) ? Step.KEEPING : Step.ASKING;
	}

	private static List<Field> fields(Class<?> owner, Set<String> named) {
		List<Field> fields = new ArrayList<>();
		for (Field field : owner.getDeclaredFields()) {
			int modifiers = field.getModifiers();
			if (!Modifier.isStatic(modifiers)
					&& (!Modifier.isTransient(modifiers) || named.contains(field.getName()))) {
				fields.add(field);
			}
		}
		return fields;
	}

	/**
	 * Return the fields that a class names in its {@code serialPersistentFields}, or has
	 * in its serial form anyway.
	 */
	private static Set<String> namedFields(Class<?> owner) {
		ObjectStreamClass described = ObjectStreamClass.lookup(owner);
		if (described == null) {
			return Set.of();
		}
		return Arrays.stream(described.getFields()).map(ObjectStreamField::getName).collect(Collectors.toSet());
	}

	private static List<Field> lostFields(Class<?> owner, List<Field> fields) throws UnsuitableException {
		List<Field> lost = new ArrayList<>();
		for (Field field : owner.getDeclaredFields()) {
			int modifiers = field.getModifiers();
			if (Modifier.isFinal(modifiers) && !Modifier.isStatic(modifiers) && !fields.contains(field)) {
				makeAccessible(field);
				lost.add(field);
			}
		}
		return lost;
	}

	private SerialFields fieldsOfJdk(Class<?> owner) {
		ObjectStreamField[] declared = ObjectStreamClass.lookup(owner).getFields();
		boolean[] parts = new boolean[declared.length];
		for (int i = 0; i < parts.length; i++) {
			parts[i] = isPart(declared[i].getType());
		}
		MethodHandle write = this.serialMethods.defaultWriteObject(owner);
		MethodHandle read = this.serialMethods.defaultReadObject(owner);
		if (write != null && read != null) {
			return new HandleFields(shape(owner, declared), parts, write, read);
		}
		List<@Nullable FieldAccess> accesses = new ArrayList<>();
		for (ObjectStreamField field : declared) {
			Field member = (this.serialMethods.offersFields()) ? null : member(owner, field);
			accesses.add((member != null) ? new UnsafeAccess(member) : null);
		}
		return new AccessedFields(shape(owner, declared), parts, accesses);
	}

	private static SerialFields fieldsOfApplication(Class<?> owner) throws UnsuitableException {
		ObjectStreamField[] declared = ObjectStreamClass.lookup(owner).getFields();
		List<@Nullable FieldAccess> accesses = new ArrayList<>();
		for (ObjectStreamField field : declared) {
			Field member = member(owner, field);
			if (member != null) {
				makeAccessible(member);
			}
			accesses.add((member != null) ? FieldAccess.to(member) : null);
		}
		return new AccessedFields(shape(owner, declared), new boolean[declared.length], accesses);
	}

	private boolean isPart(Class<?> declaredType) {
		Class<?> component = declaredType;
		while (component.isArray()) {
			component = component.getComponentType();
		}
		return JdkClasses.contains(component) && this.guard.refuse(component) != null;
	}

	private static FieldShape shape(Class<?> owner, ObjectStreamField[] fields) {
		return new FieldShape(owner.getName(),
				Arrays.stream(fields)
					.map((field) -> new FieldShape.Field(field.getName(), FieldType.of(field.getType())))
					.toList());
	}

	private static @Nullable Field member(Class<?> owner, ObjectStreamField field) {
		try {
			Field member = owner.getDeclaredField(field.getName());
			return (member.getType() == field.getType() && !Modifier.isStatic(member.getModifiers())) ? member : null;
		}
		catch (NoSuchFieldException ex) {
			return null;
		}
	}

	private static void makeAccessible(Field field) throws UnsuitableException {
		try {
			field.setAccessible(true);
		}
		catch (InaccessibleObjectException ex) {
			throw new UnsuitableException("its module does not open its package, " + ex.getMessage());
		}
	}

}
