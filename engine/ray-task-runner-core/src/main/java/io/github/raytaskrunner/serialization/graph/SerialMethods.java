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

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OptionalDataException;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;

import org.jspecify.annotations.Nullable;
import sun.reflect.ReflectionFactory;

/**
 * The methods by which a class takes part in Java serialization, private ones and those
 * of the JDK included. {@link ReflectionFactory} is the JDK's own offer to libraries like
 * this one, needs no flags, and stays when {@code sun.misc.Unsafe} goes.
 */
final class SerialMethods {

	private static final MethodType WRITE = MethodType.methodType(void.class, Object.class, ObjectOutputStream.class);

	private static final MethodType READ = MethodType.methodType(void.class, Object.class, ObjectInputStream.class);

	private static final MethodType REPLACE = MethodType.methodType(Object.class, Object.class);

	private final ReflectionFactory factory = ReflectionFactory.getReflectionFactory();

	private final @Nullable MethodHandle defaultWriteFactory = defaultFactory("defaultWriteObjectForSerialization");

	private final @Nullable MethodHandle defaultReadFactory = defaultFactory("defaultReadObjectForSerialization");

	/**
	 * Return the {@code writeObject} of a class.
	 * @param type the class
	 * @return takes an object and a stream, or {@code null} if the class has none
	 */
	@Nullable MethodHandle writeObject(Class<?> type) {
		return as(WRITE, this.factory.writeObjectForSerialization(type));
	}

	/**
	 * Return the {@code readObject} of a class.
	 * @param type the class
	 * @return takes an object and a stream, or {@code null} if the class has none
	 */
	@Nullable MethodHandle readObject(Class<?> type) {
		return as(READ, this.factory.readObjectForSerialization(type));
	}

	/**
	 * Return the {@code writeReplace} of a class or of an ancestor that lets it inherit.
	 * @param type the class
	 * @return takes an object and returns another, or {@code null} if there is none
	 */
	@Nullable MethodHandle writeReplace(Class<?> type) {
		return (Serializable.class.isAssignableFrom(type))
				? as(REPLACE, this.factory.writeReplaceForSerialization(type)) : null;
	}

	/**
	 * Return the {@code readResolve} of a class or of an ancestor that lets it inherit.
	 * @param type the class
	 * @return takes an object and returns another, or {@code null} if there is none
	 */
	@Nullable MethodHandle readResolve(Class<?> type) {
		return (Serializable.class.isAssignableFrom(type)) ? as(REPLACE, this.factory.readResolveForSerialization(type))
				: null;
	}

	/**
	 * Return whether the JDK offers a way to the fields of its classes.
	 * @return {@code false} before JDK 24
	 */
	boolean offersFields() {
		return this.defaultWriteFactory != null && this.defaultReadFactory != null;
	}

	/**
	 * Return what writes the fields of a class of the JDK by
	 * {@link ObjectOutputStream#putFields()}.
	 * @param type the class
	 * @return takes an object and a stream, or {@code null} if the JDK does not offer it
	 * or the class has other fields in its serial form
	 */
	@Nullable MethodHandle defaultWriteObject(Class<?> type) {
		return as(WRITE, create(this.defaultWriteFactory, type));
	}

	/**
	 * Return what reads the fields of a class of the JDK by
	 * {@link ObjectInputStream#readFields()}.
	 * @param type the class
	 * @return takes an object and a stream, or {@code null} if the JDK does not offer it
	 * or the class has other fields in its serial form
	 */
	@Nullable MethodHandle defaultReadObject(Class<?> type) {
		return as(READ, create(this.defaultReadFactory, type));
	}

	/**
	 * Return what creates an object of a class without running any of its constructors.
	 * @param type the class
	 * @param constructor the constructor to run, of an ancestor
	 * @return the constructor
	 */
	Constructor<?> allocator(Class<?> type, Constructor<?> constructor) {
		return this.factory.newConstructorForSerialization(type, constructor);
	}

	/**
	 * Return the public constructor of an {@link Externalizable} class.
	 * @param type the class
	 * @return the constructor, or {@code null} if it has none without parameters
	 */
	@Nullable Constructor<?> externalizableConstructor(Class<?> type) {
		return this.factory.newConstructorForExternalization(type);
	}

	static OptionalDataException noMoreData() {
		return ReflectionFactory.getReflectionFactory().newOptionalDataExceptionForSerialization(true);
	}

	private static @Nullable MethodHandle as(MethodType type, @Nullable MethodHandle handle) {
		return (handle != null) ? handle.asType(type) : null;
	}

	private @Nullable MethodHandle create(@Nullable MethodHandle factoryMethod, Class<?> type) {
		try {
			return (factoryMethod != null) ? (MethodHandle) factoryMethod.invoke(this.factory, type) : null;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("There is no way to the fields of " + type.getName(), ex);
		}
	}

	private static @Nullable MethodHandle defaultFactory(String name) {
		try {
			return MethodHandles.publicLookup()
				.findVirtual(ReflectionFactory.class, name, MethodType.methodType(MethodHandle.class, Class.class));
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
