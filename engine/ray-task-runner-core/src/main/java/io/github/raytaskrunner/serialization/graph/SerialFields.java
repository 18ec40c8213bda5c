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

import org.jspecify.annotations.Nullable;

/**
 * The serializable fields of a class, and the way to them.
 */
abstract class SerialFields {

	private final FieldShape shape;

	private final boolean[] parts;

	SerialFields(FieldShape shape, boolean[] parts) {
		this.shape = shape;
		this.parts = parts;
	}

	final FieldShape shape() {
		return this.shape;
	}

	/**
	 * Return whether a field belongs to its object and travels with it, although no
	 * object of its class would travel otherwise: a queue's lock.
	 * @param position position of the field
	 * @return whether it is a part
	 */
	final boolean isPart(int position) {
		return this.parts[position];
	}

	/**
	 * Write the fields of an object as they are.
	 * @param object the object
	 * @param output where to
	 * @throws Exception if the code of a class fails
	 */
	abstract void write(Object object, SerialOutput output) throws Exception;

	/**
	 * Set those fields of an object that have a value by now.
	 * @param object the object
	 * @param values a value for each field
	 * @throws Exception if a value does not fit its field
	 */
	abstract void prepare(Object object, @Nullable Object[] values) throws Exception;

	/**
	 * Set the fields of an object.
	 * @param object the object
	 * @param input where from
	 * @throws Exception if a value does not fit its field
	 */
	abstract void read(Object object, SerialInput input) throws Exception;

}
