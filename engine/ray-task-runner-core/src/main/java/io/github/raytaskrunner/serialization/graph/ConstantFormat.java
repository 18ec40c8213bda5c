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

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

/**
 * Writes the one object of a class that is a constant by its language, an {@code object}
 * of Kotlin or Scala. Code compares it by identity, so where it arrives it is the one of
 * that process. Such objects keep their state in static fields.
 */
final class ConstantFormat extends ValueFormat {

	private final Field constant;

	private ConstantFormat(Class<?> type, Field constant) {
		super(type);
		this.constant = constant;
	}

	/**
	 * Return the format of a class.
	 * @param type the class
	 * @return the format, or {@code null} if its objects are no constants
	 */
	static @Nullable ConstantFormat of(Class<?> type) {
		Field constant = field(type, type, "MODULE$");
		if (constant == null && isKotlin(type)) {
			constant = field(type, type, "INSTANCE");
			Class<?> outer = (constant != null) ? null : EnclosingClass.of(type);
			if (outer != null) {
				constant = field(type, outer, type.getSimpleName());
			}
		}
		return (constant != null) ? new ConstantFormat(type, constant) : null;
	}

	private static boolean isKotlin(Class<?> type) {
		for (Annotation annotation : type.getDeclaredAnnotations()) {
			if (annotation.annotationType().getName().equals("kotlin.Metadata")) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable Field field(Class<?> type, Class<?> owner, String name) {
		try {
			Field field = owner.getDeclaredField(name);
			int modifiers = field.getModifiers();
			boolean constant = field.getType() == type && Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers);
			return (constant && field.trySetAccessible()) ? field : null;
		}
		catch (NoSuchFieldException ex) {
			return null;
		}
	}

	@Override
	boolean isGuarded() {
		return true;
	}

	@Override
	boolean isImmutable() {
		return true;
	}

	@Override
	void write(GraphWriter writer, Object object) throws Exception {
		if (object != this.constant.get(null)) {
			throw new RefusedException(object, "its class has one object only, and this is another one");
		}
	}

	@Override
	Object read(GraphReader reader) throws Exception {
		Object constant = this.constant.get(null);
		if (constant == null) {
			throw new UnreadableException("the constant " + type().getName() + " is not initialized yet");
		}
		return constant;
	}

}
