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

package io.github.raytaskrunner;

import org.jspecify.annotations.Nullable;

/**
 * A Python function raised an exception, or does not exist. Its stack trace begins with
 * the frames of Python, innermost first as in Java; the {@linkplain #getCause() cause} is
 * the exception from which, or during the handling of which, this one was raised.
 *
 * @see PythonCall
 */
public final class PythonException extends RayTaskRunnerException {

	private final String typeName;

	private final String traceback;

	/**
	 * Create a new exception.
	 * @param message what went wrong
	 * @param typeName name of the exception's class in Python
	 * @param traceback the exception as Python prints it
	 * @param cause the exception that it was raised from, or {@code null}
	 */
	public PythonException(String message, String typeName, String traceback, @Nullable Throwable cause) {
		super(message, cause);
		this.typeName = typeName;
		this.traceback = traceback;
	}

	/**
	 * Return the type of the exception in Python.
	 * @return name of its class, qualified by the module unless it is built in:
	 * {@code ValueError}, or {@code requests.exceptions.Timeout}
	 */
	public String getTypeName() {
		return this.typeName;
	}

	/**
	 * Return the exception as Python prints it, with the lines of its source and the
	 * exceptions that it was raised from.
	 * @return the text
	 */
	public String getTraceback() {
		return this.traceback;
	}

}
