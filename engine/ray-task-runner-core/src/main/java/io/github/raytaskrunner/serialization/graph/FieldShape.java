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

import java.util.List;

/**
 * The fields of one class that are written, by name and type.
 *
 * @param owner name of the class that declares them
 * @param fields the fields, in the order in which they are written
 */
record FieldShape(String owner, List<Field> fields) {

	private static final FieldType[] TYPES = FieldType.values();

	void write(ByteSink sink) {
		sink.writeText(this.owner);
		sink.writeCount(this.fields.size());
		for (Field field : this.fields) {
			sink.writeText(field.name());
			sink.writeByte(field.type().ordinal());
		}
	}

	static FieldShape read(ByteSource source) {
		String owner = source.readText();
		Field[] fields = new Field[source.readSize(2)];
		for (int i = 0; i < fields.length; i++) {
			fields[i] = new Field(source.readText(), TYPES[source.readByte()]);
		}
		return new FieldShape(owner, List.of(fields));
	}

	int indexOf(String name) {
		for (int i = 0; i < this.fields.size(); i++) {
			if (this.fields.get(i).name().equals(name)) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Return the position of a field.
	 * @param name its name
	 * @param type its type
	 * @return its position
	 * @throws IllegalArgumentException if there is no field of this name and type
	 */
	int indexOf(String name, FieldType type) {
		int index = indexOf(name);
		if (index < 0 || this.fields.get(index).type() != type) {
			throw new IllegalArgumentException("no such field " + name + " with type " + type);
		}
		return index;
	}

	/**
	 * A field.
	 *
	 * @param name its name
	 * @param type its type
	 */
	record Field(String name, FieldType type) {

	}

}
