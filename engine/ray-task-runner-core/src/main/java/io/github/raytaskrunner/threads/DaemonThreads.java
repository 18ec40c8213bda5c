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

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes daemon threads that are called after what they do, with a number each. They have
 * the context class loader of the thread that created this factory, and nothing of the
 * threads that happen to start them. Safe for use by several threads.
 */
public final class DaemonThreads implements ThreadFactory {

	private final String name;

	private final ClassLoader contextClassLoader;

	private final AtomicInteger count = new AtomicInteger();

	/**
	 * Create a new factory.
	 * @param name common name of the threads
	 */
	public DaemonThreads(String name) {
		this(name, Thread.currentThread().getContextClassLoader());
	}

	private DaemonThreads(String name, ClassLoader contextClassLoader) {
		this.name = name;
		this.contextClassLoader = contextClassLoader;
	}

	/**
	 * Create a factory of threads that go on until something is not held any more. They
	 * have the class loader of this library, as an application that holds it in a static
	 * field could not be let go otherwise.
	 * @param name common name of the threads
	 * @return the factory
	 */
	public static DaemonThreads outliving(String name) {
		return new DaemonThreads(name, DaemonThreads.class.getClassLoader());
	}

	@Override
	public Thread newThread(Runnable action) {
		Thread thread = new Thread(null, action, this.name + "-" + this.count.incrementAndGet(), 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(this.contextClassLoader);
		return thread;
	}

}
