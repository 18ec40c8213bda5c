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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.github.raytaskrunner.propagation.PropagatedContext;
import org.jspecify.annotations.Nullable;

/**
 * Turns what goes with a task into bytes and back, each context as a graph of its own:
 * one that cannot travel, or be rebuilt, is left out. Safe for use by several threads.
 */
final class BaggageCodec {

	private static final byte[] NOTHING = {};

	private static final byte SUBMITTED = 1;

	private final Function<PropagatedContext, byte[]> writer;

	private final Function<byte[], @Nullable Object> reader;

	private final Warnings warnings;

	/**
	 * Create a new codec.
	 * @param writer writes one context
	 * @param reader reads what that has written
	 * @param warnings told what is left out
	 */
	BaggageCodec(Function<PropagatedContext, byte[]> writer, Function<byte[], @Nullable Object> reader,
			Warnings warnings) {
		this.writer = writer;
		this.reader = reader;
		this.warnings = warnings;
	}

	/**
	 * Turn what goes with a task into bytes.
	 * @param baggage what goes with it
	 * @return the bytes, none if nothing goes with it
	 */
	byte[] write(Baggage baggage) {
		String submitter = baggage.submitter();
		List<byte[]> blocks = new ArrayList<>(0);
		if (submitter != null) {
			blocks.add(submitter.getBytes(StandardCharsets.UTF_8));
		}
		for (PropagatedContext context : baggage.contexts()) {
			byte[] block = block(context);
			if (block != null) {
				blocks.add(block);
			}
		}
		if (blocks.isEmpty()) {
			return NOTHING;
		}
		ByteBuffer bytes = ByteBuffer.allocate(1 + blocks.stream().mapToInt(Blocks::size).sum());
		bytes.put((submitter != null) ? SUBMITTED : 0);
		blocks.forEach((block) -> Blocks.put(bytes, block));
		return bytes.array();
	}

	private byte @Nullable [] block(PropagatedContext context) {
		try {
			return this.writer.apply(context);
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			String reason = "which cannot travel: " + RootCause.of(ex);
			this.warnings.once(context.getClass().getName() + ", " + reason,
					"Tasks run without " + nameOf(context) + ", " + reason);
			return null;
		}
	}

	private static String nameOf(PropagatedContext context) {
		try {
			return context.toString();
		}
		catch (RuntimeException | LinkageError ex) {
			return context.getClass().getName();
		}
	}

	/**
	 * Read what {@link #write} wrote.
	 * @param bytes the bytes
	 * @return what goes with the task
	 */
	Baggage read(byte[] bytes) {
		if (bytes.length == 0) {
			return Baggage.NONE;
		}
		ByteBuffer source = ByteBuffer.wrap(bytes);
		String submitter = (source.get() == SUBMITTED) ? new String(Blocks.next(source), StandardCharsets.UTF_8) : null;
		List<PropagatedContext> contexts = new ArrayList<>();
		while (source.hasRemaining()) {
			byte[] block = Blocks.next(source);
			try {
				contexts.add((PropagatedContext) Objects.requireNonNull(this.reader.apply(block)));
			}
			catch (RuntimeException | LinkageError ex) {
				this.warnings.once("Tasks run without something that their submitter has: " + RootCause.of(ex));
			}
		}
		return new Baggage(submitter, contexts);
	}

}
