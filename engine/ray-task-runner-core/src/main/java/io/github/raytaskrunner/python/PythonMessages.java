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

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.raytaskrunner.PythonCall;
import io.github.raytaskrunner.TaskSerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Writes calls of Python functions as messages for {@code calls.py} on the workers, and
 * reads its answers.
 */
public final class PythonMessages {

	private static final String CANNOT_BE_CALLED = " cannot be called: ";

	private PythonMessages() {
	}

	/**
	 * Check the arguments of a call, as far as they are no futures.
	 * @param call the call
	 * @throws TaskSerializationException if an argument cannot be passed; the message
	 * names the path to it
	 */
	public static void check(PythonCall<?> call) {
		write(call, new ValueWriter(new MessagePackWriter(OutputStream.nullOutputStream()), call + CANNOT_BE_CALLED,
				(future) -> null));
	}

	/**
	 * Write a call. Futures are written as the values of their tasks.
	 * @param call the call
	 * @return the message
	 * @throws TaskSerializationException if an argument cannot be passed; the message
	 * names the path to it
	 * @throws io.github.raytaskrunner.RayTaskException if the task of a future did not
	 * complete
	 */
	public static byte[] request(PythonCall<?> call) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		write(call,
				new ValueWriter(new MessagePackWriter(bytes), call + CANNOT_BE_CALLED, (future) -> future.result()));
		return bytes.toByteArray();
	}

	private static void write(PythonCall<?> call, ValueWriter writer) {
		writer.writeList(4);
		writer.write("module", call.module());
		writer.write("function", call.function());
		writer.write("args", call.arguments());
		writer.write("kwargs", call.keywordArguments());
	}

	/**
	 * Read the answer to a call.
	 * @param <T> the type of the value
	 * @param call the call
	 * @param answer the answer
	 * @return the value
	 * @throws io.github.raytaskrunner.PythonException if the function has none
	 * @throws TaskSerializationException if the value is not of the type that was asked
	 * for; the message names the path to what is not
	 */
	@SuppressWarnings({ "unchecked", "NullAway" }) // does not see that T may be null here
	public static <T extends @Nullable Object> T value(PythonCall<T> call, byte[] answer) {
		List<?> parts = (List<?>) Objects.requireNonNull(MessagePackReader.read(answer));
		if (parts.get(0) instanceof Map<?, ?> failure) {
			throw PythonFailure.of(failure).exception(call);
		}
		ValuePath path = new ValuePath("The value of " + call + " is not what was asked for: ");
		return (T) new ValueReader(path).read("result", parts.get(1), call.type());
	}

}
