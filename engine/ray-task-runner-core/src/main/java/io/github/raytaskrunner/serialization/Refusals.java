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

package io.github.raytaskrunner.serialization;

import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.raytaskrunner.serialization.graph.JdkClasses;
import io.github.raytaskrunner.serialization.graph.Lambdas;
import org.jspecify.annotations.Nullable;

/**
 * Knows which classes cannot travel whatever their objects hold, and why. Types are
 * listed by name: not every process has all of them.
 */
final class Refusals {

	private static final String THREADS = "threads belong to this process";

	private static final String LOCKS = "locks hold the state of this process";

	private static final String CHANNELS = "channels of coroutines belong to this process; capture a list";

	private static final String STREAMS = "open streams and connections belong to this process";

	private static final String DATABASES = "connections to a database belong to this process";

	private static final String LOADERS = "parts of class loaders belong to this process";

	private static final String LOGGERS = "loggers belong to this process; keep them in a static field";

	private static final String REFERENCES = "references that are known to the garbage collector belong to this process";

	private static final String ITERATION = "a position within other objects belongs to this process; capture the elements";

	private static final Map<String, String> REASONS = Map.ofEntries(Map.entry("java.lang.Thread", THREADS),
			Map.entry("java.lang.ThreadGroup", THREADS), Map.entry("java.lang.ThreadLocal", THREADS),
			Map.entry("java.util.Timer", THREADS), Map.entry("java.util.TimerTask", THREADS),
			Map.entry("java.util.concurrent.Executor", "executors hold the threads of this process"),
			Map.entry("java.util.concurrent.Future",
					"futures of other libraries belong to this process; capture their value"),
			Map.entry("java.util.concurrent.CompletionStage",
					"futures of other libraries belong to this process; capture their value"),
			Map.entry("java.util.concurrent.locks.Lock", LOCKS),
			Map.entry("java.util.concurrent.locks.ReadWriteLock", LOCKS),
			Map.entry("java.util.concurrent.locks.StampedLock", LOCKS),
			Map.entry("java.util.concurrent.locks.Condition", LOCKS),
			Map.entry("java.util.concurrent.locks.AbstractOwnableSynchronizer", LOCKS),
			Map.entry("java.util.concurrent.Semaphore", LOCKS), Map.entry("java.util.concurrent.CountDownLatch", LOCKS),
			Map.entry("java.util.concurrent.CyclicBarrier", LOCKS), Map.entry("java.util.concurrent.Phaser", LOCKS),
			Map.entry("java.util.concurrent.Exchanger", LOCKS), Map.entry("java.io.InputStream", STREAMS),
			Map.entry("java.io.OutputStream", STREAMS), Map.entry("java.io.Reader", STREAMS),
			Map.entry("java.io.Writer", STREAMS), Map.entry("java.io.RandomAccessFile", STREAMS),
			Map.entry("java.io.FileDescriptor", STREAMS), Map.entry("java.util.Scanner", STREAMS),
			Map.entry("java.net.Socket", STREAMS), Map.entry("java.net.ServerSocket", STREAMS),
			Map.entry("java.net.DatagramSocket", STREAMS), Map.entry("java.net.URLConnection", STREAMS),
			Map.entry("java.net.http.HttpClient", STREAMS), Map.entry("java.nio.channels.Channel", STREAMS),
			Map.entry("java.nio.channels.Selector", STREAMS), Map.entry("java.nio.file.FileSystem", STREAMS),
			Map.entry("java.nio.file.WatchService", STREAMS),
			Map.entry("java.util.stream.BaseStream", "streams can be read once and only here; capture a list"),
			Map.entry("java.util.Iterator", ITERATION), Map.entry("java.util.Spliterator", ITERATION),
			Map.entry("java.util.Enumeration", ITERATION),
			Map.entry("java.lang.Process", "processes belong to this machine"),
			Map.entry("java.lang.ProcessHandle", "processes belong to this machine"),
			Map.entry("java.lang.ProcessBuilder", "processes belong to this machine"),
			Map.entry("java.lang.Runtime", "the runtime belongs to this process"),
			Map.entry("java.lang.ref.Reference", REFERENCES), Map.entry("java.lang.ref.ReferenceQueue", REFERENCES),
			Map.entry("java.lang.ref.Cleaner", REFERENCES), Map.entry("java.lang.Module", LOADERS),
			Map.entry("java.util.ServiceLoader", LOADERS), Map.entry("java.lang.reflect.AccessibleObject", LOADERS),
			Map.entry("java.lang.invoke.MethodHandle", LOADERS), Map.entry("java.lang.invoke.VarHandle", LOADERS),
			Map.entry("java.lang.invoke.MethodHandles$Lookup", LOADERS), Map.entry("java.sql.Connection", DATABASES),
			Map.entry("java.sql.Statement", DATABASES), Map.entry("java.sql.ResultSet", DATABASES),
			Map.entry("javax.sql.DataSource", DATABASES), Map.entry("jakarta.persistence.EntityManager", DATABASES),
			Map.entry("jakarta.persistence.EntityManagerFactory", DATABASES),
			Map.entry("jakarta.servlet.ServletRequest", "a request belongs to this process; capture what is in it"),
			Map.entry("jakarta.servlet.ServletResponse", "a response belongs to this process"),
			Map.entry("jakarta.servlet.http.HttpSession", "a session belongs to this process; capture what is in it"),
			Map.entry("java.util.logging.Logger", LOGGERS), Map.entry("java.lang.System$Logger", LOGGERS),
			Map.entry("kotlinx.coroutines.Job", "coroutines belong to this process; capture their value"),
			Map.entry("kotlinx.coroutines.channels.SendChannel", CHANNELS),
			Map.entry("kotlinx.coroutines.channels.ReceiveChannel", CHANNELS),
			Map.entry("kotlinx.coroutines.sync.Mutex", LOCKS), Map.entry("kotlinx.coroutines.sync.Semaphore", LOCKS),
			Map.entry("org.springframework.beans.factory.BeanFactory",
					"an application context belongs to this process"),
			Map.entry("io.github.raytaskrunner.waiting.AwaitedFuture",
					"the CompletableFuture of a task belongs to this process; capture the RayTaskFuture"),
			Map.entry("io.github.raytaskrunner.RayTaskRunner", "a runner belongs to this process"));

