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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Writes objects without state, which code can only tell apart by their identity. One
 * that a static final field of its class holds, or of one around it or nested with it, is
 * the one of that field where it arrives. So is an {@code Object} that such a field of
 * the class of what refers to it holds. All others are new objects.
 */
final class StatelessFormat extends Format {

	private final Format format;

	private final StaticFields staticFields;

	private final Map<Class<?>, List<Constant>> constants = new ConcurrentHashMap<>();

	/**
	 * Create a new instance.
	 * @param type the class
	 * @param format creates objects of the class
	 * @param staticFields reads the fields that may hold objects of the class
	 */
	StatelessFormat(Class<?> type, Format format, StaticFields staticFields) {
		super(type);
		this.format = format;
		this.staticFields = staticFields;
	}

	/**
	 * Return whether objects of a class without fields may be constants.
	 * @param type the class
	 * @return whether they are told apart by their identity
	 */
	static boolean isFor(Class<?> type) {
		return type == Object.class || (!JdkClasses.contains(type) && !fields(type, type).isEmpty());
	}

	@Override
	boolean isGuarded() {
		return this.format.isGuarded();
	}

	@Override
	byte[] shape() {
		return this.format.shape();
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		Constant constant = find(writer.path(), object);
		writer.sink().writeByte((constant != null) ? 1 : 0);
		if (constant != null) {
			writer.sink().writeText(constant.field().getDeclaringClass().getName());
			writer.sink().writeText(constant.field().getName());
		}
		else {
			this.format.write(writer, object);
		}
	}

	private @Nullable Constant find(List<Object> path, Object object) {
		if (type() != Object.class) {
			return find(type(), object);
		}
		for (int i = path.size() - 2; i >= 0; i--) {
			Class<?> holder = path.get(i).getClass();
			if (!JdkClasses.contains(holder)) {
				return find(holder, object);
			}
		}
		return null;
	}

	private @Nullable Constant find(Class<?> holder, Object object) {
		for (Constant constant : this.constants.computeIfAbsent(holder, this::constants)) {
			if (constant.value().get() == object) {
				return constant;
			}
		}
		return null;
	}

	private List<Constant> constants(Class<?> holder) {
		return fields(type(), holder).stream()
			.map((field) -> new Constant(field, this.staticFields.reader(field)))
			.toList();
	}

	@Override
	void read(GraphReader reader, Node node) throws Exception {
		if (reader.source().readByte() == 0) {
			this.format.read(reader, node);
			return;
		}
		Class<?> owner = reader.formats().load(reader.source().readText());
		Field field = owner.getDeclaredField(reader.source().readText());
		field.setAccessible(true);
		try {
			node.make(field.get(null));
		}
		catch (LinkageError ex) {
			throw new UnreadableException("the class " + owner.getName() + " cannot be initialized here: " + ex);
		}
	}

	private static List<Field> fields(Class<?> type, Class<?> holder) {
		List<Field> fields = new ArrayList<>();
		for (Class<?> owner : owners(holder)) {
			try {
				addFields(type, owner, fields);
			}
			catch (LinkageError ex) {
				// what its fields need is missing, so it cannot be initialized either
			}
		}
		return fields;
	}

	/**
	 * Classes that older compilers made do not know those that are nested with them.
	 */
	private static Set<Class<?>> owners(Class<?> holder) {
		Set<Class<?>> owners = new LinkedHashSet<>();
		for (Class<?> ancestor = holder; ancestor != null
				&& !JdkClasses.contains(ancestor); ancestor = ancestor.getSuperclass()) {
			for (Class<?> around = ancestor; around != null; around = EnclosingClass.of(around)) {
				owners.add(around);
			}
			owners.addAll(List.of(ancestor.getNestMembers()));
		}
		return owners;
	}

	private static void addFields(Class<?> type, Class<?> owner, List<Field> fields) {
		for (Field field : owner.getDeclaredFields()) {
			int modifiers = field.getModifiers();
			if (field.getType().isAssignableFrom(type) && Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers)
					&& field.trySetAccessible()) {
				fields.add(field);
			}
		}
	}

	private record Constant(Field field, Supplier<@Nullable Object> value) {

	}

}
