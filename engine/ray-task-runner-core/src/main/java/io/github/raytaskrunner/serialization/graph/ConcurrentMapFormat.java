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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of a {@link ConcurrentHashMap}, which are all of its state. Its
 * serial form says the same, but for the sake of JDK 7 with sixteen locks.
 */
final class ConcurrentMapFormat extends HashTableFormat {

	ConcurrentMapFormat() {
		super(ConcurrentHashMap.class);
	}

	@Override
	Object[] content(Object table) {
		List<Object> content = new ArrayList<>();
		((ConcurrentHashMap<?, ?>) table).forEach((key, value) -> {
			content.add(key);
			content.add(value);
		});
		return content.toArray();
	}

	@Override
	void writeSize(GraphWriter writer, Object table, Object[] content) {
		writer.sink().writeCount(ConcurrentTables.capacity(content));
	}

	@Override
	Object create(GraphReader reader) {
		return new ConcurrentHashMap<>(reader.source().readCount());
	}

	@Override
	void fill(Object table, @Nullable Object[] content) {
		if (Arrays.asList(content).contains(null)) {
			throw new UnreadableException("the bytes are broken");
		}
		((Map<?, ?>) table).clear();
		HashTables.fill(table, content);
	}

}
