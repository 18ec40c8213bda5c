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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes one graph. Not thread-safe.
 */
final class GraphWriter {

	static final int NULL = 0;

	static final int REFERENCE = 1;

	static final int FIRST_CLASS = 2;

	private static final int MAX_REPLACEMENTS = 100;

	/**
	 * More than most tasks and their values need, of which each has a writer.
	 */
	private static final int INITIAL_SIZE = 256;

	private static final int FEW = 4;

	/**
	 * A buffer is not kept for small graphs once it was needed for a large one.
	 */
	private static final int MAX_KEPT_SIZE = 64 * 1024;

	private final Formats formats;

	private final Guard guard;

	private final Surroundings surroundings;

	private final ByteSink sink;

	private final Handles handles = new Handles();

	private final Map<Format, Integer> classes = new IdentityHashMap<>(FEW);

	private final List<Format> unproven = new ArrayList<>();

	private final List<Object> path = new ArrayList<>();

	private final Cycles cycles = new Cycles();

	private Class<?> lastType = String.class;

	private Format lastFormat;

	private int named;

	private int parts;

	private boolean immutable = true;

	private @Nullable SerialOutput serialOutput;

	GraphWriter(Formats formats, Guard guard, Surroundings surroundings) {
		this.formats = formats;
		this.guard = guard;
		this.surroundings = surroundings;
		this.sink = new ByteSink(INITIAL_SIZE);
		this.lastFormat = formats.of(this.lastType);
	}

	/**
	 * Begin another graph.
	 * @return {@code false} if that takes another writer
	 */
	boolean renew() {
		if (this.serialOutput != null || this.sink.size() > MAX_KEPT_SIZE || !this.handles.clear()) {
			return false;
		}
		this.sink.clear();
		if (!this.classes.isEmpty()) {
			this.classes.clear();
		}
		this.unproven.clear();
		this.cycles.clear();
		this.named = 0;
		this.immutable = true;
		return true;
	}

	/**
	 * Return whether nothing of what was written can change where it is read.
	 * @return {@code false} if that is not sure
	 */
	boolean isImmutable() {
		return this.immutable;
	}

	ByteSink sink() {
		return this.sink;
	}

	Surroundings surroundings() {
		return this.surroundings;
	}

	/**
	 * Return the objects that are being written, the root first.
	 * @return the objects, each referred to by the one before
	 */
	List<Object> path() {
		return this.path;
	}

	/**
	 * Return the classes of which no object was read back yet.
	 * @return the formats of these classes
	 */
	List<Format> unproven() {
		return this.unproven;
	}

	/**
	 * Return whether it takes a try to know that what was written can be read.
	 * @return whether there are unproven classes or delicate cycles
	 */
	boolean needsProof() {
		return !this.unproven.isEmpty() || this.cycles.areDelicate();
	}

	/**
	 * Write what belongs to the present object, of whatever class it is.
	 * @param part the part
	 * @throws Exception if the code of a class fails
	 */
	void writePart(@Nullable Object part) throws Exception {
		this.parts++;
		writeValue(part);
		this.parts--;
	}

	SerialOutput serialOutput() throws Exception {
		if (this.serialOutput == null) {
			this.serialOutput = new SerialOutput(this);
		}
		return this.serialOutput;
	}

	/**
	 * Write an object and all that it refers to.
	 * @param object the object
	 * @throws Exception if the code of a class fails
	 */
	void writeValue(@Nullable Object object) throws Exception {
		if (object == null) {
			this.sink.writeCount(NULL);
			return;
		}
		Format format = format(object);
		this.immutable &= format.isImmutable();
		if (!format.isShared(object)) {
			writeClass(format);
			format.write(this, object);
			return;
		}
		int handle = this.handles.find(object);
		if (handle < 0 && format.isPlain()) {
			writeClass(format);
			format.write(this, object);
			this.handles.put(object, this.cycles.pass());
			return;
		}
		if (handle >= 0) {
			writeReference(handle);
			return;
		}
		Object admitted = admit(format, object);
		this.path.add(object);
		Object written = (admitted == object) ? format.replace(this, object) : admitted;
		if (written != object && admitted == object && isExcluded(object, written)) {
			format = this.formats.unreplaced(object.getClass());
			noteUnproven(format);
			written = object;
		}
		if (written == object) {
			writeNew(format, object, object);
		}
		else {
			writeReplaced(object, written);
		}
		this.path.remove(this.path.size() - 1);
	}

