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

package io.github.raytaskrunner.hooks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.serialization.TaskSerializer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the exceptions that tasks threw, and lets users decide on them, on threads of
 * its own: that may need the network and runs code of users.
 */
public final class FailureReader {

	private static final Log logger = LogFactory.getLog(FailureReader.class);

	private static final int THREADS = 2;

	private final GrowingExecutor executor = new GrowingExecutor("retry policies", "ray-failures", THREADS,
			new ThreadPoolExecutor.DiscardPolicy());

	private final TaskSerializer serializer;

	/**
	 * Create a new reader.
	 * @param serializer rebuilds the exceptions
	 */
	public FailureReader(TaskSerializer serializer) {
		this.serializer = serializer;
	}

	/**
	 * Rebuild an exception. Does nothing once this reader was closed.
	 * @param bytes the serialized exception
	 * @param consumer given the exception, or another that says why it is not there
	 */
	public void read(CompletableFuture<byte[]> bytes, Consumer<Throwable> consumer) {
		bytes.whenCompleteAsync((fetched, ex) -> consumer.accept(read(fetched, ex)), this.executor);
	}

	/**
	 * Do something else that runs code of users. Does nothing once this reader was
	 * closed.
	 * @param action what to do
	 */
	public void execute(Runnable action) {
		this.executor.execute(action);
	}

	private Throwable read(byte @Nullable [] bytes, @Nullable Throwable lost) {
		if (bytes == null) {
			return new RayTaskRunnerException("The task threw an exception that was lost before it could be read",
					lost);
		}
		try {
			return this.serializer.readFailure(bytes);
		}
		// whatever it is, the task has to end
		catch (Throwable ex) {
			return new RayTaskRunnerException("The task threw an exception that cannot be rebuilt here", ex);
		}
	}

	/**
	 * Read what is to be read, then end.
	 * @param limit longest time to wait for that
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public void close(Duration limit) throws InterruptedException {
		try {
			if (!this.executor.close(limit)) {
				logger.warn("Rebuilding exceptions of tasks has taken longer than " + limit.toMillis() + " ms");
			}
		}
		finally {
			this.executor.interrupt();
		}
	}

}
