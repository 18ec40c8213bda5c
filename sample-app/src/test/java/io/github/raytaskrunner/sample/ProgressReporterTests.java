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

package io.github.raytaskrunner.sample;

import io.github.raytaskrunner.TaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ProgressReporterTests {

	private final TaskState completed = new TaskState.Completed();

	@Test
	void logsEachTenthOnce(CapturedOutput output) {
		try (ProgressReporter progress = new ProgressReporter(1000)) {
			for (int day = 0; day < 1000; day++) {
				progress.blockDone(new DayBlock(day, day + 1), this.completed);
			}
		}
		assertThat(output.toString().lines()).hasSize(10);
		assertThat(output).contains("50 % (500 of 1000 windows)").contains("100 % (1000 of 1000 windows)");
	}

	@Test
	void logsALargeStepOnce(CapturedOutput output) {
		try (ProgressReporter progress = new ProgressReporter(10)) {
			progress.blockDone(new DayBlock(0, 7), this.completed);
		}
		assertThat(output.toString().lines()).singleElement().asString().endsWith("70 % (7 of 10 windows)");
	}

	@Test
	void doesNotCountWhatDidNotComplete(CapturedOutput output) {
		try (ProgressReporter progress = new ProgressReporter(10)) {
			progress.blockDone(new DayBlock(0, 10), new TaskState.Crashed("killed"));
		}
		assertThat(output).isEmpty();
	}

	@Test
	void isSilentOnceClosed(CapturedOutput output) {
		ProgressReporter progress = new ProgressReporter(10);
		progress.close();
		progress.blockDone(new DayBlock(0, 10), this.completed);
		assertThat(output).isEmpty();
	}

}
