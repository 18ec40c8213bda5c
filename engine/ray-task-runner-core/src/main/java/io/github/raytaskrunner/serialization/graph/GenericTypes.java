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

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Generic types, as type tokens hold them, by what their public methods say. What arrives
 * equals what the JDK makes, and the other way round.
 */
final class GenericTypes {

	private GenericTypes() {
	}

	static Type of(ParameterizedType type) {
		return new Parameterized(type.getRawType(), type.getOwnerType(), List.of(type.getActualTypeArguments()));
	}

	static Type of(WildcardType type) {
		return new Wildcard(List.of(type.getUpperBounds()), List.of(type.getLowerBounds()));
	}

	static Type of(GenericArrayType type) {
		return new GenericArray(type.getGenericComponentType());
	}

	static StandIn of(TypeVariable<?> variable) {
		if (!(variable.getGenericDeclaration() instanceof Class<?> type)) {
			throw new RefusedException(variable, "only type variables of classes can travel");
		}
		return new VariableName(type, variable.getName());
	}

	private static String names(List<Type> types, String delimiter) {
		return types.stream().map(Type::getTypeName).collect(Collectors.joining(delimiter));
	}

	private record Parameterized(Type rawType, @Nullable Type ownerType,
			List<Type> arguments) implements ParameterizedType {

		@Override
		public Type getRawType() {
			return this.rawType;
		}

		@Override
		public @Nullable Type getOwnerType() {
			return this.ownerType;
		}

		@Override
		public Type[] getActualTypeArguments() {
			return this.arguments.toArray(Type[]::new);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof ParameterizedType type && this.rawType.equals(type.getRawType())
					&& Objects.equals(this.ownerType, type.getOwnerType())
					&& Arrays.equals(getActualTypeArguments(), type.getActualTypeArguments());
		}

		@Override
		public int hashCode() {
			return this.arguments.hashCode() ^ Objects.hashCode(this.ownerType) ^ this.rawType.hashCode();
		}

		@Override
		public String toString() {
			String name = this.rawType.getTypeName();
			if (this.ownerType != null && this.rawType instanceof Class<?> type) {
				name = this.ownerType.getTypeName() + "$" + type.getSimpleName();
			}
			return this.arguments.isEmpty() ? name : name + "<" + names(this.arguments, ", ") + ">";
		}

	}

	private record Wildcard(List<Type> upperBounds, List<Type> lowerBounds) implements WildcardType {

		@Override
		public Type[] getUpperBounds() {
			return this.upperBounds.toArray(Type[]::new);
		}

		@Override
		public Type[] getLowerBounds() {
			return this.lowerBounds.toArray(Type[]::new);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof WildcardType type && Arrays.equals(getUpperBounds(), type.getUpperBounds())
					&& Arrays.equals(getLowerBounds(), type.getLowerBounds());
		}

		@Override
		public int hashCode() {
			return this.lowerBounds.hashCode() ^ this.upperBounds.hashCode();
		}

		@Override
		public String toString() {
			if (!this.lowerBounds.isEmpty()) {
				return "? super " + names(this.lowerBounds, " & ");
			}
			return this.upperBounds.equals(List.of(Object.class)) ? "?" : "? extends " + names(this.upperBounds, " & ");
		}

	}

	private record GenericArray(Type componentType) implements GenericArrayType {

		@Override
		public Type getGenericComponentType() {
			return this.componentType;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof GenericArrayType type && this.componentType.equals(type.getGenericComponentType());
		}

		@Override
		public int hashCode() {
			return this.componentType.hashCode();
		}

		@Override
		public String toString() {
			return this.componentType.getTypeName() + "[]";
		}

	}

	private record VariableName(Class<?> declaring, String name) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return Arrays.stream(this.declaring.getTypeParameters())
				.filter((variable) -> variable.getName().equals(this.name))
				.findFirst()
				.orElseThrow(() -> new UnreadableException(
						this.declaring + " has no type parameter " + this.name + " where this arrived"));
		}

	}

}
