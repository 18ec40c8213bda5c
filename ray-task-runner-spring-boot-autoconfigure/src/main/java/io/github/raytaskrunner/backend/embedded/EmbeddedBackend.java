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

package io.github.raytaskrunner.backend.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.backend.Attempt;
import io.github.raytaskrunner.backend.AttemptResult;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendInfo;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.Call;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.serialization.TaskOutcome;
import io.github.raytaskrunner.serialization.TaskSerializer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Runs calls on threads of this process. Values are kept as bytes, so tasks share no
 * objects here either.
 */
public final class EmbeddedBackend implements Backend {

	/**
	 * Larger values are not pushed, as on Ray: what nobody asks for is not copied around.
	 */
	private static final int MAX_PUSHED_BYTES = 100 * 1024;

	private static final Log logger = LogFactory.getLog(EmbeddedBackend.class);

	private final Map<Long, byte[]> values = new ConcurrentHashMap<>();

	private final TaskSerializer serializer;

	private final int slots;

	private final ClassLoader classLoader;

	private final ThreadPoolExecutor executor;

	private volatile @Nullable BackendListener listener;

	/**
	 * Create a new backend.
	 * @param serializer opens and runs tasks
	 * @param slots number of threads
	 * @param classLoader context class loader of the tasks
	 */
	public EmbeddedBackend(TaskSerializer serializer, int slots, ClassLoader classLoader) {
		Assert.isTrue(slots > 0, () -> "'slots' must be positive but is " + slots);
		this.serializer = serializer;
		this.slots = slots;
		this.classLoader = classLoader;
		// The scheduler bounds what is in flight, and so this queue.
		this.executor = new ThreadPoolExecutor(slots, slots, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				threads());
	}

	private static ThreadFactory threads() {
		AtomicInteger count = new AtomicInteger();
		return (action) -> {
			Thread thread = new Thread(action, "ray-embedded-" + count.incrementAndGet());
			thread.setDaemon(true);
			thread.setUncaughtExceptionHandler(
					(ended, ex) -> logger.error("Thread " + ended.getName() + " was ended by a task", ex));
			return thread;
		};
	}

	@Override
	public BackendInfo start(BackendListener listener) {
		this.listener = listener;
		String threads = this.slots + ((this.slots != 1) ? " threads" : " thread");
		return new BackendInfo("embedded, " + threads + " (no Ray)", this.slots, 1, null);
	}

	@Override
	public void run(Call call) {
		this.executor.execute(() -> {
			List<Attempt> left = new ArrayList<>(call.attempts());
			try {
				while (!left.isEmpty()) {
					run(left.get(0));
					left.remove(0);
				}
			}
			catch (Throwable ex) {
				// As with a process that died, the rest of the call died as well.
				left.forEach((attempt) -> crashed(attempt, "it ended its thread: " + ex));
				throw ex;
			}
		});
	}

	private void run(Attempt attempt) {
		BackendListener listener = this.listener;
		if (listener == null) {
			return;
		}
		List<byte[]> upstreamValues = new ArrayList<>(attempt.upstreams().size());
		for (Long upstream : attempt.upstreams()) {
			byte[] value = this.values.get(upstream);
			if (value == null) {
				crashed(attempt, "the value of upstream attempt " + upstream + " is gone");
				return;
			}
			upstreamValues.add(value);
		}
		listener.started(attempt.id());
		TaskOutcome outcome = execute(attempt.task(), upstreamValues);
		byte[] value = outcome.bytes();
		this.values.put(attempt.id(), value);
		listener = this.listener;
		if (listener == null) {
			this.values.clear();
			return;
		}
		listener.finished(attempt.id(),
				new AttemptResult(outcome.failed(), value.length, (value.length <= MAX_PUSHED_BYTES) ? value : null));
	}

	private TaskOutcome execute(byte[] task, List<byte[]> upstreamValues) {
		// What a task before did to its thread is not this one's business.
		Thread.currentThread().setContextClassLoader(this.classLoader);
		if (Thread.interrupted() && this.executor.isShutdown()) {
			Thread.currentThread().interrupt();
		}
		return this.serializer.execute(task, upstreamValues);
	}

	private void crashed(Attempt attempt, String reason) {
		BackendListener listener = this.listener;
		if (listener != null) {
			listener.crashed(attempt.id(), reason);
		}
	}

	@Override
	public CompletableFuture<byte[]> fetch(long attempt) {
		byte[] value = this.values.get(attempt);
		return (value != null) ? CompletableFuture.completedFuture(value)
				: CompletableFuture.failedFuture(new ValueLostException("it was released"));
	}

	@Override
	public void release(long attempt) {
		this.values.remove(attempt);
	}

	@Override
	public void stop(Duration timeout) {
		this.listener = null;
		this.executor.shutdownNow();
		try {
			if (!this.executor.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.warn(this.executor.getActiveCount() + " tasks ignore their interruption and are given up");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.values.clear();
	}

}
