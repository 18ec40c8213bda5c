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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;

import io.github.raytaskrunner.RayTaskException;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the final state of a task that did not complete. They can be read
 * everywhere, whatever the exceptions in the state are.
 */
final class StateFormat {

	private static final int FAILED = 1;

	private static final int CRASHED = 2;

	private static final int CANCELLED = 3;

	private static final int TIMED_OUT = 4;

	private static final int NOT_READY = 5;

	private StateFormat() {
	}

	static byte[] write(TaskState state, Function<Throwable, byte[]> failureWriter) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream output = new DataOutputStream(bytes)) {
			if (state instanceof TaskState.Failed failed) {
				output.writeByte(FAILED);
				DataBlocks.writeBlock(output, failureWriter.apply(failed.exception()));
			}
			else if (state instanceof TaskState.Crashed crashed) {
				output.writeByte(CRASHED);
				DataBlocks.writeText(output, crashed.reason());
			}
			else if (state instanceof TaskState.Cancelled cancelled) {
				output.writeByte(CANCELLED);
				DataBlocks.writeText(output, cancelled.reason());
			}
			else if (state instanceof TaskState.TimedOut timedOut) {
				output.writeByte(TIMED_OUT);
				output.writeLong(timedOut.limit().toNanos());
			}
			else if (state instanceof TaskState.NotReady notReady) {
				output.writeByte(NOT_READY);
				DataBlocks.writeText(output, notReady.upstreamName());
				DataBlocks.writeText(output, notReady.upstreamKey());
				RayTaskException exception = notReady.upstreamException();
				DataBlocks.writeBlock(output, (exception != null) ? failureWriter.apply(exception) : new byte[0]);
			}
			else {
				throw new IllegalArgumentException("Neither final nor without a value: " + state);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	static TaskState read(byte[] bytes, Function<byte[], Throwable> failureReader) {
		try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes))) {
			int kind = input.readByte();
			return switch (kind) {
				case FAILED -> new TaskState.Failed(failureReader.apply(DataBlocks.readBlock(input)));
				case CRASHED -> new TaskState.Crashed(DataBlocks.readText(input));
				case CANCELLED -> new TaskState.Cancelled(DataBlocks.readText(input));
				case TIMED_OUT -> new TaskState.TimedOut(Duration.ofNanos(input.readLong()));
				case NOT_READY -> new TaskState.NotReady(DataBlocks.readText(input), DataBlocks.readText(input),
						readUpstreamException(DataBlocks.readBlock(input), failureReader));
				default -> throw new IllegalStateException("There is no state of kind " + kind);
			};
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static @Nullable RayTaskException readUpstreamException(byte[] bytes,
			Function<byte[], Throwable> failureReader) {
		Throwable exception = (bytes.length != 0) ? failureReader.apply(bytes) : null;
		return (exception instanceof RayTaskException known) ? known : null;
	}

}
