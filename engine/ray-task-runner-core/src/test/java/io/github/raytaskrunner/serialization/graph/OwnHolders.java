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

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Classes of an application that refer to others.
 */
final class OwnHolders {

	private OwnHolders() {
	}

	record Parts(List<Object> content) {

		Parts {
			content = List.copyOf(content);
		}

	}

	record Varargs(String name, Object... content) {

	}

	record Grouped(Map<String, Object> content, int size, @Nullable Object nothing) {

		static Grouped of(List<Object> content) {
			Map<String, Object> map = new HashMap<>();
			for (int i = 0; i < content.size(); i++) {
				map.put("" + i, content.get(i));
			}
			return new Grouped(map, content.size(), null);
		}

		Grouped {
			Objects.requireNonNull(content);
		}

	}

	static class Several {

		private final Object[] content;

		private final long size;

		private transient Object cache = new Object();

		@Nullable Object link;

		private boolean flag = true;

		Several(List<Object> content) {
			this.content = content.toArray();
			this.size = content.size();
		}

		static class Inner extends Several {

			private final double fraction = 0.5;

			private final @Nullable Object first;

			Inner(List<Object> content) {
				super(content);
				this.first = (content.isEmpty()) ? null : content.get(0);
			}

		}

		record One(Object content) {

		}

	}

	static class Hooked implements Serializable {

		private transient List<Object> content;

		private int size;

		@Nullable Object link;

		Hooked(List<Object> content) {
			this.content = new ArrayList<>(content);
			this.size = content.size();
		}

		private void writeObject(ObjectOutputStream output) throws IOException {
			output.defaultWriteObject();
			output.writeLong(42);
			for (Object element : this.content) {
				output.writeObject(element);
				output.writeUTF("next");
			}
		}

		private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
			input.defaultReadObject();
			if (input.readLong() != 42) {
				throw new IOException("another number");
			}
			this.content = new ArrayList<>();
			for (int i = 0; i < this.size; i++) {
				this.content.add(input.readObject());
				input.readUTF();
			}
		}

	}

	static class Replaced implements Serializable {

		private final transient List<Object> content;

		Replaced(List<Object> content) {
			this.content = List.copyOf(content);
		}

		List<Object> content() {
			return this.content;
		}

		private Object writeReplace() {
			return new Proxy(this.content.toArray());
		}

		private static class Proxy implements Serializable {

			private final Object[] content;

			Proxy(Object[] content) {
				this.content = content;
			}

			private Object readResolve() {
				return new Replaced(List.of(this.content));
			}

		}

	}

	static class Failure extends RuntimeException {

		private final List<Object> content;

		Failure(List<Object> content) {
			super("failure");
			this.content = content;
			IllegalStateException suppressed = new IllegalStateException("suppressed", this);
			StackTraceElement[] stack = { new StackTraceElement("a.B", "c", "B.java", content.size()) };
			setStackTrace(stack);
			suppressed.setStackTrace(stack);
			addSuppressed(suppressed);
		}

		List<Object> content() {
			return this.content;
		}

	}

	static class Subclass extends LinkedHashMap<Object, Object> {

		private final String name = "subclass";

		Subclass(Map<Object, Object> content) {
			super(content);
		}

	}

}
