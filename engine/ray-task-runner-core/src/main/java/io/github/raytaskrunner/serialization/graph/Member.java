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

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A method or constructor that a class calls.
 *
 * @param owner the class it is called on
 * @param name its name
 * @param descriptor its signature
 */
record Member(Class<?> owner, String name, String descriptor) {

	static final Set<Class<?>> BOXES = Set.of(Boolean.class, Byte.class, Character.class, Short.class, Integer.class,
			Long.class, Float.class, Double.class, Number.class);

	private static final Pattern UNBOXING = Pattern.compile("(boolean|byte|char|short|int|long|float|double)Value");

	boolean isConstructorOfObject() {
		return this.owner == Object.class && this.name.equals("<init>");
	}

	boolean isAdaptation() {
		return BOXES.contains(this.owner) && (UNBOXING.matcher(this.name).matches() || isBoxing());
	}

	boolean isBoxing() {
		return this.name.equals("valueOf") && this.descriptor.charAt(2) == ')';
	}

	/**
	 * Return whether this method returns what another one takes.
	 */
	boolean feeds(Member other) {
		return this.descriptor.substring(2).equals(other.descriptor.substring(1, 2));
	}

	/**
	 * A number or character may become a wider one on the way.
	 */
	boolean unboxesTo(Class<?> primitive) {
		return this.name.equals(primitive + "Value") || (this.name.equals("charValue") && primitive != boolean.class);
	}

}
