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

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.PriorityBlockingQueue;

import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes the elements of a collection of the JDK that Fory cannot handle, such as the key
 * set of a map. They arrive in an ordinary collection of the same kind.
 */
final class CopySerializer extends OwnSerializer {

	CopySerializer(Config config, Class<?> type) {
		super(config, type);
	}

	static boolean isFor(Class<?> type) {
		return Collection.class.isAssignableFrom(type) && (!Serializable.class.isAssignableFrom(type)
				|| type == LinkedBlockingDeque.class || type == PriorityBlockingQueue.class);
	}

	@Override
	public void write(WriteContext context, Object value) {
		Object[] elements = ((Collection<?>) value).toArray();
		context.writeRef(comparator(value));
		context.writeVarUInt32(elements.length);
		for (Object element : elements) {
			context.writeRef(element);
		}
	}

	@Override
	@SuppressWarnings("unchecked")
	public Object read(ReadContext context) {
		Collection<@Nullable Object> copy = emptyCopy((Comparator<? super Object>) context.readRef());
		int size = context.readVarUInt32();
		for (int i = 0; i < size; i++) {
			copy.add(context.readRef());
		}
		return copy;
	}

	private static @Nullable Object comparator(Object value) {
		if (value instanceof SortedSet<?> sorted) {
			return sorted.comparator();
		}
		return (value instanceof PriorityBlockingQueue<?> queue) ? queue.comparator() : null;
	}

	@SuppressWarnings("NullAway") // a null comparator stands for the natural order
	private Collection<@Nullable Object> emptyCopy(@Nullable Comparator<? super Object> comparator) {
		if (this.type == (Class<?>) LinkedBlockingDeque.class) {
			return new LinkedBlockingDeque<>();
		}
		if (this.type == (Class<?>) PriorityBlockingQueue.class) {
			return new PriorityBlockingQueue<>(11, comparator);
		}
		if (SortedSet.class.isAssignableFrom(this.type)) {
			return new TreeSet<>(comparator);
		}
		return (Set.class.isAssignableFrom(this.type)) ? new LinkedHashSet<>() : new ArrayList<>();
	}

}
