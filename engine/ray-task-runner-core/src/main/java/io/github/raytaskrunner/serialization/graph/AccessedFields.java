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

import java.io.InvalidClassException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Fields that are read and set one by one.
 */
final class AccessedFields extends SerialFields {

	private final List<@Nullable FieldAccess> accesses;

	/**
	 * Create a new instance.
	 * @param shape the fields
	 * @param parts for each field, whether it belongs to its object
	 * @param accesses for each field the way to it, or {@code null} if it is one that
	 * only {@code writeObject} and {@code readObject} know
	 */
	AccessedFields(FieldShape shape, boolean[] parts, List<@Nullable FieldAccess> accesses) {
		super(shape, parts);
		this.accesses = accesses;
	}

	@Override
	void write(Object object, SerialOutput output) throws Exception {
		@Nullable Object[] values = new Object[this.accesses.size()];
		for (int i = 0; i < values.length; i++) {
			FieldAccess access = this.accesses.get(i);
			if (access == null) {
				throw new InvalidClassException(shape().owner(),
						"there is no field '" + shape().fields().get(i).name() + "' of its serial form");
			}
			values[i] = access.get(object);
		}
		output.writeFields(values);
	}

	@Override
	void prepare(Object object, @Nullable Object[] values) throws Exception {
		for (int i = 0; i < values.length; i++) {
			FieldAccess access = this.accesses.get(i);
			if (access != null && values[i] != null) {
				access.set(object, values[i]);
			}
		}
	}

	/**
	 * Set the fields. What only the serial form has is left out, as by Java
	 * serialization.
	 */
	@Override
	void read(Object object, SerialInput input) throws Exception {
		@Nullable Object @Nullable [] values = input.fieldValues();
		for (int i = 0; values != null && i < values.length; i++) {
			FieldAccess access = this.accesses.get(i);
			if (access != null && input.isWritten(i)) {
				access.set(object, values[i]);
			}
		}
	}

}
