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

import org.apache.fory.Fory;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.memory.MemoryUtils;
import org.apache.fory.resolver.SharedRegistry;
import org.jspecify.annotations.Nullable;

/**
 * One instance of Fory with the serializers of this package. Not thread-safe; not to be
 * used again after a failure, because Fory may keep serializers that are half built.
 */
final class Codec {

	/**
	 * Deepest nesting that is written, far from what overflows a {@link DeepStack}.
	 */
	static final int MAX_DEPTH = 5_000;

	/**
	 * Largest buffer, in bytes, that is kept for the next operation.
	 */
	private static final int MAX_KEPT_BUFFER = 256 * 1024;

	private static final TaskInputs UNREAD = new TaskInputs((index) -> new UpstreamResult(true, new byte[0]), null);

	private final Operation operation = new Operation();

	private final Fory fory;

	private MemoryBuffer buffer = MemoryBuffer.newHeapBuffer(1024);

	Codec(ClassLoader classLoader, SharedRegistry registry, CaptureGuard guard, UpstreamReader upstreamReader) {
		this.fory = Fory.builder()
			.withXlang(false)
			.withClassLoader(classLoader)
			.withSharedRegistry(registry)
			.withSerializerFactory(new Serializers(this.operation, guard, upstreamReader))
			.requireClassRegistration(false)
			.suppressClassRegistrationWarnings(true)
			.withRefTracking(true)
			.withCompatible(false)
			.withClassVersionCheck(true)
			// generated serializers are a third faster on 100,000 records but cost 250 ms
			// at first use, and bypass ours in classes that refer to themselves
			.withCodegen(false)
			.withMaxDepth(MAX_DEPTH + 100)
			// limits against hostile bytes; these come from our own runner
			.withMaxGraphMemoryBytes(Long.MAX_VALUE)
			.withMaxUnbackedContainerItems(Integer.MAX_VALUE)
			.build();
		JdkCollectionSerializers.register(this.fory);
	}

	/**
	 * Write an object.
	 * @param header bytes to begin with
	 * @param object the object
	 * @param upstreams takes the futures that are found, or {@code null} to refuse them
	 * @return header and object
	 */
	byte[] write(byte[] header, @Nullable Object object, @Nullable Upstreams upstreams) {
		this.operation.startWrite(upstreams);
		this.buffer.writerIndex(0);
		this.buffer.writeBytes(header);
		this.fory.serialize(this.buffer, object);
		byte[] bytes = this.buffer.getBytes(0, this.buffer.writerIndex());
		this.operation.end();
		if (this.buffer.size() > MAX_KEPT_BUFFER) {
			this.buffer = MemoryBuffer.newHeapBuffer(MAX_KEPT_BUFFER);
		}
		return bytes;
	}

	/**
	 * Read back what was just written if it holds objects of classes for which nobody
	 * tried this before: some can be written but not read.
	 * @param bytes what {@link #write} returned
	 * @param offset length of the header
	 */
	void prove(byte[] bytes, int offset) {
		if (this.operation.isUnproven()) {
			read(bytes, offset, UNREAD);
			this.operation.proved();
		}
	}

	/**
	 * Read an object.
	 * @param bytes header and object
	 * @param offset length of the header
	 * @param inputs what takes the place of things that do not travel, or {@code null} if
	 * this is no task
	 * @return the object
	 */
	@Nullable Object read(byte[] bytes, int offset, @Nullable TaskInputs inputs) {
		this.operation.startRead(inputs);
		MemoryBuffer input = MemoryUtils.wrap(bytes);
		input.readerIndex(offset);
		Object object = this.fory.deserialize(input);
		this.operation.end();
		return object;
	}

}
