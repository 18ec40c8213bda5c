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
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Writes the elements of a {@link HashSet} and how large its table is, on which their
 * order depends. Its serial form says that as well, but whoever reads that does not heed
 * it.
 */
final class HashSetFormat extends HashTableFormat {

	private final MethodHandle writeObject;

	HashSetFormat(SerialMethods serialMethods) {
		super(HashSet.class);
		this.writeObject = Objects.requireNonNull(serialMethods.writeObject(HashSet.class));
	}

	@Override
	Object[] content(Object table) {
		return ((Set<?>) table).toArray();
	}

	@Override
	void writeSize(GraphWriter writer, Object table, Object[] content) throws Exception {
		TableSize size = TableSize.of(this.writeObject, table);
		writer.sink().writeInt(size.capacity());
		writer.sink().writeInt(Float.floatToRawIntBits(size.loadFactor()));
	}

	@Override
	Object create(GraphReader reader) {
		int capacity = reader.source().readInt();
		return new HashSet<>(capacity, Float.intBitsToFloat(reader.source().readInt()));
	}

	@Override
	@SuppressWarnings("unchecked")
	void fill(Object table, @Nullable Object[] content) {
		Set<@Nullable Object> set = (Set<@Nullable Object>) table;
		set.clear();
		Collections.addAll(set, content);
		HashTables.requireSize(set, set.size(), content.length);
	}

}
