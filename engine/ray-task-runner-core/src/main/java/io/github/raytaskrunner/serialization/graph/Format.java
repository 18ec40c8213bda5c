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
 * How the objects of one class are written and read. Thread-safe.
 */
abstract class Format {

	private static final byte[] NO_SHAPE = {};

	private final Class<?> type;

	private volatile boolean proven;

	Format(Class<?> type) {
		this.type = type;
	}

	/**
	 * Return the class whose name tells the reader how to read.
	 * @return the class
	 */
	final Class<?> type() {
		return this.type;
	}

	/**
	 * Return the name by which the reader finds this format.
	 * @return the name
	 */
	String name() {
		return this.type.getName();
	}

	/**
	 * Return whether an object of this class was read back once, so it is known that this
	 * works.
	 * @return whether nothing has to be proved
	 */
	boolean isProven() {
		return this.proven;
	}

	final void prove() {
		this.proven = true;
	}

	/**
	 * Return whether references to the same object arrive as references to the same
	 * object.
	 * @param object the object
	 * @return {@code false} if all processes have one object of this value anyway
	 */
	boolean isShared(Object object) {
		return true;
	}

	/**
	 * Return whether objects of this class refer to nothing and are always accepted.
	 * @return whether nothing has to be watched while one is written
	 */
	boolean isPlain() {
		return false;
	}

	/**
	 * Return whether an object of this class never changes, but for what it refers to.
	 * @return {@code false} if that is not sure
	 */
	boolean isImmutable() {
		return false;
	}

	/**
	 * Return whether an object is asked about with the {@link Guard} of the graph before
	 * it is written.
	 * @return whether objects of this class may be refused one by one
	 */
	boolean isGuarded() {
		return false;
	}

	/**
	 * Return whether objects in a cycle with an object of this class may have to wait for
	 * it, so that it takes a try to know that they can be read.
	 * @return {@code false} if the object can be made, and takes all of its content,
	 * before the content is whole
	 */
	boolean isDelicate() {
		return false;
	}

	/**
	 * Return whether what is read is there before the object that takes its place by
	 * {@code readResolve}. Then it has a number of its own, after that of the object.
	 * @return whether an object of this class may refer to itself in both ways
	 */
	boolean isResolved() {
		return false;
	}

	/**
	 * Return what the reader has to know of the class, to tell whether it has the same.
	 * @return the description, equal only to one of the same content
	 */
	byte[] shape() {
		return NO_SHAPE;
	}

	/**
	 * Return the format that reads what a class of another shape wrote.
	 * @param shape the shape
	 * @return the format
	 * @throws UnreadableException if there is none
	 */
	Format forShape(byte[] shape) {
		throw new UnreadableException(
				this.type.getName() + " is another class here; run the same version of the application everywhere");
	}

	/**
	 * Return how an object is written that belongs to one of the JDK.
	 * @return the format
	 */
	Format ofParts() {
		return this;
	}

	/**
	 * Return what is written in place of an object.
	 * @param writer the writer
	 * @param object the object
	 * @return the object itself, or another one
	 * @throws Exception if the code of a class fails
	 */
	@Nullable Object replace(GraphWriter writer, Object object) throws Exception {
		return object;
	}

	/**
	 * Write the content of an object.
	 * @param writer where to
	 * @param object the object
	 * @throws Exception if the code of a class fails
	 */
	abstract void write(GraphWriter writer, Object object) throws Exception;

	/**
	 * Read the content of an object.
	 * @param reader where from
	 * @param node takes the object, as soon as it can be made, and its content
	 * @throws Exception if the code of a class fails
	 */
	abstract void read(GraphReader reader, Node node) throws Exception;

}
