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

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * What the JDK tells about lambdas and method references.
 */
final class Lambdas {

	private Lambdas() {
	}

	static boolean isLambda(Class<?> type) {
		return type.isHidden() && type.isSynthetic();
	}

	/**
	 * Return the written form of a lambda, which names its method and holds what it
	 * captured.
	 * @param object any object
	 * @return the written form, or {@code null} if the object is no serializable lambda
	 * or its module does not let us look
	 */
	static @Nullable SerializedLambda describe(Object object) {
		if (!(object instanceof Serializable) || !isLambda(object.getClass())) {
			return null;
		}
		try {
			Method writeReplace = object.getClass().getDeclaredMethod("writeReplace");
			writeReplace.setAccessible(true);
			return (SerializedLambda) writeReplace.invoke(object);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

}
