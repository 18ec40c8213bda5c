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

package io.github.raytaskrunner.serialization;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.fory.Fory;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.collection.CollectionSerializer;

/**
 * Take the place of serializers of Fory that write objects which they then fail to read.
 */
final class JdkCollectionSerializers {

	private JdkCollectionSerializers() {
	}

	static void register(Fory fory) {
		TypeResolver resolver = fory.getTypeResolver();
		List<Integer> list = List.of(1, 2, 3);
		for (Class<?> type : List.of(list.getClass(), list.subList(0, 2).getClass())) {
			fory.registerSerializer(type, new NullableListSerializer(resolver, type));
		}
		fory.registerSerializer(ConcurrentHashMap.KeySetView.class, new KeySetViewSerializer(resolver));
	}

	/**
	 * For what {@link java.util.stream.Stream#toList()} returns, which may hold nulls.
	 */
	@SuppressWarnings({ "rawtypes", "unchecked" })
	private static final class NullableListSerializer extends CollectionSerializer {

		NullableListSerializer(TypeResolver resolver, Class<?> type) {
			super(resolver, type, true);
		}

		@Override
		public Collection newCollection(ReadContext context, boolean elementReadAlwaysAdvances) {
			int size = readCollectionSize(context, context.getBuffer(), elementReadAlwaysAdvances);
			setNumElements(size);
			return new ArrayList(size);
		}

		@Override
		public Collection onCollectionRead(Collection elements) {
			return (elements.contains(null)) ? elements.stream().toList() : List.copyOf(elements);
		}

	}

	/**
	 * For {@link ConcurrentHashMap#keySet()}, which has no value for keys that are added.
	 */
	@SuppressWarnings({ "rawtypes", "unchecked" })
	private static final class KeySetViewSerializer extends CollectionSerializer<ConcurrentHashMap.KeySetView> {

		KeySetViewSerializer(TypeResolver resolver) {
			super(resolver, ConcurrentHashMap.KeySetView.class, false);
		}

		@Override
		public void write(WriteContext context, ConcurrentHashMap.KeySetView view) {
			context.writeRef(view.getMap());
			context.writeRef(view.getMappedValue());
		}

		@Override
		public ConcurrentHashMap.KeySetView read(ReadContext context) {
			ConcurrentHashMap map = (ConcurrentHashMap) context.readRef();
			Object value = context.readRef();
			return (value != null) ? map.keySet(value) : (ConcurrentHashMap.KeySetView) map.keySet();
		}

	}

}
