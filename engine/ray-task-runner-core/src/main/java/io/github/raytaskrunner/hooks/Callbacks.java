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
import java.util.concurrent.Executor;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Runs what users want to be done after a task: callbacks, and the stages of completable
 * futures. Once the runner has stopped all tasks have ended, and it runs on the thread
 * that asks for it.
 */
public final class Callbacks implements Executor {

	private static final Log logger = LogFactory.getLog(Callbacks.class);

	private static final int THREADS = 4;

	private final GrowingExecutor executor = new GrowingExecutor("callbacks of futures", "ray-callback", THREADS,
			(callback, pool) -> callback.run());

	@Override
	public void execute(Runnable callback) {
		this.executor.execute(callback);
	}

	/**
	 * End after the callbacks that are due. A callback that blocks is waited for no
	 * longer than the limit, but not interrupted: it is not this runner's work.
	 * @param limit longest time to wait
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public void close(Duration limit) throws InterruptedException {
		if (!this.executor.close(limit)) {
			logger.warn(this.executor.running() + " callbacks of futures still run, and " + this.executor.waiting()
					+ " wait for them");
		}
	}

}
