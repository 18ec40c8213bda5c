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
import java.util.List;
import java.util.Optional;

/**
 * {@link RayTaskRunner} that can be observed: its status by health, its counts by gauges,
 * and what happens to its tasks by listeners. The auto-configured runner is one. A runner
 * of your own can be one as well, usually by delegating to the runner that it passes
 * tasks to. Where both are beans, only one of them should count tasks.
 * <p>
 * All methods are safe for use by several threads, and all but {@link #awaitListeners}
 * return without waiting.
 */
public interface ObservableRayTaskRunner extends RayTaskRunner {

	/**
	 * Return whether tasks can run.
	 * @return the present status
	 */
	RunnerStatus status();

	/**
	 * Return the number of tasks and values.
	 * @return the present numbers, zero unless this runner is running
	 */
	TaskCounts counts();

	/**
	 * Return the size of the tasks that have not ended.
	 * @return the number of bytes of the serialized tasks, and items of a {@code map}
	 */
	default long pendingBytes() {
		return 0;
	}

	/**
	 * Return how often the backend was lost and came back, with a new driver.
	 * @return the number since this runner was started
	 */
	default long reconnects() {
		return 0;
	}

	/**
	 * Return figures of the Ray cluster that runs the tasks.
	 * @return the present figures; empty where tasks run in this process, and unless this
	 * runner is running
	 */
	default Optional<ClusterFigures> cluster() {
		return Optional.empty();
	}

	/**
	 * Return tasks that were handed to the backend. Queued tasks are not included.
	 * @param limit largest number of them, zero or more
	 * @return the tasks, in the order in which they were dispatched; none unless this
	 * runner is running
	 */
	default List<TaskInFlight> tasksInFlight(int limit) {
		return List.of();
	}

	/**
	 * Notify a listener of what happens to tasks from now on. Does nothing if it was
	 * added before. Where this runner is a bean, all beans that are listeners are added
	 * to it.
	 * @param listener the listener
	 */
	void addListener(TaskListener listener);

	/**
	 * Wait until listeners, which are called on another thread, have heard all that
	 * happened to tasks before this call. A test does so before it checks what its
	 * listener has recorded. A listener itself must not call this.
	 * <p>
	 * By default this does not wait. A runner that passes tasks to another one delegates
	 * to that one.
	 * @param timeout longest time to wait
	 * @return whether they have heard it; {@code false} if the time is over
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	default boolean awaitListeners(Duration timeout) throws InterruptedException {
		return true;
	}

}
