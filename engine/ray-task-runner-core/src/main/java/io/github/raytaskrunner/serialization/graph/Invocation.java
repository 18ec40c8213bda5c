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

package io.github.raytaskrunner.serialization.graph;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.invoke.MethodHandle;

import org.jspecify.annotations.Nullable;

/**
 * Calls methods of classes on their way, with errors as errors and all else as
 * exceptions.
 */
final class Invocation {

	private Invocation() {
	}

	static @Nullable Object replace(MethodHandle method, Object object) throws Exception {
		try {
			return (Object) method.invokeExact(object);
		}
		catch (Throwable ex) {
			throw failure(ex);
		}
	}

	static void write(MethodHandle method, Object object, ObjectOutputStream output) throws Exception {
		try {
			method.invokeExact(object, output);
		}
		catch (Throwable ex) {
			throw failure(ex);
		}
	}

	static void read(MethodHandle method, Object object, ObjectInputStream input) throws Exception {
		try {
			method.invokeExact(object, input);
		}
		catch (Throwable ex) {
			throw failure(ex);
		}
	}

	static Exception failure(Throwable thrown) {
		if (thrown instanceof Error error) {
			throw error;
		}
		return (thrown instanceof Exception exception) ? exception : new GraphException(thrown);
	}

}
