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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Reads static fields as they are, without the initialization of their classes, which may
 * run any code of the application: it may fail, take long, or wait for a task.
 */
final class StaticFields {

	private static final String UNSAFE = "jdk.internal.misc.Unsafe";

	private final @Nullable Access access;

	StaticFields(Lookups lookups) {
		this.access = access(lookups.trusted());
	}

	private static @Nullable Access access(@Nullable Lookup trusted) {
		try {
			return (trusted != null) ? new Access(trusted) : null;
		}
		catch (Throwable ex) {
			return null;
		}
	}

	/**
	 * Return what reads a field. Where the JDK does not let us read it otherwise, that
	 * initializes its class.
	 * @param field the field, which is accessible and holds no primitive
	 * @return gives what the field holds, {@code null} if its class is not initialized
	 */
	Supplier<@Nullable Object> reader(Field field) {
		MethodHandle getter = getter(field);
		return () -> {
			try {
				return (@Nullable Object) getter.invokeExact();
			}
			catch (LinkageError ex) {
				return null;
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

	private MethodHandle getter(Field field) {
		try {
			return (this.access != null) ? this.access.getter(field)
					: MethodHandles.lookup().unreflectGetter(field).asType(MethodType.methodType(Object.class));
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The JDK's own way.
	 */
	private static final class Access {

		private final MethodHandle base;

		private final MethodHandle offset;

		private final MethodHandle get;

		Access(Lookup trusted) throws Throwable {
			Class<?> type = Class.forName(UNSAFE);
			Object unsafe = trusted.findStatic(type, "getUnsafe", MethodType.methodType(type)).invoke();
			this.base = trusted.bind(unsafe, "staticFieldBase", MethodType.methodType(Object.class, Field.class));
			this.offset = trusted.bind(unsafe, "staticFieldOffset", MethodType.methodType(long.class, Field.class));
			this.get = trusted.bind(unsafe, "getReferenceVolatile",
					MethodType.methodType(Object.class, Object.class, long.class));
		}

		MethodHandle getter(Field field) throws Throwable {
			return MethodHandles.insertArguments(this.get, 0, this.base.invoke(field),
					(long) this.offset.invoke(field));
		}

	}

}
