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
 * Writes one graph after another, each on its own, and needs little for each but its
 * bytes. Not thread-safe.
 */
public final class SeriesWriter {

	private final Formats formats;

	private final Guard guard;

	private final Surroundings surroundings;

	private final Surroundings proof;

	private @Nullable GraphWriter writer;

	private boolean immutable = true;

	SeriesWriter(Formats formats, Guard guard, Surroundings surroundings, Surroundings proof) {
		this.formats = formats;
		this.guard = guard;
		this.surroundings = surroundings;
		this.proof = proof;
	}

	/**
	 * Write an object and all that it refers to. Objects of classes that have not been
	 * read back yet, and cycles that may not be readable, are read back at once.
	 * @param header bytes to begin with
	 * @param object the object
	 * @return header and object
	 * @throws RefusedException if something in the graph cannot travel
	 * @throws TooDeepException if it is nested too deeply
	 * @throws GraphException if code of a class fails
	 */
	public byte[] write(byte[] header, @Nullable Object object) {
		GraphWriter writer = takeWriter();
		writer.sink().writeBytes(header);
		try {
			writer.writeValue(object);
		}
		catch (RefusedException ex) {
			throw ex.by(writer.path());
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new GraphException(ex);
		}
		byte[] bytes = writer.sink().toByteArray();
		if (writer.needsProof()) {
			GraphReader.read(this.formats, bytes, header.length, bytes.length, this.proof);
			writer.unproven().forEach(Format::prove);
		}
		this.immutable &= writer.isImmutable();
		this.writer = writer;
		return bytes;
	}

	/**
	 * Return whether nothing that was written can change where it is read, so that it
	 * makes no difference how often it is read.
	 * @return {@code false} if that is not sure
	 */
	public boolean isImmutable() {
		return this.immutable;
	}

	// not used again is one that failed, or that was given to code which writes in turn
	private GraphWriter takeWriter() {
		GraphWriter writer = this.writer;
		this.writer = null;
		if (writer == null || !writer.renew()) {
			return new GraphWriter(this.formats, this.guard, this.surroundings);
		}
		return writer;
	}

}
