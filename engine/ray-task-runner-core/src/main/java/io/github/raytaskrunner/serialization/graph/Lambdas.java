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

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.SerializedLambda;

import org.jspecify.annotations.Nullable;

/**
 * What the JDK tells about lambdas and method references.
 */
public final class Lambdas {

	private static final SerialMethods SERIAL_METHODS = new SerialMethods();

	private Lambdas() {
	}

	/**
	 * Return whether a class is that of a lambda or method reference.
	 * @param type the class
	 * @return whether it was generated for one
	 */
	public static boolean isLambda(Class<?> type) {
		return type.isHidden() && type.isSynthetic() && type.getName().contains("$$Lambda");
	}

	/**
	 * Return what a lambda captured of which the JDK tells nothing.
	 * @param lambda the lambda, not one of the JDK's own
	 * @return the values, in order
	 */
	public static @Nullable Object[] captured(Object lambda) {
		try {
			return LambdaInspector.captured(lambda);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static boolean isDescribed(Class<?> type) {
		return isLambda(type) && Serializable.class.isAssignableFrom(type);
	}

	/**
	 * Return the written form of a lambda, which names its method and holds what it
	 * captured.
	 * @param object any object
	 * @return the written form, or {@code null} if the object is no serializable lambda
	 */
	public static @Nullable SerializedLambda describe(Object object) {
		if (!isDescribed(object.getClass())) {
			return null;
		}
		MethodHandle writeReplace = SERIAL_METHODS.writeReplace(object.getClass());
		try {
			return (writeReplace != null) ? (SerializedLambda) Invocation.replace(writeReplace, object) : null;
		}
		catch (Exception ex) {
			return null;
		}
	}

}
