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

package io.github.raytaskrunner.scripted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Remembers what it was told, and whether it was told all of it.
 */
public class RecordingTaskListener implements TaskListener {

	private final List<String> events = new ArrayList<>();

	private final List<TaskStateChange> changes = new ArrayList<>();

	private final Map<String, TaskState> unfinished = new HashMap<>();

	private final List<String> gaps = new ArrayList<>();

	@Override
	public synchronized void stateChanged(TaskStateChange change) {
		this.changes.add(change);
		event(change);
		TaskState last = change.state().isFinal() ? this.unfinished.remove(change.key())
				: this.unfinished.put(change.key(), change.state());
		if (!Objects.equals(last, change.previous()) || change.state().equals(last)) {
			this.gaps.add(change + ", before it was " + change.previous() + ", what was told is " + last);
		}
	}

	private void event(TaskStateChange change) {
		if (change.previous() == null) {
			this.events.add("submitted");
		}
		else if (change.state().isRunning()) {
			this.events.add("started");
		}
		else if (change.state() instanceof TaskState.AwaitingRetry) {
			this.events.add("retried");
		}
		else if (change.state().isFinal()) {
			this.events.add("finished");
		}
	}

	@Override
	public synchronized void waited(String name, Duration waited, boolean done) {
		this.events.add(done ? "waited" : "waited in vain");
	}

	public synchronized List<String> events() {
		return List.copyOf(this.events);
	}

	public synchronized long count(String event) {
		return this.events.stream().filter(event::equals).count();
	}

	public synchronized Map<Class<?>, Long> states() {
		return this.changes.stream()
			.map(TaskStateChange::state)
			.filter(TaskState::isFinal)
			.collect(Collectors.groupingBy(Object::getClass, Collectors.counting()));
	}

	/**
	 * Return what was told of one task.
	 * @param key key of the task
	 * @return each state with the number of the attempt
	 */
	public synchronized List<String> changesOf(String key) {
		return this.changes.stream()
			.filter((change) -> change.key().equals(key))
			.map((change) -> change.state().label() + " " + change.attempt())
			.toList();
	}

	public synchronized List<TaskStateChange> changes() {
		return List.copyOf(this.changes);
	}

	/**
	 * Assert that each state of each task was told in order, and once.
	 */
	public synchronized void assertNoGaps() {
		assertThat(this.gaps).isEmpty();
	}

}
