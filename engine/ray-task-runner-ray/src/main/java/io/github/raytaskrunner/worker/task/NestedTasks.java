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

package io.github.raytaskrunner.worker.task;

import java.time.Duration;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.attempt.RateLimit;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.worker.TaskHandler.LossySink;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application of the tasks that tasks of this process submitted, for its
 * listeners.
 */
final class NestedTasks implements TaskListener {

	/**
	 * States on the way leave room for final ones.
	 */
	private static final int MAX_ON_THE_WAY_PER_SECOND = 1000;

	/**
	 * Leaves room for states.
	 */
	private static final int MAX_PROGRESS_PER_SECOND = 500;

	private static final Duration TELL_LIMIT = Duration.ofMillis(200);

	/**
	 * As many as are told at all, so that no others are written in vain.
	 */
	private static final int MAX_FINALS_PER_SECOND = 2000;

	private final RateLimit finals = new RateLimit(MAX_FINALS_PER_SECOND, Long.MAX_VALUE);

	private final RateLimit onTheWay = new RateLimit(MAX_ON_THE_WAY_PER_SECOND, Long.MAX_VALUE);

	private final RateLimit progress = new RateLimit(MAX_PROGRESS_PER_SECOND, Long.MAX_VALUE);

	private final TaskSerializer serializer;

	private volatile @Nullable LossySink<byte[]> application;

	/**
	 * The runner, if the task of now has had it.
	 */
	private volatile @Nullable ObservableRayTaskRunner used;

	NestedTasks(TaskSerializer serializer) {
		this.serializer = serializer;
	}

	/**
	 * Note where the application is told.
	 * @param application told of each change
	 */
	void begin(LossySink<byte[]> application) {
		this.application = application;
	}

	/**
	 * Note that a task is given the runner of this process.
	 * @param runner the runner, which tells this of its tasks
	 */
	void use(ObservableRayTaskRunner runner) {
		this.used = runner;
	}

	/**
	 * See to it that what has happened so far is told, before the task ends that may have
	 * waited for it.
	 */
	void tell() {
		ObservableRayTaskRunner runner = this.used;
		if (runner != null) {
			this.used = null;
			try {
				runner.awaitListeners(TELL_LIMIT);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	// by one thread of the runner
	@Override
	public void stateChanged(TaskStateChange change) {
		LossySink<byte[]> application = this.application;
		if (application == null) {
			return;
		}
		RateLimit limit = change.state().isFinal() ? this.finals : this.onTheWay;
		if (limit.admits(0, System.nanoTime())) {
			application.tell(this.serializer.writeStateChange(change));
		}
		else {
			application.leftOut(1);
		}
	}

	// by the same thread; of what is left out nothing is said, as most is anyway
	@Override
	public void progressed(String name, String key, TaskProgress progress) {
		LossySink<byte[]> application = this.application;
		if (application != null && this.progress.admits(0, System.nanoTime())) {
			application.tell(this.serializer.writeProgress(name, key, progress));
		}
	}

	/**
	 * Pass on what was told of tasks that tasks of this process submitted, and which
	 * submitted tasks themselves.
	 * @param changes what was told
	 */
	void passOn(NestedChanges changes) {
		LossySink<byte[]> application = this.application;
		if (application != null) {
			changes.changes().forEach(application::tell);
			application.leftOut(changes.leftOut());
		}
	}

}
