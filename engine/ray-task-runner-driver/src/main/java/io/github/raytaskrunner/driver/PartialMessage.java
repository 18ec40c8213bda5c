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

package io.github.raytaskrunner.driver;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.link.Assembly;
import io.github.raytaskrunner.protocol.Payload;

/**
 * A message whose payloads may come in pieces after it. Not thread-safe.
 */
final class PartialMessage {

	private final List<Assembly> payloads = new ArrayList<>();

	private final Consumer<Iterator<byte[]>> delivery;

	private int incomplete;

	/**
	 * Create a new message.
	 * @param payloads what the message says of its payloads
	 * @param delivery takes the payloads in their order
	 * @throws IllegalArgumentException if that cannot be
	 */
	PartialMessage(List<Payload> payloads, Consumer<Iterator<byte[]>> delivery) {
		this.delivery = delivery;
		for (Payload payload : payloads) {
			ByteBuffer first = payload.getData().asReadOnlyByteBuffer();
			Assembly assembly = new Assembly(payload.getSize(), first.remaining());
			assembly.add(first);
			this.payloads.add(assembly);
		}
	}

	/**
	 * Add the next piece.
	 * @throws IllegalArgumentException if these are more bytes than were announced
	 */
	void add(ByteString piece) {
		this.payloads.get(this.incomplete).add(piece.asReadOnlyByteBuffer());
	}

	/**
	 * Hand over what has become complete.
	 * @return whether all was there
	 */
	boolean deliver() {
		while (this.incomplete < this.payloads.size() && this.payloads.get(this.incomplete).isComplete()) {
			this.incomplete++;
		}
		boolean complete = this.incomplete == this.payloads.size();
		if (complete) {
			this.delivery.accept(this.payloads.stream().map(Assembly::bytes).iterator());
		}
		return complete;
	}

}
