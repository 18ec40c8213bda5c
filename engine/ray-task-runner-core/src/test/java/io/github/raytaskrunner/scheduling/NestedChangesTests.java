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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskProgress;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.scripted.ScriptedBackend;
import io.github.raytaskrunner.scripted.ScriptedRunnerTests;
import io.github.raytaskrunner.serialization.TaskChange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what listeners hear of tasks that tasks submitted in another process.
 */
@ExtendWith(OutputCaptureExtension.class)
class NestedChangesTests extends ScriptedRunnerTests {

	@BeforeEach
	void start() {
		this.runner.start();
	}

	private void tell(long leftOut, byte[]... changes) {
		this.backend.listener().nestedChanged(new NestedChanges(List.of(changes), leftOut));
	}

	private static byte[] completed(String key) {
		return ScriptedBackend.SERIALIZER.writeStateChange(new TaskChange("inner", "inner", key, "outer-1", 1, null,
				new TaskState.Completed(), Instant.EPOCH, Duration.ZERO, Duration.ZERO));
	}

	private void assertHeard(String key) {
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(this.listener.changesOf(key)).containsExactly("completed 1"));
	}

	@Test
	void eachChangeIsHeard() {
		tell(0, completed("inner-1"), completed("inner-2"));
		assertHeard("inner-1");
		assertHeard("inner-2");
	}

	@Test
	void progressIsHeardBeforeTheEnd() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.runner.addListener(new TaskListener() {

			@Override
			public void progressed(String name, String key, TaskProgress progress) {
				heard.add(name + " " + key + " " + progress);
			}

			@Override
			public void stateChanged(TaskStateChange change) {
				heard.add(change.state().label());
			}

		});
		TaskProgress progress = new TaskProgress(3, 4, "größer");
		tell(0, ScriptedBackend.SERIALIZER.writeProgress("inner", "inner-1", progress), completed("inner-1"));
		Awaitility.await().atMost(LIMIT).until(() -> heard.size() == 2);
		assertThat(heard).containsExactly("inner inner-1 " + progress, "completed");
	}

	@Test
	void changeThatCannotBeReadIsLoggedAndHarmsNoOther(CapturedOutput output) {
		tell(0, new byte[] { 1 }, completed("inner-1"));
		assertHeard("inner-1");
		assertThat(output).contains("What happened to a task that a task submitted cannot be read");
	}

	@Test
	void thatChangesWereLeftOutIsLogged(CapturedOutput output) {
		tell(7);
		tell(3);
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(output).contains("10 changes of tasks that tasks submitted were left out"));
	}

}
