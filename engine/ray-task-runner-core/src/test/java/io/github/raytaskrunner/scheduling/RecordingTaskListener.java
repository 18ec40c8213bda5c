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

package io.github.raytaskrunner.scheduling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskState;

/**
 * Remembers what it was told.
 */
class RecordingTaskListener implements TaskListener {

	private final List<String> events = new ArrayList<>();

	private final List<TaskState> states = new ArrayList<>();

	@Override
	public synchronized void submitted(String name) {
		this.events.add("submitted");
	}

	@Override
	public synchronized void started(String name) {
		this.events.add("started");
	}

	@Override
	public synchronized void retried(String name) {
		this.events.add("retried");
	}

	@Override
	public synchronized void finished(String name, TaskState state, Duration queued, Duration ran) {
		this.events.add("finished");
		this.states.add(state);
	}

	@Override
	public synchronized void waited(String name, Duration waited, boolean done) {
		this.events.add(done ? "waited" : "waited in vain");
	}

	synchronized List<String> events() {
		return List.copyOf(this.events);
	}

	synchronized long count(String event) {
		return this.events.stream().filter(event::equals).count();
	}

	synchronized Map<Class<?>, Long> states() {
		return this.states.stream().collect(Collectors.groupingBy(Object::getClass, Collectors.counting()));
	}

}
