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

package io.github.raytaskrunner.python;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.raytaskrunner.PythonCall;
import io.github.raytaskrunner.PythonException;
import org.jspecify.annotations.Nullable;

/**
 * Why Python has no value, as {@code failures.py} tells it.
 *
 * @param stage what failed
 * @param type the type of the exception
 * @param message its message, or empty
 * @param traceback Python's own text, empty for a cause
 * @param frames the stack, the innermost frame first
 * @param cause the exception that it was raised from, or {@code null}
 */
record PythonFailure(String stage, String type, String message, String traceback, List<StackTraceElement> frames,
		@Nullable PythonFailure cause) {

	private static final String IMPORT = "import";

	private static final String NO_MODULE = "ModuleNotFoundError";

	private static final String ADVICE = ". The module has to be installed on the nodes of Ray, or be part of the "
			+ "runtime environment of the call";

	private static final String RESULT = "result";

	static PythonFailure of(Map<?, ?> answer) {
		List<StackTraceElement> frames = new ArrayList<>();
		for (Object frame : (List<?>) Objects.requireNonNull(answer.get("frames"))) {
			List<?> parts = (List<?>) frame;
			frames.add(new StackTraceElement(text(parts.get(0)), text(parts.get(1)), text(parts.get(2)),
					((Long) parts.get(3)).intValue()));
		}
		Collections.reverse(frames);
		return new PythonFailure(text(answer.get("stage")), text(answer.get("type")), text(answer.get("message")),
				text(answer.get("traceback")), frames,
				(answer.get("cause") instanceof Map<?, ?> origin) ? PythonFailure.of(origin) : null);
	}

	private static String text(@Nullable Object value) {
		return (value != null) ? value.toString() : "";
	}

	/**
	 * Return the exception for who makes the call. Where it is called from comes after
	 * where it happened.
	 */
	PythonException exception(PythonCall<?> call) {
		PythonException exception = exception(subject(call), this.type.equals(NO_MODULE) ? ADVICE : "");
		exception.setStackTrace(Stream.concat(this.frames.stream(), Arrays.stream(exception.getStackTrace()))
			.toArray(StackTraceElement[]::new));
		return exception;
	}

	private String subject(PythonCall<?> call) {
		return switch (this.stage) {
			case IMPORT -> call + " cannot be imported: ";
			case RESULT -> "The value of " + call + " cannot be passed to Java: ";
			default -> call + " failed: ";
		};
	}

	private PythonException exception(String subject, String advice) {
		return new PythonException(subject + description() + advice, this.type, this.traceback,
				(this.cause != null) ? this.cause.asCause() : null);
	}

	private PythonException asCause() {
		PythonException exception = exception("", "");
		exception.setStackTrace(this.frames.toArray(StackTraceElement[]::new));
		return exception;
	}

	private String description() {
		return this.message.isEmpty() ? this.type : this.type + ": " + this.message;
	}

}
