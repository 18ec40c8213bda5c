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

package io.github.raytaskrunner.threads;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

import io.github.raytaskrunner.jdk.TrustedLookup;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of all that is in the thread-locals of a thread, as its end would. The JDK has
 * no way to that, so it is done to the two maps that a thread has. Safe for use by
 * several threads.
 */
final class ThreadLocals {

	private final @Nullable MethodHandle plain = remover("threadLocals");

	private final @Nullable MethodHandle inheritable = remover("inheritableThreadLocals");

	private static @Nullable MethodHandle remover(String field) {
		Lookup trusted = TrustedLookup.open();
		if (trusted == null) {
			return null;
		}
		try {
			Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
			MethodHandle setter = trusted.findSetter(Thread.class, field, map);
			return MethodHandles.insertArguments(setter, 1, (Object) null)
				.asType(MethodType.methodType(void.class, Thread.class));
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return null;
		}
	}

	/**
	 * Remove all thread-locals of the calling thread.
	 * @return whether that is possible
	 */
	boolean clear() {
		if (this.plain == null || this.inheritable == null) {
			return false;
		}
		try {
			this.plain.invokeExact(Thread.currentThread());
			this.inheritable.invokeExact(Thread.currentThread());
			return true;
		}
		catch (Throwable ex) {
			return false;
		}
	}

}