	/**
	 * Return whether what refers to an object cannot refer to what the object writes
	 * instead, as whoever wrote its class did not expect that. What is read of an object
	 * of the JDK is of its class.
	 */
	private boolean isExcluded(Object object, @Nullable Object written) {
		return written != null && this.path.size() > 1 && !JdkClasses.contains(object.getClass())
				&& JdkClasses.contains(written.getClass()) && !Lambdas.isLambda(object.getClass())
				&& Slots.excludes(this.path.get(this.path.size() - 2), object, written);
	}

	private void writeReplaced(Object object, @Nullable Object replacement) throws Exception {
		Class<?> type = object.getClass();
		Object written = replacement;
		for (int i = 0; written != null && written.getClass() != type && i < MAX_REPLACEMENTS; i++) {
			type = written.getClass();
			Format format = format(written);
			Object admitted = admit(format, written);
			written = (admitted == written) ? format.replace(this, written) : admitted;
		}
		if (written == null) {
			this.sink.writeCount(NULL);
			return;
		}
		Format format = format(written);
		int handle = this.handles.find(written);
		if (handle >= 0) {
			this.handles.put(object, handle);
			writeReference(handle);
		}
		else if (format.isShared(written)) {
			writeNew(format, object, written);
		}
		else {
			writeClass(format);
			format.write(this, written);
		}
	}

	private Format format(Object object) {
		Class<?> type = object.getClass();
		if (type != this.lastType) {
			this.lastFormat = this.formats.of(type);
			this.lastType = type;
		}
		return (this.parts > 0) ? this.lastFormat.ofParts() : this.lastFormat;
	}

	private Object admit(Format format, Object object) {
		if (this.path.size() > GraphCodec.MAX_DEPTH) {
			throw new TooDeepException();
		}
		Object admitted = (format.isGuarded()) ? this.guard.admit(object) : object;
		if (admitted == object) {
			noteUnproven(format);
		}
		return admitted;
	}

	private void noteUnproven(Format format) {
		if (!format.isProven() && !this.unproven.contains(format)) {
			this.unproven.add(format);
		}
	}

	private void writeNew(Format format, Object object, Object written) throws Exception {
		writeClass(format);
		int handle = this.cycles.enter(format.isDelicate());
		int inner = (format.isResolved()) ? this.cycles.enter(false) : handle;
		this.handles.put(object, handle);
		if (written != object) {
			this.handles.put(written, inner);
		}
		format.write(this, written);
		if (inner != handle) {
			this.cycles.leave(inner);
		}
		this.cycles.leave(handle);
	}

	private void writeReference(int handle) {
		this.cycles.refer(handle);
		this.sink.writeCount(REFERENCE);
		this.sink.writeCount(handle);
	}

	private void writeClass(Format format) {
		Integer known = this.classes.get(format);
		if (known != null) {
			this.sink.writeCount(known);
			return;
		}
		int index = this.formats.wellKnown(format.type());
		boolean named = index < 0;
		if (named) {
			index = this.formats.wellKnownCount() + this.named++;
		}
		this.classes.put(format, FIRST_CLASS + index);
		this.sink.writeCount(FIRST_CLASS + index);
		if (named) {
			this.sink.writeText(format.name());
			this.sink.writeCount(format.shape().length);
			this.sink.writeBytes(format.shape());
		}
	}

}
