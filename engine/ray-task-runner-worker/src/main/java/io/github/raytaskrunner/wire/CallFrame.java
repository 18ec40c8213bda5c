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
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * First argument of each call of Ray: what the worker is to do. The other arguments are
 * {@linkplain ResultFrame frames} with upstream values.
 *
 * @param kind what the worker does
 * @param driver where to report
 * @param lease id of the lease; zero if the call is none
 * @param batch the attempts that come with the call
 * @param arguments index of the argument that holds a value, counted without this frame,
 * by the id of its attempt
 */
public record CallFrame(Kind kind, DriverAddress driver, long lease, Batch batch, Map<Long, Integer> arguments) {

	/**
	 * Return the frame as bytes.
	 * @return the bytes
	 */
	public byte[] toBytes() {
		FrameWriter output = new FrameWriter();
		output.putByte(this.kind.ordinal());
		output.putString(this.driver.host()).putInt(this.driver.port()).putString(this.driver.token());
		output.putLong(this.lease).putInt(this.arguments.size());
		this.arguments.forEach((id, argument) -> output.putLong(id).putInt(argument));
		this.batch.writeTo(output);
		return output.toBytes();
	}

	/**
	 * Read a frame.
	 * @param bytes what {@link #toBytes()} returned
	 * @return the frame
	 */
	public static CallFrame of(byte[] bytes) {
		FrameReader input = new FrameReader(ByteBuffer.wrap(bytes));
		Kind kind = Kind.values()[input.getByte()];
		DriverAddress driver = new DriverAddress(input.getString(), input.getInt(), input.getString());
		long lease = input.getLong();
		int count = input.getCount(12);
		Map<Long, Integer> arguments = new LinkedHashMap<>();
		for (int i = 0; i < count; i++) {
			arguments.put(input.getLong(), input.getInt());
		}
		return new CallFrame(kind, driver, lease, Batch.readFrom(input), arguments);
	}

	/**
	 * What a call does. The order is part of the wire format.
	 */
	public enum Kind {

		/**
		 * Prove that a worker comes up and sees the application's classes; the result is
		 * its Java version.
		 */
		PROBE,

		/**
		 * Run the attempts that come with the call, one after another.
		 */
		RUN,

		/**
		 * Run the attempts that the driver sends over the socket, until it says that the
		 * lease ends.
		 */
		LEASE,

		/**
		 * Return the values of all arguments as one result: a step towards a task with
		 * more upstreams than a call can have arguments.
		 */
		GATHER

	}

}
