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
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The new state of a task, and what else was known of the task at that time. Immutable.
 *
 * @see TaskListener#stateChanged(TaskStateChange)
 */
public interface TaskStateChange {

	/**
	 * Return the name that the task shares with those that do the same.
	 * @return the name of the {@code map} for an item, else that of the task
	 */
	String group();

	/**
	 * Return the name of the task.
	 * @return the name
	 */
	String name();

	/**
	 * Return the key of the task.
	 * @return the key, unique among the unfinished tasks of its runner
	 */
	String key();

	/**
	 * Return the key of the task that submitted this one.
	 * @return the key, or {@code null} if the application did
	 */
	default @Nullable String submitter() {
		return null;
	}

	/**
	 * Return the number of the current or last attempt. Attempts that crashed count as
	 * well.
	 * @return the number, counted from 1, or zero if there was none so far
	 */
	int attempt();

	/**
	 * Return the previous state.
	 * @return the state that the task had, or {@code null} if it was just submitted
	 */
	@Nullable TaskState previous();

	/**
	 * Return the state.
	 * @return the state that the task has from now on
	 */
	TaskState state();

	/**
	 * Return when the task entered the state.
	 * @return the time, by the clock of the application or, for a task that a task
	 * submitted, of the process where that happened
	 */
	Instant time();

	/**
	 * Return how long the task waited for upstream tasks and for a slot before its first
	 * attempt.
	 * @return the time from its submission to the start of that attempt, or until now if
	 * there was none
	 */
	Duration queued();

	/**
	 * Return how long the last attempt ran.
	 * @return the time from its start to its end, or until now if it runs; zero if there
	 * was none
	 */
	Duration ran();

}
