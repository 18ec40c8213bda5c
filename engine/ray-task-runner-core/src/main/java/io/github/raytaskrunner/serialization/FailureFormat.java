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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.raytaskrunner.RemoteTaskException;
import org.jspecify.annotations.Nullable;

/**
 * Describes an exception in a way that every process can read, whatever classes it has.
 */
final class FailureFormat {

	private static final int MAX_CAUSES = 50;

	private static final int MAX_SUPPRESSED = 20;

	private static final int MAX_FRAMES = 1024;

	private static final int MAX_TEXT = 1024 * 1024;

	private FailureFormat() {
	}

	static byte[] describe(Throwable failure) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
			write(new DataOutputStream(bytes), failure, seen, MAX_CAUSES);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	static RemoteTaskException standIn(byte[] description) throws IOException {
		return read(new DataInputStream(new ByteArrayInputStream(description)));
	}

	private static void write(DataOutputStream output, Throwable failure, Set<Throwable> seen, int causes)
			throws IOException {
		seen.add(failure);
		writeText(output, failure.getClass().getName());
		writeText(output, message(failure));
		List<StackTraceElement> stack = stack(failure);
		int frames = Math.min(stack.size(), MAX_FRAMES);
		output.writeInt(frames);
		for (StackTraceElement frame : stack.subList(0, frames)) {
			writeText(output, frame.getClassName());
			writeText(output, frame.getMethodName());
			writeText(output, frame.getFileName());
			output.writeInt(frame.getLineNumber());
		}
		Throwable cause = cause(failure);
		boolean hasCause = cause != null && causes > 0 && !seen.contains(cause);
		output.writeBoolean(hasCause);
		if (cause != null && hasCause) {
			write(output, cause, seen, causes - 1);
		}
		Throwable[] suppressed = (causes > 0) ? failure.getSuppressed() : new Throwable[0];
		int count = 0;
		for (int i = 0; i < suppressed.length && count < MAX_SUPPRESSED; i++) {
			if (!seen.contains(suppressed[i])) {
				count++;
				output.writeBoolean(true);
				write(output, suppressed[i], seen, 0);
			}
		}
		output.writeBoolean(false);
	}

	private static RemoteTaskException read(DataInputStream input) throws IOException {
		String typeName = String.valueOf(readText(input));
		String message = readText(input);
		StackTraceElement[] stack = new StackTraceElement[Objects.checkIndex(input.readInt(), MAX_FRAMES + 1)];
		for (int i = 0; i < stack.length; i++) {
			stack[i] = new StackTraceElement(String.valueOf(readText(input)), String.valueOf(readText(input)),
					readText(input), input.readInt());
		}
		RemoteTaskException cause = (input.readBoolean()) ? read(input) : null;
		RemoteTaskException standIn = new RemoteTaskException(typeName, message, cause);
		standIn.setStackTrace(stack);
		while (input.readBoolean()) {
			standIn.addSuppressed(read(input));
		}
		return standIn;
	}

	/**
	 * Return whether an exception can be asked about without another one.
	 * @param failure the exception
	 * @return whether its own methods work, and those of its causes
	 */
	static boolean canBeAsked(Throwable failure) {
		try {
			@Nullable Throwable asked = failure;
			for (int i = 0; asked != null && i < MAX_CAUSES; i++) {
				asked.getMessage();
				asked.toString();
				List.of(asked.getStackTrace());
				asked = asked.getCause();
			}
			return true;
		}
		catch (Throwable ex) {
			return false;
		}
	}

	// exceptions may override these methods, and fail in them

	private static @Nullable String message(Throwable failure) {
		try {
			return failure.getMessage();
		}
		catch (Throwable ex) {
			return "(its getMessage() failed with " + ex.getClass().getName() + ")";
		}
	}

	private static List<StackTraceElement> stack(Throwable failure) {
		try {
			return List.of(failure.getStackTrace());
		}
		catch (Throwable ex) {
			return List.of();
		}
	}

	private static @Nullable Throwable cause(Throwable failure) {
		try {
			return failure.getCause();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static void writeText(DataOutputStream output, @Nullable String text) throws IOException {
		if (text == null) {
			output.writeInt(-1);
			return;
		}
		String bounded = (text.length() <= MAX_TEXT) ? text : text.substring(0, MAX_TEXT) + "…";
		DataBlocks.writeText(output, bounded);
	}

	private static @Nullable String readText(DataInputStream input) throws IOException {
		int length = input.readInt();
		return (length >= 0) ? DataBlocks.readText(input, length) : null;
	}

}
