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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptEvent.Crashed;
import io.github.raytaskrunner.attempt.AttemptEvent.Finished;
import io.github.raytaskrunner.attempt.AttemptEvent.Progressed;
import io.github.raytaskrunner.attempt.AttemptEvent.Returned;
import io.github.raytaskrunner.attempt.AttemptEvent.Started;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.LogLine;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.attempt.NestedChanges;

/**
 * Message of a worker to its driver.
 */
public sealed interface ToDriver extends Message {

	/**
	 * Read a message.
	 * @param bytes the message without its length
	 * @return the message
	 * @throws IllegalArgumentException if it is of no known type
	 * @throws java.nio.BufferUnderflowException if it is too short
	 */
	static ToDriver of(ByteBuffer bytes) {
		FrameReader input = new FrameReader(bytes);
		byte type = input.getByte();
		return switch (type) {
			case Hello.TYPE -> new Hello(input.getInt(), input.getString(), input.getString(), input.getLong());
			case Ready.TYPE -> new Ready(input.getLong());
			case Event.STARTED -> new Event(new Started(input.getLong()));
			case Event.FINISHED -> new Event(Event.readFinished(input));
			case Event.CRASHED -> new Event(new Crashed(input.getLong(), input.getString()));
			case Event.RETURNED -> new Event(new Returned(input.getLong()));
			case Event.PROGRESSED -> new Event(new Progressed(input.getLong(), input.getInt(), input.getLong(),
					input.getLong(), input.getString()));
			case Log.TYPE -> Log.readFrom(input);
			case Changes.TYPE -> Changes.readFrom(input);
			case Pong.TYPE -> new Pong();
			default -> throw new IllegalArgumentException("Unknown type of message: " + type);
		};
	}

	/**
	 * First message on a connection.
	 *
	 * @param version version of the protocol
	 * @param token token of the driver
	 * @param node IP address of the worker's node
	 * @param process process id of the worker
	 */
	record Hello(int version, String token, String node, long process) implements ToDriver {

		/**
		 * Version of the protocol that this library speaks.
		 */
		public static final int VERSION = 4;

		private static final byte TYPE = 64;

		@Override
		public int type() {
			return TYPE;
		}

		@Override
		public void writeBodyTo(FrameWriter output) {
			output.putInt(this.version).putString(this.token).putString(this.node).putLong(this.process);
		}

	}

	/**
	 * A call of Ray has come to the worker, and what follows concerns it.
	 *
	 * @param lease the id that came with the call
	 */
	record Ready(long lease) implements ToDriver {

		private static final byte TYPE = 65;

		@Override
		public int type() {
			return TYPE;
		}

		@Override
		public void writeBodyTo(FrameWriter output) {
			output.putLong(this.lease);
		}

	}

	/**
	 * The worker lives: the answer to a {@link ToWorker.Ping}.
	 */
	record Pong() implements ToDriver {

		private static final byte TYPE = 72;

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
	 * Something happened to an attempt.
	 *
	 * @param event what happened
	 */
	record Event(AttemptEvent event) implements ToDriver {

		private static final byte STARTED = 66;

		private static final byte FINISHED = 67;

		private static final byte CRASHED = 68;

		private static final byte RETURNED = 69;

		private static final byte PROGRESSED = 70;

		@Override
		public int type() {
			if (this.event instanceof Finished) {
				return FINISHED;
			}
			if (this.event instanceof Started) {
				return STARTED;
			}
			if (this.event instanceof Progressed) {
				return PROGRESSED;
			}
			return (this.event instanceof Crashed) ? CRASHED : RETURNED;
		}

		@Override
		public void writeBodyTo(FrameWriter output) {
			output.putLong(this.event.attempt());
			if (this.event instanceof Finished finished) {
				AttemptResult result = finished.result();
				output.putLong(finished.nanos()).putByte(result.failed() ? 1 : 0).putLong(result.size());
				byte[] value = result.value();
				if (value != null) {
					output.putBytes(value);
				}
			}
			else if (this.event instanceof Crashed crashed) {
				output.putString(crashed.reason());
			}
			else if (this.event instanceof Progressed progressed) {
				output.putInt(progressed.item()).putLong(progressed.done()).putLong(progressed.total());
				output.putString(progressed.message());
			}
		}

		private static Finished readFinished(FrameReader input) {
			long attempt = input.getLong();
			long nanos = input.getLong();
			boolean failed = input.getByte() != 0;
			long size = input.getLong();
			byte[] value = input.hasRemaining() ? input.getBytes() : null;
			return new Finished(attempt, new AttemptResult(failed, size, value), nanos);
		}

	}

	/**
	 * Tasks of this worker logged something.
	 *
	 * @param lines what they logged
	 */
	record Log(LogLines lines) implements ToDriver {

		private static final byte TYPE = 71;

		/**
		 * Bytes of a line whose texts are empty.
		 */
		private static final int MIN_LINE_BYTES = 25;

		/**
		 * Bytes of an entry of the MDC whose texts are empty.
		 */
		private static final int MIN_ENTRY_BYTES = 8;

		private static Log readFrom(FrameReader input) {
			long leftOut = input.getLong();
			int count = input.getCount(MIN_LINE_BYTES);
			List<LogLine> lines = new ArrayList<>(count);
			for (int i = 0; i < count; i++) {
				lines.add(new LogLine(input.getString(), input.getString(), input.getInt(), input.getString(),
						LogLine.Level.values()[input.getByte()], input.getString(), readMdc(input)));
			}
			return new Log(new LogLines(lines, leftOut));
		}

		private static Map<String, String> readMdc(FrameReader input) {
			int count = input.getCount(MIN_ENTRY_BYTES);
			Map<String, String> mdc = new HashMap<>();
			for (int i = 0; i < count; i++) {
				mdc.put(input.getString(), input.getString());
			}
			return mdc;
		}

		@Override
		public int type() {
			return TYPE;
		}

		@Override
		public void writeBodyTo(FrameWriter output) {
			output.putLong(this.lines.leftOut()).putInt(this.lines.lines().size());
			for (LogLine line : this.lines.lines()) {
				output.putString(line.task()).putString(line.key()).putInt(line.attempt());
				output.putString(line.logger()).putByte(line.level().ordinal()).putString(line.text());
				output.putInt(line.mdc().size());
				line.mdc().forEach((key, value) -> output.putString(key).putString(value));
			}
		}

	}

	/**
	 * Tasks that tasks of this worker submitted have other states, or told progress.
	 *
	 * @param changes their states and progress
	 */
	record Changes(NestedChanges changes) implements ToDriver {

		private static final byte TYPE = 73;

		/**
		 * Bytes of a change that says nothing.
		 */
		private static final int MIN_CHANGE_BYTES = 4;

		private static Changes readFrom(FrameReader input) {
			long leftOut = input.getLong();
			int count = input.getCount(MIN_CHANGE_BYTES);
			List<byte[]> changes = new ArrayList<>(count);
			for (int i = 0; i < count; i++) {
				changes.add(input.getBytes());
			}
			return new Changes(new NestedChanges(changes, leftOut));
		}

		@Override
		public int type() {
			return TYPE;
		}

		@Override
		public void writeBodyTo(FrameWriter output) {
			output.putLong(this.changes.leftOut()).putInt(this.changes.changes().size());
			this.changes.changes().forEach(output::putBytes);
		}

	}

}
