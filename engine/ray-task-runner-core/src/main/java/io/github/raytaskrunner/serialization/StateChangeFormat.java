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

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;

import io.github.raytaskrunner.RemoteTaskException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a changed state of a task. There are few of them, however large its
 * exception is.
 */
final class StateChangeFormat {

	private static final int NONE = 0;

	private static final int PENDING = 1;

	private static final int RUNNING = 2;

	private static final int COMPLETED = 3;

	private static final int AWAITING_RETRY = 4;

	private static final int OTHER = 5;

	private static final int MAX_STATE_BYTES = 32 * 1024;

	private static final int MAX_MESSAGE_LENGTH = 1000;

	private static final int MAX_FRAMES = 50;

	private StateChangeFormat() {
	}

	static void write(DataOutputStream output, TaskStateChange change, Function<TaskState, byte[]> stateWriter)
			throws IOException {
		DataBlocks.writeText(output, change.group());
		DataBlocks.writeText(output, change.name());
		DataBlocks.writeText(output, change.key());
		String submitter = change.submitter();
		output.writeBoolean(submitter != null);
		if (submitter != null) {
			DataBlocks.writeText(output, submitter);
		}
		output.writeInt(change.attempt());
		writeState(output, change.previous(), stateWriter);
		writeState(output, change.state(), stateWriter);
		writeInstant(output, change.time());
		output.writeLong(change.queued().toNanos());
		output.writeLong(change.ran().toNanos());
	}

	private static void writeState(DataOutputStream output, @Nullable TaskState state,
			Function<TaskState, byte[]> stateWriter) throws IOException {
		if (state == null) {
			output.writeByte(NONE);
		}
		else if (state instanceof TaskState.Pending) {
			output.writeByte(PENDING);
		}
		else if (state instanceof TaskState.Running) {
			output.writeByte(RUNNING);
		}
		else if (state instanceof TaskState.Completed) {
			output.writeByte(COMPLETED);
		}
		else if (state instanceof TaskState.AwaitingRetry retry) {
			output.writeByte(AWAITING_RETRY);
			output.writeInt(retry.attempt());
			writeInstant(output, retry.due());
		}
		else {
			output.writeByte(OTHER);
			byte[] written = stateWriter.apply(state);
			DataBlocks.writeBlock(output,
					(written.length <= MAX_STATE_BYTES) ? written : stateWriter.apply(described(state)));
		}
	}

	private static TaskState described(TaskState state) {
		if (state instanceof TaskState.NotReady notReady) {
			return new TaskState.NotReady(notReady.upstreamName(), notReady.upstreamKey(), null);
		}
		if (state instanceof TaskState.Crashed crashed) {
			return new TaskState.Crashed(start(crashed.reason()));
		}
		Throwable exception = state.exception();
		if (exception == null) {
			return state;
		}
		RemoteTaskException described = described(exception);
		StackTraceElement[] trace = exception.getStackTrace();
		described.setStackTrace(Arrays.copyOf(trace, Math.min(trace.length, MAX_FRAMES)));
		return new TaskState.Failed(described);
	}

	private static RemoteTaskException described(Throwable exception) {
		String message = exception.getMessage();
		if (exception instanceof RemoteTaskException standIn) {
			String type = standIn.getTypeName();
			String original = (message != null && message.startsWith(type + ": "))
					? start(message.substring(type.length() + 2)) : null;
			return new RemoteTaskException(type, original, null);
		}
		return new RemoteTaskException(exception.getClass().getName(), (message != null) ? start(message) : null, null);
	}

	private static String start(String text) {
		return (text.length() > MAX_MESSAGE_LENGTH) ? text.substring(0, MAX_MESSAGE_LENGTH) + " …" : text;
	}

	static TaskStateChange read(DataInputStream input, Function<byte[], TaskState> stateReader) throws IOException {
		String group = DataBlocks.readText(input);
		String name = DataBlocks.readText(input);
		String key = DataBlocks.readText(input);
		String submitter = input.readBoolean() ? DataBlocks.readText(input) : null;
		int attempt = input.readInt();
		TaskState previous = readState(input, stateReader);
		TaskState state = readState(input, stateReader);
		if (state == null) {
			throw new IllegalStateException("A change to no state");
		}
		Instant time = readInstant(input);
		return new TaskChange(group, name, key, submitter, attempt, previous, state, time,
				Duration.ofNanos(input.readLong()), Duration.ofNanos(input.readLong()));
	}

	private static @Nullable TaskState readState(DataInputStream input, Function<byte[], TaskState> stateReader)
			throws IOException {
		int kind = input.readByte();
		return switch (kind) {
			case NONE -> null;
			case PENDING -> new TaskState.Pending();
			case RUNNING -> new TaskState.Running();
			case COMPLETED -> new TaskState.Completed();
			case AWAITING_RETRY -> new TaskState.AwaitingRetry(input.readInt(), readInstant(input));
			case OTHER -> stateReader.apply(DataBlocks.readBlock(input));
			default -> throw new IllegalStateException("There is no state of kind " + kind);
		};
	}

	private static void writeInstant(DataOutputStream output, Instant instant) throws IOException {
		output.writeLong(instant.getEpochSecond());
		output.writeInt(instant.getNano());
	}

	private static Instant readInstant(DataInputStream input) throws IOException {
		return Instant.ofEpochSecond(input.readLong(), input.readInt());
	}

}
