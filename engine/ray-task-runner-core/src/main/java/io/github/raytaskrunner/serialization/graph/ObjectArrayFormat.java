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

import java.lang.reflect.Array;

/**
 * Writes arrays of objects, and of arrays.
 */
final class ObjectArrayFormat extends Format {

	ObjectArrayFormat(Class<?> type) {
		super(type);
	}

	@Override
	boolean isProven() {
		return true;
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		Object[] elements = (Object[]) object;
		writer.sink().writeCount(elements.length);
		for (Object element : elements) {
			writer.writeValue(element);
		}
	}

	@Override
	void read(GraphReader reader, Node node) throws Exception {
		Object[] elements = (Object[]) Array.newInstance(type().getComponentType(), reader.source().readSize(1));
		node.make(elements);
		for (int i = 0; i < elements.length; i++) {
			node.take(reader.readValue(), elements, i);
		}
	}

}
