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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskStateChange;
import org.apache.commons.logging.LogFactory;

/**
 * All {@link TaskListener listeners} of a runner as one that never throws.
 */
public final class TaskListeners implements TaskListener {

	private final HookLog log = new HookLog(LogFactory.getLog(TaskListeners.class));

	private final CopyOnWriteArrayList<TaskListener> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Add a listener, unless it is one already.
	 * @param listener the listener
	 */
	public void add(TaskListener listener) {
		this.listeners.addIfAbsent(listener);
	}

	/**
	 * Add the listeners of another runner.
	 * @param others the listeners
	 */
	public void addAll(TaskListeners others) {
		this.listeners.addAllAbsent(others.listeners);
	}

	/**
	 * Return whether there is nobody to tell.
	 * @return whether there is no listener
	 */
	public boolean isEmpty() {
		return this.listeners.isEmpty();
	}

	@Override
	public void stateChanged(TaskStateChange change) {
		forEach((listener) -> listener.stateChanged(change));
	}

	@Override
	public void progressed(String name, String key, TaskProgress progress) {
		forEach((listener) -> listener.progressed(name, key, progress));
	}

	@Override
	public void statusChanged(RunnerStatus status) {
		forEach((listener) -> listener.statusChanged(status));
	}

	@Override
	public void waited(String group, Duration waited, boolean done) {
		forEach((listener) -> listener.waited(group, waited, done));
	}

	// others are to hear of it all the same, and whoever waited for a task gets its value
	private void forEach(Consumer<TaskListener> action) {
		for (TaskListener listener : this.listeners) {
			this.log.call("Task listener", listener, () -> action.accept(listener));
		}
	}

}
