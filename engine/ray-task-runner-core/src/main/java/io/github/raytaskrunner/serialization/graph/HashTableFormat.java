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
 * Writes what a hash table of the JDK holds, in its order. What is in a table is put
 * there anew where it arrives.
 */
abstract class HashTableFormat extends Format {

	HashTableFormat(Class<?> type) {
		super(type);
	}

	/**
	 * Return what an object holds.
	 * @param table the object
	 * @return its elements, or its keys and values in turn
	 */
	abstract Object[] content(Object table);

	/**
	 * Write what is to be known before the content.
	 * @param writer where to
	 * @param table the object
	 * @param content what it holds
	 * @throws Exception if it cannot be found out
	 */
	abstract void writeSize(GraphWriter writer, Object table, Object[] content) throws Exception;

	/**
	 * Make an object that holds nothing yet.
	 * @param reader where what is to be known comes from
	 * @return the object
	 */
	abstract Object create(GraphReader reader);

	/**
	 * Put content into an object, instead of what it holds.
	 * @param table the object
	 * @param content elements, or keys and values in turn
	 */
	abstract void fill(Object table, @Nullable Object[] content);

	@Override
	final boolean isProven() {
		return true;
	}

	@Override
	final boolean isDelicate() {
		return true;
	}

	@Override
	final void write(GraphWriter writer, Object object) throws Exception {
		Object[] content = content(object);
		writeSize(writer, object, content);
		writer.sink().writeCount(content.length);
		for (Object element : content) {
			writer.writeValue(element);
		}
	}

	@Override
	final void read(GraphReader reader, Node node) throws Exception {
		Object table = create(reader);
		node.make(table);
		@Nullable Object[] content = new Object[reader.source().readSize(1)];
		for (int i = 0; i < content.length; i++) {
			node.take(reader.readValue(), content, i);
		}
		node.completeBy(Fill.ofTable(() -> fill(table, content)));
	}

}
