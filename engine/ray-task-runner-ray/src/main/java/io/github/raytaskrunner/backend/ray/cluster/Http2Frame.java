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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A frame of HTTP/2, with what a client needs of it that sends one short request.
 *
 * @param type what kind of frame it is
 * @param flags flags, whose meaning depends on the type
 * @param stream the stream that it belongs to, or {@link #CONNECTION}
 * @param payload what it carries
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113">RFC 9113, HTTP/2</a>
 */
record Http2Frame(int type, int flags, int stream, byte[] payload) {

	static final int DATA = 0;

	static final int HEADERS = 1;

	static final int RST_STREAM = 3;

	static final int SETTINGS = 4;

	static final int PING = 6;

	static final int GOAWAY = 7;

	static final int END_STREAM = 0x1;

	static final int ACK = 0x1;

	static final int END_HEADERS = 0x4;

	static final int CONNECTION = 0;

	/**
	 * What peers take and send who have not agreed on more.
	 */
	private static final int MAX_LENGTH = 16_384;

	/**
	 * Wait for a frame.
	 * @param input where it comes from
	 * @return the frame
	 * @throws IOException if there is none
	 */
	static Http2Frame read(DataInputStream input) throws IOException {
		int head = input.readInt();
		int length = head >>> Byte.SIZE;
		if (length > MAX_LENGTH) {
			throw new IOException("Not HTTP/2, or a frame of " + length + " bytes");
		}
		int flags = input.readUnsignedByte();
		int stream = input.readInt();
		byte[] payload = new byte[length];
		input.readFully(payload);
		return new Http2Frame(head & 0xff, flags, stream, payload);
	}

	/**
	 * Write the frame.
	 * @param output where it goes
	 * @throws IOException if it cannot be written, or is too long
	 */
	void write(DataOutputStream output) throws IOException {
		if (this.payload.length > MAX_LENGTH) {
			throw new IOException("Too long for a frame of HTTP/2: " + this.payload.length + " bytes");
		}
		output.writeInt(this.payload.length << Byte.SIZE | this.type);
		output.writeByte(this.flags);
		output.writeInt(this.stream);
		output.write(this.payload);
	}

	/**
	 * Say whether nothing comes after this frame in its stream.
	 * @return whether it is the last one
	 */
	boolean endsStream() {
		return (this.type == DATA || this.type == HEADERS) && (this.flags & END_STREAM) != 0;
	}

	/**
	 * Say whether the peer wants to hear that this frame has come.
	 * @return whether it is to be acknowledged
	 */
	boolean asksForAcknowledgement() {
		return (this.type == SETTINGS || this.type == PING) && (this.flags & ACK) == 0;
	}

	/**
	 * Return what says that this frame has come.
	 * @return the frame to send
	 */
	Http2Frame acknowledgement() {
		return new Http2Frame(this.type, ACK, CONNECTION, (this.type == PING) ? this.payload : new byte[0]);
	}

}
