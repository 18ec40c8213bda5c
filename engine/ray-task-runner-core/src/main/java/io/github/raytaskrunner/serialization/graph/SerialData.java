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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the code of a class wrote.
 *
 * @param fieldValues a value for each field of the class, or {@code null} if it wrote
 * none
 * @param objects what it wrote one by one
 * @param bytes what else it wrote
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record SerialData(@Nullable Object @Nullable [] fieldValues, @Nullable Object[] objects, byte[] bytes) {

	/**
	 * Read it.
	 * @param reader where from
	 * @param node takes the objects
	 * @param level the class, or {@code null} if it has no fields of its own
	 * @return the data; objects that are not made yet are missing until they are
	 * @throws Exception if the code of a class fails
	 */
	static SerialData read(GraphReader reader, Node node, @Nullable SerialLevel level) throws Exception {
		@Nullable Object[] fieldValues = null;
		List<@Nullable Object> values = new ArrayList<>();
		int kind = reader.source().readByte();
		while (kind != SerialOutput.END) {
			if (kind == SerialOutput.FIELDS && level != null) {
				fieldValues = level.readFields(reader, node);
			}
			else {
				values.add(reader.readValue());
			}
			kind = reader.source().readByte();
		}
		@Nullable Object[] objects = new Object[values.size()];
		for (int i = 0; i < objects.length; i++) {
			node.take(values.get(i), objects, i);
		}
		return new SerialData(fieldValues, objects, reader.source().readBytes(reader.source().readSize(1)));
	}

}
