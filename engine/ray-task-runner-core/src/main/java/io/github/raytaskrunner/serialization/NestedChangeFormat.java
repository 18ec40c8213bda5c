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
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;

/**
 * The bytes of what listeners hear of a task that a task submitted.
 */
final class NestedChangeFormat {

	private static final int STATE = 0;

	private static final int PROGRESS = 1;

	private NestedChangeFormat() {
	}

	static byte[] write(TaskStateChange change, Function<TaskState, byte[]> stateWriter) {
		return write(STATE, (output) -> StateChangeFormat.write(output, change, stateWriter));
	}

	static byte[] write(String name, String key, TaskProgress progress) {
		return write(PROGRESS, (output) -> {
			DataBlocks.writeText(output, name);
			DataBlocks.writeText(output, key);
			output.writeLong(progress.done());
			output.writeLong(progress.total());
			DataBlocks.writeText(output, progress.message());
		});
	}

	private static byte[] write(int kind, Content content) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream output = new DataOutputStream(bytes)) {
			output.writeByte(kind);
			content.write(output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * Read what was written.
	 * @param bytes the bytes
	 * @param stateReader reads states that have bytes of their own
	 * @return tells a listener
	 */
	static Consumer<TaskListener> read(byte[] bytes, Function<byte[], TaskState> stateReader) {
		try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes))) {
			int kind = input.readByte();
			return switch (kind) {
				case STATE -> stateChange(StateChangeFormat.read(input, stateReader));
				case PROGRESS -> progress(DataBlocks.readText(input), DataBlocks.readText(input),
						new TaskProgress(input.readLong(), input.readLong(), DataBlocks.readText(input)));
				default -> throw new IllegalStateException("There is no change of kind " + kind);
			};
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Consumer<TaskListener> stateChange(TaskStateChange change) {
		return (listener) -> listener.stateChanged(change);
	}

	private static Consumer<TaskListener> progress(String name, String key, TaskProgress progress) {
		return (listener) -> listener.progressed(name, key, progress);
	}

	@FunctionalInterface
	private interface Content {

		void write(DataOutputStream output) throws IOException;

	}

}
