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

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.context.Lifecycle;
import org.springframework.lang.CheckReturnValue;

/**
 * Runs tasks in parallel on Ray, or in this process where there is no Ray, with the same
 * behaviour. In a Spring Boot application it is a bean that starts and stops with the
 * application context. <pre class="code">
 * RayTaskFuture&lt;List&lt;Double&gt;&gt; prices = runner.submit(() -&gt; load("prices.csv"));
 * RayTaskFuture&lt;Double&gt; mean = runner.submit(() -&gt; mean(prices.result()));
 * </pre>
 * <p>
 * All methods are safe for use by several threads.
 */
public interface RayTaskRunner extends RayTaskSubmitter, Lifecycle, AutoCloseable {

	/**
	 * Send a value once for use by many tasks, which capture the returned future. Waits
	 * while several large values that were put before have not been sent.
	 * @param <T> the type of the value
	 * @param value the value
	 * @return the future of the value, which is {@link TaskState.Completed}
	 * @throws TaskSerializationException if the value holds something that cannot travel;
	 * the message names the path to it
	 * @throws RayTaskRejectedException if this runner is not running
	 * @throws InterruptedWaitException if the calling thread is interrupted while it
	 * waits
	 */
	<T extends @Nullable Object> RayTaskFuture<T> put(T value);

	/**
	 * Send a value that nobody changes, such as a large table or a model: tasks that run
	 * in the same worker process share one object as long as they can, whereas after
	 * {@link #put} each of them gets a copy of its own. If a task changes the object,
	 * others may see that. Waits as {@link #put} does.
	 * @param <T> the type of the value
	 * @param value the value, which is copied now
	 * @return the future of the value, which is {@link TaskState.Completed}
	 * @throws TaskSerializationException if the value holds something that cannot travel;
	 * the message names the path to it
	 * @throws RayTaskRejectedException if this runner is not running
	 * @throws InterruptedWaitException if the calling thread is interrupted while it
	 * waits
	 */
	<T extends @Nullable Object> RayTaskFuture<T> putShared(T value);

	/**
	 * Find a task by its key. Tasks that have ended and whose future nobody holds are
	 * forgotten.
	 * @param key the key
	 * @return the future of the task, or empty if there is none
	 * @throws RayTaskRejectedException if this runner is not running
	 */
	Optional<RayTaskFuture<?>> find(String key);

	/**
	 * Wait until a task has its final state. Never throws for a task that did not
	 * complete.
	 * @param key the key of the task
	 * @param timeout longest time to wait
	 * @return the final state, or empty if the task has none within the timeout
	 * @throws IllegalArgumentException if there is no task with this key, or if the
	 * timeout is negative
	 * @throws RayTaskRejectedException if this runner is not running
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	Optional<TaskState> await(String key, Duration timeout) throws InterruptedException;

	/**
	 * Wait without a limit until a task has its final state. Never throws for a task that
	 * did not complete.
	 * @param key the key of the task
	 * @return the final state
	 * @throws IllegalArgumentException if there is no task with this key
	 * @throws RayTaskRejectedException if this runner is not running
	 * @throws InterruptedWaitException if the calling thread is interrupted; its
	 * interrupt status is kept
	 */
	default TaskState await(String key) {
		try {
			return await(key, Duration.ofSeconds(Long.MAX_VALUE)).orElseThrow();
		}
		catch (InterruptedException ex) {
			throw InterruptedWaitException.of("the task with the key '" + key + "'", ex);
		}
	}

	/**
	 * Return a new runner with the same settings, which is {@linkplain #equals equal} to
	 * this one. It is not started; the caller has to start and stop it.
	 * @return the runner
	 */
	@CheckReturnValue
	RayTaskRunner duplicate();

	/**
	 * Return what runs the tasks: {@code embedded}, or {@code ray-} and the version of
	 * Ray, which within a task on Ray is {@code ray} alone.
	 * @return the name
	 * @throws IllegalStateException if this runner is not running
	 */
	String backend();

	/**
	 * Stop this runner, for callers that started it themselves. Does nothing if it is not
	 * running.
	 * @throws IllegalStateException if the calling thread runs a task whose runner this
	 * is, which other tasks use too
	 */
	@Override
	default void close() {
		stop();
	}

}
