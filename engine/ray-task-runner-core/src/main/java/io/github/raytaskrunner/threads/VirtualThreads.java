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

import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads, a new one for each action. Found by reflection, as Java 17 has none.
 * Safe for use by several threads.
 */
public final class VirtualThreads implements TaskThreads {

	private static final int FIRST_JAVA_VERSION = 21;

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	private final ThreadFactory factory;

	private final ClassLoader contextClassLoader;

	private volatile boolean closed;

	/**
	 * Create new threads.
	 * @param name common name of the threads
	 * @param contextClassLoader context class loader of the threads
	 * @param exceptionHandler told what an action threw
	 * @throws UnsupportedOperationException if this Java has no virtual threads
	 */
	public VirtualThreads(String name, ClassLoader contextClassLoader, UncaughtExceptionHandler exceptionHandler) {
		this.factory = factory(name, exceptionHandler);
		this.contextClassLoader = contextClassLoader;
	}

	/**
	 * Tell whether this Java has virtual threads.
	 * @return whether it has
	 */
	public static boolean areAvailable() {
		return Runtime.version().feature() >= FIRST_JAVA_VERSION;
	}

	// Thread.ofVirtual().name(…).inheritInheritableThreadLocals(false).uncaughtExceptionHandler(…).factory()
	private static ThreadFactory factory(String name, UncaughtExceptionHandler exceptionHandler) {
		try {
			Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
			Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
			type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1L);
			type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
			type.getMethod("uncaughtExceptionHandler", UncaughtExceptionHandler.class)
				.invoke(builder, exceptionHandler);
			Method factory = type.getMethod("factory");
			return (ThreadFactory) factory.invoke(builder);
		}
		catch (ReflectiveOperationException ex) {
			throw new UnsupportedOperationException("Java " + Runtime.version().feature() + " has no virtual threads",
					ex);
		}
	}

	@Override
	public void execute(Runnable action) {
		Thread thread = this.factory.newThread(() -> {
			try {
				action.run();
			}
			finally {
				this.threads.remove(Thread.currentThread());
			}
		});
		thread.setContextClassLoader(this.contextClassLoader);
		this.threads.add(thread);
		if (this.closed) {
			this.threads.remove(thread);
			throw new RejectedExecutionException("The threads were ended");
		}
		thread.start();
	}

	@Override
	public void interruptAll() {
		this.closed = true;
		this.threads.forEach(Thread::interrupt);
	}

}
