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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.raytaskrunner.serialization.graph.Completion.Step;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a class that has no serial form of its own. They are set one by one, so
 * objects in a cycle are as whole as they can be.
 */
final class FieldLevel implements Level {

	private final Field[] fields;

	private final FieldType[] types;

	private final Field[] left;

	private final FieldShape shape;

	/**
	 * Create a new instance.
	 * @param type the class
	 * @param fields the fields that are written, accessible
	 * @param left the fields that are left behind although nobody can set them anew,
	 * accessible
	 */
	FieldLevel(Class<?> type, List<Field> fields, List<Field> left) {
		this.left = left.toArray(Field[]::new);
		this.fields = fields.toArray(Field[]::new);
		this.types = new FieldType[this.fields.length];
		List<FieldShape.Field> shapes = new ArrayList<>();
		for (int i = 0; i < this.types.length; i++) {
			this.types[i] = FieldType.of(this.fields[i].getType());
			shapes.add(new FieldShape.Field(this.fields[i].getName(), this.types[i]));
		}
		this.shape = new FieldShape(type.getName(), shapes);
	}

	@Override
	public FieldShape shape() {
		return this.shape;
	}

	@Override
	public Step step() {
		return Step.KEEPING;
	}

	@Override
	public boolean isOfApplication() {
		return false;
	}

	@Override
	public Level forShape(FieldShape written) {
		if (written.equals(this.shape)) {
			return this;
		}
		throw new UnreadableException(
				this.shape.owner() + " has other fields here; run the same version of the application everywhere");
	}

	@Override
	public void write(GraphWriter writer, Object object) throws Exception {
		for (Field field : this.left) {
			if (!Objects.equals(field.get(object), FieldType.of(field.getType()).initial())) {
				throw new RefusedException(object, "its field '" + field.getName()
						+ "' is transient and final, so it would be empty for ever where the object arrives");
			}
		}
		for (int i = 0; i < this.fields.length; i++) {
			this.types[i].write(writer, this.fields[i].get(object));
		}
	}

	@Override
	public Fill.@Nullable Action read(GraphReader reader, Node node, Object object) throws Exception {
		int before = node.contentSize();
		for (int i = 0; i < this.fields.length; i++) {
			Object value = this.types[i].read(reader);
			Field field = this.fields[i];
			if (value instanceof Node) {
				node.take(value, (made) -> set(field, object, made));
			}
			else {
				field.set(object, value);
			}
		}
		node.refersByFields(before);
		return null;
	}

	private static void set(Field field, Object object, @Nullable Object value) {
		try {
			field.set(object, value);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
