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

import java.lang.invoke.MethodHandle;

import org.jspecify.annotations.Nullable;

/**
 * Fields of a class of the JDK, to which JDK 24 and later offer a way.
 */
final class HandleFields extends SerialFields {

	private final MethodHandle defaultWriteObject;

	private final MethodHandle defaultReadObject;

	HandleFields(FieldShape shape, boolean[] parts, MethodHandle defaultWriteObject, MethodHandle defaultReadObject) {
		super(shape, parts);
		this.defaultWriteObject = defaultWriteObject;
		this.defaultReadObject = defaultReadObject;
	}

	@Override
	void write(Object object, SerialOutput output) throws Exception {
		Invocation.write(this.defaultWriteObject, object, output);
	}

	@Override
	void prepare(Object object, @Nullable Object[] values) {
		// classes of the JDK do not need it
	}

	@Override
	void read(Object object, SerialInput input) throws Exception {
		Invocation.read(this.defaultReadObject, object, input);
	}

}
