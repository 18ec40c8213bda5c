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
import java.util.Comparator;
import java.util.List;

import io.github.raytaskrunner.serialization.graph.Completion.Step;
import org.jspecify.annotations.Nullable;

/**
 * Reads one graph. Not thread-safe.
 * <p>
 * Objects are read depth first. One that refers back to one which is not made yet gets
 * that reference later, when it is made. Cycles are found by Tarjan's algorithm and
 * completed when they have been read.
 */
final class GraphReader {

	private final Formats formats;

	private final Surroundings surroundings;

	private final ByteSource source;

	private final List<Format> classes = new ArrayList<>();

	/**
	 * By number, a {@link Node} as long as its cycle is incomplete, then the object.
	 */
	private final List<@Nullable Object> handles = new ArrayList<>();

	/**
	 * What was read and may still turn out to be in a cycle.
	 */
	private final List<Node> open = new ArrayList<>();

	private final List<SerialInput.Validation> validations = new ArrayList<>();

	/**
	 * How many of them were read before the present object.
	 */
	private int openBefore;

	/**
	 * Number of the first object that the present one leads back to.
	 */
	private int lowest;

	private @Nullable Node current;

	private @Nullable SerialInput serialInput;

	GraphReader(Formats formats, Surroundings surroundings, ByteSource source) {
		this.formats = formats;
		this.surroundings = surroundings;
		this.source = source;
	}

	static @Nullable Object read(Formats formats, byte[] bytes, int offset, int end, Surroundings surroundings) {
		try {
			return new GraphReader(formats, surroundings, new ByteSource(bytes, offset, end)).readRoot();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new GraphException(ex);
		}
	}

	ByteSource source() {
		return this.source;
	}

	Surroundings surroundings() {
		return this.surroundings;
	}

	Formats formats() {
		return this.formats;
	}

	SerialInput serialInput() throws Exception {
		if (this.serialInput == null) {
			this.serialInput = new SerialInput(this.validations);
		}
		return this.serialInput;
	}

	@Nullable Object readRoot() throws Exception {
		Object root = readValue();
		this.validations.sort(Comparator.comparingInt(SerialInput.Validation::priority).reversed());
		for (SerialInput.Validation validation : this.validations) {
			validation.object().validateObject();
		}
		return root;
	}

	/**
	 * Read an object and all that it refers to.
	 * @return the object, or its {@link Node} if it cannot be made yet
	 * @throws Exception if the code of a class fails
	 */
	@Nullable Object readValue() throws Exception {
		int token = this.source.readCount();
		if (token == GraphWriter.NULL) {
			return null;
		}
		if (token == GraphWriter.REFERENCE) {
			return reference(this.source.readCount());
		}
		Format format = readClass(token - GraphWriter.FIRST_CLASS);
		return (format instanceof ValueFormat values) ? readPlain(values) : readNode(format);
	}

	/**
	 * Return whether what has been read of an object is whole, so it can be completed at
	 * once.
	 * @param node the object that is being read
	 * @return {@code false} if it is in a cycle
	 */
	boolean isWhole(Node node) {
		return this.lowest >= node.handle() && this.open.size() == this.openBefore && node.hasContent();
	}

	private @Nullable Object reference(int handle) {
		if (handle < 0 || handle >= this.handles.size()) {
			throw new UnreadableException("the bytes are broken");
		}
		Object referred = this.handles.get(handle);
		if (referred instanceof Node node) {
			this.lowest = Math.min(this.lowest, handle);
			refer(node);
			return (node.isMade()) ? node.object() : node;
		}
		return referred;
	}

	private void refer(Node node) {
		if (this.current != null) {
			this.current.refersTo(node);
		}
	}

	private Object readPlain(ValueFormat format) throws Exception {
		Object value = format.read(this);
		if (format.isShared(value)) {
			this.handles.add(value);
		}
		return value;
	}

	private @Nullable Object readNode(Format format) throws Exception {
		Node node = new Node(this.handles.size());
		this.handles.add(node);
		int outerLowest = this.lowest;
		int first = this.open.size();
		this.lowest = node.handle();
		Node outer = this.current;
		int outerOpenBefore = this.openBefore;
		this.current = node;
		this.openBefore = first;
		format.read(this, node);
		this.current = outer;
		this.openBefore = outerOpenBefore;
		this.open.add(node);
		if (this.lowest < node.handle()) {
			this.lowest = Math.min(this.lowest, outerLowest);
			refer(node);
		}
		else {
			this.lowest = outerLowest;
			complete(first);
		}
		return (node.isMade()) ? node.object() : node;
	}

	private void complete(int first) throws Exception {
		Node last = this.open.get(this.open.size() - 1);
		int size = this.open.size() - first;
		boolean alone = size == 1 || (size == 2 && this.open.get(first).completion() == null);
		if (alone && last.hasContent()) {
			last.complete(Step.ASKING);
		}
		else {
			new Cycle(this.open.subList(first, this.open.size())).complete();
		}
		for (int i = this.open.size() - 1; i >= first; i--) {
			Node node = this.open.remove(i);
			this.handles.set(node.handle(), node.object());
		}
	}

	/**
	 * Number what is read of an object that something else will take the place of.
	 * @param object what is read
	 */
	void addUnresolved(Object object) {
		Node node = new Node(this.handles.size());
		node.make(object);
		this.handles.add(node);
		this.open.add(node);
		this.openBefore++;
	}

	private Format readClass(int index) {
		int known = index - this.formats.wellKnownCount();
		if (known < 0) {
			return this.formats.wellKnown(index);
		}
		if (known < this.classes.size()) {
			return this.classes.get(known);
		}
		Format format = this.formats.named(this.source.readText()).ofParts();
		byte[] shape = this.source.readBytes(this.source.readSize(1));
		if (!Arrays.equals(shape, format.shape())) {
			format = format.forShape(shape);
		}
		this.classes.add(format);
		return format;
	}

}
