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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.raytaskrunner.serialization.graph.Completion.Step;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of a {@link ConcurrentHashMap}, which are all of its state. Its
 * serial form says the same, but for the sake of JDK 7 with sixteen locks.
 */
final class ConcurrentMapFormat extends Format {

	ConcurrentMapFormat() {
		super(ConcurrentHashMap.class);
	}

	@Override
	boolean isProven() {
		return true;
	}

	@Override
	boolean isDelicate() {
		return true;
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		Object[] content = ((ConcurrentHashMap<?, ?>) object).entrySet()
			.stream()
			.map((entry) -> new Object[] { entry.getKey(), entry.getValue() })
			.toArray();
		writer.sink().writeCount(content.length);
		for (Object entry : content) {
			writer.writeValue(((Object[]) entry)[0]);
			writer.writeValue(((Object[]) entry)[1]);
		}
	}

	@Override
	void read(GraphReader reader, Node node) throws Exception {
		int size = reader.source().readSize(2);
		Map<Object, Object> map = new ConcurrentHashMap<>(size);
		node.make(map);
		@Nullable Object[] content = new Object[size * 2];
		for (int i = 0; i < content.length; i++) {
			node.take(reader.readValue(), content, i);
		}
		node.completeBy(new Fill(Step.ASKING, Node::hasContent, () -> {
			for (int i = 0; i < content.length; i += 2) {
				map.put(required(content[i]), required(content[i + 1]));
			}
			HashTables.requireSize(map, map.size(), size);
		}));
	}

	private static Object required(@Nullable Object value) {
		if (value == null) {
			throw new UnreadableException("the bytes are broken");
		}
		return value;
	}

}
