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
 * Stand-in for an exception of a task whose type cannot be rebuilt in this process. It
 * carries the original's type name, message, stack trace and causes.
 */
public final class RemoteTaskException extends RayTaskRunnerException {

	private final String typeName;

	/**
	 * Create a new exception.
	 * @param typeName name of the original exception's class
	 * @param message the original's message, or {@code null}
	 * @param cause stand-in for the original's cause, or {@code null}
	 */
	public RemoteTaskException(String typeName, @Nullable String message, @Nullable Throwable cause) {
		super((message != null) ? typeName + ": " + message : typeName, cause);
		this.typeName = typeName;
	}

	/**
	 * Return the type of the exception that this one stands for.
	 * @return the original's class name
	 */
	public String getTypeName() {
		return this.typeName;
	}

}
