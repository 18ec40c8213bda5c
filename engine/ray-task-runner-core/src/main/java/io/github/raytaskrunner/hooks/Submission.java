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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.propagation.PropagatedContext;
import io.github.raytaskrunner.propagation.TaskSubmission;

/**
 * A submission as its interceptors want it. For the submitting thread.
 */
public final class Submission implements TaskSubmission {

	private final String name;

	private final String key;

	private final HookLog log;

	private final List<PropagatedContext> contexts = new ArrayList<>(0);

	private final List<Consumer<TaskState>> whenEnded = new ArrayList<>(0);

	private final List<Consumer<Throwable>> whenRefused = new ArrayList<>(0);

	/**
	 * Create a new submission.
	 * @param log told what callbacks throw
	 */
	Submission(String name, String key, HookLog log) {
		this.name = name;
		this.key = key;
		this.log = log;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public void propagate(PropagatedContext context) {
		this.contexts.add(context);
	}

	@Override
	public void whenEnded(Consumer<TaskState> callback) {
		this.whenEnded.add(callback);
	}

	@Override
	public void whenRefused(Consumer<Throwable> callback) {
		this.whenRefused.add(callback);
	}

	/**
	 * Return what goes with the task.
	 * @return the contexts in the order of the interceptors
	 */
	public List<PropagatedContext> contexts() {
		return this.contexts;
	}

	/**
	 * Tell when the task, which is accepted, has ended.
	 * @param end completes with its final state
	 * @param executor calls back
	 */
	public void accepted(CompletableFuture<TaskState> end, Executor executor) {
		if (!this.whenEnded.isEmpty()) {
			end.thenAcceptAsync((state) -> callEach(this.whenEnded, state), executor);
		}
	}

	/**
	 * Tell that the task is not accepted, or not all of its items are. Nobody is told any
	 * more when those that are have ended: they have not yet.
	 * @param reason why
	 */
	public void refused(Throwable reason) {
		this.whenEnded.clear();
		callEach(this.whenRefused, reason);
	}

	private <T> void callEach(List<Consumer<T>> callbacks, T argument) {
		callbacks.forEach(
				(callback) -> this.log.call("Callback of an interceptor", callback, () -> callback.accept(argument)));
	}

}