	/**
	 * Return why objects of a class cannot travel.
	 * @param type the class of an object
	 * @return the reason, or {@code null} if nothing speaks against the class
	 */
	@Nullable String reason(Class<?> type) {
		if (type.isPrimitive() || type.isArray() || type.isEnum() || Lambdas.isLambda(type)) {
			return null;
		}
		for (Class<?> ancestor : ancestors(type)) {
			String reason = REASONS.get(ancestor.getName());
			if (reason != null) {
				return reason;
			}
		}
		if (Proxy.isProxyClass(type)) {
			return "a proxy stands for an object of this process";
		}
		return (!JdkClasses.contains(type) && isGenerated(type))
				? "the class was generated while this process ran, no other has it" : null;
	}

	private static boolean isGenerated(Class<?> type) {
		String file = type.getName().replace('.', '/') + ".class";
		return type.isHidden() || type.getClassLoader().getResource(file) == null;
	}

	private static Set<Class<?>> ancestors(Class<?> type) {
		Set<Class<?>> ancestors = new LinkedHashSet<>();
		for (Class<?> ancestor = type; ancestor != null; ancestor = ancestor.getSuperclass()) {
			ancestors.add(ancestor);
			addInterfaces(ancestor, ancestors);
		}
		return ancestors;
	}

	private static void addInterfaces(Class<?> type, Set<Class<?>> ancestors) {
		for (Class<?> implemented : type.getInterfaces()) {
			if (ancestors.add(implemented)) {
				addInterfaces(implemented, ancestors);
			}
		}
	}

}
