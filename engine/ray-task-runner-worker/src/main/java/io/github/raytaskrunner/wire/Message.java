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

package io.github.raytaskrunner.wire;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Message on the socket between a driver and a worker.
 */
public interface Message {

	/**
	 * Return messages as bytes, each after its length.
	 * @param messages the messages
	 * @return the bytes
	 */
	static ByteBuffer toBytes(List<? extends Message> messages) {
		FrameWriter output = new FrameWriter();
		for (Message message : messages) {
			int start = output.beginMessage(message.type());
			message.writeBodyTo(output);
			output.endMessage(start);
		}
		return output.toBuffer();
	}

	/**
	 * Return the type of the message.
	 * @return a number that is different for each type
	 */
	int type();

	/**
	 * Write what follows the type.
	 * @param output where to write
	 */
	void writeBodyTo(FrameWriter output);

}
