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
import java.io.ObjectOutputStream;
import java.lang.invoke.MethodHandle;
import java.util.HashSet;

/**
 * How large the table of a {@link HashSet} is, which is not in its public methods but the
 * first that its {@code writeObject} says. The elements, which come then, are left out.
 */
final class TableSize extends ObjectOutputStream {

	private int capacity;

	private float loadFactor;

	private TableSize() throws IOException {
	}

	/**
	 * Ask a set.
	 * @param writeObject the method of its class
	 * @param set the set
	 * @return what it said
	 * @throws Exception if it says something else
	 */
	static TableSize of(MethodHandle writeObject, Object set) throws Exception {
		TableSize size = new TableSize();
		try {
			Invocation.write(writeObject, set, size);
		}
		catch (EnoughException ex) {
			// as it was to be
		}
		return size;
	}

	int capacity() {
		return this.capacity;
	}

	float loadFactor() {
		return this.loadFactor;
	}

	@Override
	public void defaultWriteObject() {
		// there are no fields
	}

	@Override
	public void writeInt(int value) throws IOException {
		if (this.loadFactor > 0) {
			throw EnoughException.INSTANCE;
		}
		this.capacity = value;
	}

	@Override
	public void writeFloat(float value) {
		this.loadFactor = value;
	}

	/**
	 * Ends the method.
	 */
	private static final class EnoughException extends IOException {

		private static final EnoughException INSTANCE = new EnoughException();

		@Override
		public Throwable fillInStackTrace() {
			return this;
		}

	}

}
