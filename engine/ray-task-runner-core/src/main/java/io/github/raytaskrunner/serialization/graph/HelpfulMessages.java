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

import org.jspecify.annotations.Nullable;

/**
 * Messages of exceptions that are in no field: that of a {@link NullPointerException}
 * says what was {@code null}, which the JVM finds out from the stack of the thread that
 * threw it.
 */
final class HelpfulMessages {

	private HelpfulMessages() {
	}

	/**
	 * Put the message of an exception among the values of its fields if it is not there.
	 * @param object any object
	 * @param shape fields of one of its classes
	 * @param values the values of these fields
	 */
	static void complete(Object object, FieldShape shape, @Nullable Object[] values) {
		if (object.getClass() == NullPointerException.class && shape.owner().equals(Throwable.class.getName())) {
			values[shape.indexOf("detailMessage")] = ((NullPointerException) object).getMessage();
		}
	}

}
