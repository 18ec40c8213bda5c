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

package io.github.raytaskrunner.worker.task;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Consumer;

import io.github.raytaskrunner.attempt.LogLine;

/**
 * Writes to another stream, and tells somebody each line. What libraries for logging
 * print is left out, as it is told otherwise. Safe for use by several threads.
 */
final class LineStream extends OutputStream {

	private static final StackWalker STACK = StackWalker.getInstance();

	/**
	 * Between a stream and the library that prints there are some frames.
	 */
	private static final int MAX_FRAMES = 40;

	private static final int MAX_LINE_BYTES = 4 * LogLine.MAX_LENGTH;

	private final PrintStream original;

	private final Charset charset;

	private final List<String> loggedBy;

	private final Consumer<String> listener;

	private final ByteArrayOutputStream line = new ByteArrayOutputStream();

	/**
	 * Create a new stream.
	 * @param original where to write
	 * @param charset how text is written
	 * @param loggedBy beginnings of the names of classes whose lines are left out
	 * @param listener told each line
	 */
	LineStream(PrintStream original, Charset charset, List<String> loggedBy, Consumer<String> listener) {
		this.original = original;
		this.charset = charset;
		this.loggedBy = loggedBy;
		this.listener = listener;
	}

	@Override
	public void write(int value) {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		this.original.write(bytes, offset, length);
		if (!isLogged()) {
			add(bytes, offset, length);
		}
	}

	private boolean isLogged() {
		return STACK.walk((frames) -> frames.limit(MAX_FRAMES)
			.anyMatch((frame) -> this.loggedBy.stream().anyMatch(frame.getClassName()::startsWith)));
	}

	private synchronized void add(byte[] bytes, int offset, int length) {
		for (int i = offset; i < offset + length; i++) {
			if (bytes[i] == '\n') {
				tell();
			}
			else if (this.line.size() < MAX_LINE_BYTES) {
				this.line.write(bytes[i]);
			}
		}
	}

	/**
	 * Tell what was written of a line that has not ended.
	 */
	synchronized void endLine() {
		if (this.line.size() > 0) {
			tell();
		}
	}

	private void tell() {
		String text = this.line.toString(this.charset);
		this.line.reset();
		this.listener.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
	}

	@Override
	public void flush() {
		this.original.flush();
	}

}
