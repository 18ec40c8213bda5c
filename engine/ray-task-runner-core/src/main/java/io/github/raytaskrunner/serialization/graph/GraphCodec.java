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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Turns graphs of objects into bytes and back. Thread-safe.
 * <p>
 * What is read is equal to what was written as a graph: the same classes, values and
 * sharing, cycles included, on whatever JDK it is read. Classes of the JDK and others
 * that are {@link java.io.Serializable} in a way of their own are written by their serial
 * form, all others by their fields, records by their components. What none of this is
 * exact for is refused.
 */
public final class GraphCodec {

	/**
	 * Deepest nesting that is written.
	 */
	public static final int MAX_DEPTH = 5_000;

	private final Guard guard;

	private final Formats formats;

	/**
	 * Create a new instance.
	 * @param classLoader loads the classes of what is read
	 * @param guard decides what must not travel
	 * @param substitutions let something travel in place of what does not
	 */
	public GraphCodec(ClassLoader classLoader, Guard guard, List<Substitution> substitutions) {
		this.guard = guard;
		this.formats = new Formats(classLoader, guard, substitutions);
	}

	/**
	 * Write an object and all that it refers to. Objects of classes that have not been
	 * read back yet, and cycles that may not be readable, are read back at once.
	 * @param header bytes to begin with
	 * @param object the object
	 * @param surroundings what is around it
	 * @param proof what is around it when it is read back to see whether that works
	 * @return header and object
	 * @throws RefusedException if something in the graph cannot travel
	 * @throws TooDeepException if it is nested too deeply
	 * @throws GraphException if code of a class fails
	 */
	public byte[] write(byte[] header, @Nullable Object object, Surroundings surroundings, Surroundings proof) {
		return series(surroundings, proof).write(header, object);
	}

	/**
	 * Return a writer of many graphs that are written one after another.
	 * @param surroundings what is around each of them
	 * @param proof what is around each when it is read back to see whether that works
	 * @return a new writer
	 */
	public SeriesWriter series(Surroundings surroundings, Surroundings proof) {
		return new SeriesWriter(this.formats, this.guard, surroundings, proof);
	}

	/**
	 * Read an object and all that it refers to.
	 * @param bytes header and object
	 * @param offset length of the header
	 * @param surroundings what is around it here
	 * @return the object
	 * @throws UnreadableException if it cannot be rebuilt here
	 * @throws GraphException if code of a class fails
	 */
	public @Nullable Object read(byte[] bytes, int offset, Surroundings surroundings) {
		return read(bytes, offset, bytes.length, surroundings);
	}

	/**
	 * Read an object and all that it refers to.
	 * @param bytes bytes with the object among others
	 * @param offset where it begins
	 * @param end where it ends
	 * @param surroundings what is around it here
	 * @return the object
	 * @throws UnreadableException if it cannot be rebuilt here
	 * @throws GraphException if code of a class fails
	 */
	public @Nullable Object read(byte[] bytes, int offset, int end, Surroundings surroundings) {
		return GraphReader.read(this.formats, bytes, offset, end, surroundings);
	}

}
