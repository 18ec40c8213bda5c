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

/**
 * Message of a driver to a worker.
 */
public sealed interface ToWorker extends Message {

	/**
	 * Read a message.
	 * @param bytes the message without its length
	 * @return the message
	 * @throws IllegalArgumentException if it is of no known type
	 * @throws java.nio.BufferUnderflowException if it is too short
	 */
	static ToWorker of(ByteBuffer bytes) {
		FrameReader input = new FrameReader(bytes);
		byte type = input.getByte();
		return switch (type) {
			case Run.TYPE -> new Run(input.getLong(), Batch.readFrom(input));
			case Cancel.TYPE -> new Cancel(input.getLong());
			case TakeBack.TYPE -> new TakeBack(input.getLong());
			case End.TYPE -> new End(input.getLong());
			case Ping.TYPE -> new Ping();
			default -> throw new IllegalArgumentException("Unknown type of message: " + type);
		};
	}

	/**
	 * Run attempts.
	 *
	 * @param lease the lease; one that has ended is not meant any more
	 * @param batch the attempts
	 */
	record Run(long lease, Batch batch) implements ToWorker {

		private static final byte TYPE = 1;

		@Override
		public int type() {
			return TYPE;
		}

		@Override
		public void writeBodyTo(FrameWriter output) {
			output.putLong(this.lease);
			this.batch.writeTo(output);
		}

	}

	/**
	 * Cancel an attempt, if it runs or comes later.
	 *
	 * @param attempt id of the attempt
	 */
	record Cancel(long attempt) implements ToWorker {

		private static final byte TYPE = 2;

		@Override
		public int type() {
			return TYPE;
		}

		@Override
		public void writeBodyTo(FrameWriter output) {
			output.putLong(this.attempt);
		}

	}

	/**
	 * Take back what has not started of a batch.
	 *
	 * @param attempt id of an attempt of the batch; if it is another one that runs,
	 * nothing is taken back
	 */
	record TakeBack(long attempt) implements ToWorker {

		private static final byte TYPE = 3;

		@Override
		public int type() {
			return TYPE;
		}

		@Override
		public void writeBodyTo(FrameWriter output) {
			output.putLong(this.attempt);
		}

	}

	/**
	 * Answer with a {@link ToDriver.Pong}, whatever else there is to do.
	 */
	record Ping() implements ToWorker {

		private static final byte TYPE = 5;

		@Override
		public int type() {
			return TYPE;
		}

		@Override
		public void writeBodyTo(FrameWriter output) {
			// says all by being there
		}

	}

	/**
	 * The lease ends. Never sent while an attempt is before the worker.
	 *
	 * @param lease the lease
	 */
	record End(long lease) implements ToWorker {

		private static final byte TYPE = 4;

		@Override
		public int type() {
			return TYPE;
		}

		@Override
		public void writeBodyTo(FrameWriter output) {
			output.putLong(this.lease);
		}

	}

}
