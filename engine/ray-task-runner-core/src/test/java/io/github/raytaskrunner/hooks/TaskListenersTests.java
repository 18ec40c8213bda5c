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
import java.util.ArrayList;
import java.util.List;

import io.github.raytaskrunner.TaskListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TaskListeners}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TaskListenersTests {

	private final TaskListeners listeners = new TaskListeners();

	@Test
	void failuresAreLoggedOnceWithTheirTraceAndThenAsAFewLines(CapturedOutput output) {
		this.listeners.add(new TaskListener() {

			@Override
			public void waited(String name, Duration waited, boolean done) {
				throw new IllegalStateException("broken");
			}

		});
		for (int i = 0; i < 1000; i++) {
			this.listeners.waited("task", Duration.ZERO, true);
		}
		assertThat(output.toString().lines().filter((line) -> line.contains("broken")))
			.hasSize(1 + LimitedLog.MAX_LINES);
		assertThat(output).containsOnlyOnce("at " + TaskListenersTests.class.getName() + "$1.waited(");
	}

	@Test
	void errorOfOneIsNoneOfTheOthers() {
		List<String> heard = new ArrayList<>();
		this.listeners.add(new TaskListener() {

			@Override
			public void waited(String name, Duration waited, boolean done) {
				throw new AssertionError("not expected");
			}

		});
		this.listeners.add(new TaskListener() {

			@Override
			public void waited(String name, Duration waited, boolean done) {
				heard.add(name);
			}

		});
		this.listeners.waited("task", Duration.ZERO, true);
		assertThat(heard).containsExactly("task");
	}

}
