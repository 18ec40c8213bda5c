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

package io.github.raytaskrunner.backend.embedded;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.serialization.TaskSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Base class of tests of {@link EmbeddedBackend}, with one that has a single thread.
 */
abstract class EmbeddedTests {

	private final ClassLoader classLoader = new URLClassLoader(new URL[0], getClass().getClassLoader());

	final TaskSerializer serializer = new TaskSerializer(this.classLoader, (captured) -> null);

	final EmbeddedBackend backend = new EmbeddedBackend(this.serializer, 1, this.classLoader);

	final Reports reports = new Reports();

	@BeforeEach
	void start() {
		BackendInfo info = this.backend.start(mock(RayTaskRunner.class), new byte[0], this.reports);
		assertThat(info).isEqualTo(new BackendInfo("embedded", "embedded, 1 thread (no Ray)", 1, 1, null));
	}

	@AfterEach
	void stop() {
		this.backend.stop(Duration.ofSeconds(10));
	}

	final byte[] serialize(RayCallable<?> task) {
		return this.serializer.serialize(task, "task").bytes();
	}

	final void run(long id, RayCallable<?> task) {
		run(TestAttempts.of(id, serialize(task)));
	}

	final void run(Attempt attempt) {
		this.backend.run(new Call("test", Resources.DEFAULT, List.of(attempt)));
	}

}
