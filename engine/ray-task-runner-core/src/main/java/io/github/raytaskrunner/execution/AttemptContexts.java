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

package io.github.raytaskrunner.execution;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent.Progressed;
import io.github.raytaskrunner.serialization.Baggage;

/**
 * The contexts of what an attempt runs: a task, or items of a group.
 *
 * @param attempt the attempt
 * @param baggage what came with its task
 * @param runner gives the runner for tasks of the task
 * @param progress told how far it is
 */
record AttemptContexts(Attempt attempt, Baggage baggage, Supplier<RayTaskRunner> runner,
		Consumer<Progressed> progress) {

	TaskContext ofTask() {
		return ofItem(this.attempt.name(), this.attempt.key(), 0);
	}

	/**
	 * Return the context of an item.
	 * @param name name of the item
	 * @param key key of the item
	 * @param index index of the item among those of the attempt
	 */
	TaskContext ofItem(String name, String key, int index) {
		return new TaskContext(name, key, this.attempt.number(), this.baggage.submitter(), this.runner,
				(progress) -> this.progress.accept(new Progressed(this.attempt.id(), index, progress.done(),
						progress.total(), progress.message())));
	}

}
