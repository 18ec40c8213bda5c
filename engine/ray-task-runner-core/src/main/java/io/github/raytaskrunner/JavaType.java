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

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

import org.springframework.core.ResolvableType;

/**
 * A type that travels, unlike those of the JDK.
 *
 * @param type the class
 * @param generics the types of its parameters, or of the elements of an array; none if
 * they say no more than the class
 */
record JavaType(Class<?> type, List<JavaType> generics) {

	static JavaType of(ResolvableType type) {
		Class<?> raw = type.resolve(Object.class);
		if (raw.isArray()) {
			JavaType component = of(type.getComponentType());
			return new JavaType(raw, component.generics.isEmpty() ? List.of() : List.of(component));
		}
		return new JavaType(raw,
				type.hasGenerics() ? Arrays.stream(type.getGenerics()).map(JavaType::of).toList() : List.of());
	}

	ResolvableType resolvable() {
		return ResolvableType.forType(asType());
	}

	private Type asType() {
		if (this.generics.isEmpty()) {
			return this.type;
		}
		if (this.type.isArray()) {
			Type component = this.generics.get(0).asType();
			return (GenericArrayType) () -> component;
		}
		return ResolvableType
			.forClassWithGenerics(this.type,
					this.generics.stream().map(JavaType::resolvable).toArray(ResolvableType[]::new))
			.getType();
	}

}
