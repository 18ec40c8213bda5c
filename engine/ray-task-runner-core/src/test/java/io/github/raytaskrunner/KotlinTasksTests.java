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
import java.util.Arrays;

import io.github.raytaskrunner.backend.embedded.EmbeddedBackend;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import kotlin.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that Kotlin's compiler takes lambdas for what they look like.
 */
class KotlinTasksTests {

	private DefaultRayTaskRunner runner;

	private KotlinTasks tasks;

	@BeforeEach
	void start() {
		ClassLoader classLoader = getClass().getClassLoader();
		TaskSerializer serializer = new TaskSerializer(classLoader, (captured) -> null);
		this.runner = new DefaultRayTaskRunner(new RunnerSettings(1024 * 1024, Duration.ofSeconds(10)),
				() -> new EmbeddedBackend(serializer, 2, classLoader), serializer);
		this.runner.start();
		this.tasks = new KotlinTasks(this.runner);
	}

	@AfterEach
	void stop() {
		this.runner.stop();
	}

	@Test
	void lambdaWithAValueHasIt() {
		assertThat(this.tasks.value()).isEqualTo(2);
		assertThat(this.tasks.text().result()).isEqualTo("the answer is 42");
		assertThat(this.tasks.dependent()).isEqualTo(2);
	}

	@Test
	void lambdaIsNamedByTheFunctionItStandsIn() {
		assertThat(this.tasks.text().name()).isEqualTo("KotlinTasks.text");
	}

	@Test
	void nullAndUnitAreValues() {
		assertThat(this.tasks.nothing()).isNull();
		this.tasks.unit();
		assertThat(this.tasks.mapToNothing()).isEqualTo(Arrays.asList(null, null));
		assertThat(this.tasks.mapToUnit()).containsExactly(Unit.INSTANCE, Unit.INSTANCE);
	}

	@Test
	void taskWithoutAValueRuns() {
		int before = KotlinTasksKt.getTouched().get();
		assertThat(this.tasks.withoutValue()).isNull();
		assertThat(this.tasks.withoutValueByReference()).isNull();
		assertThat(KotlinTasksKt.getTouched().get() - before).isEqualTo(2);
	}

	@Test
	void referencesAreTasks() {
		assertThat(this.tasks.reference()).isEqualTo(42);
		assertThat(this.tasks.boundReference("four")).isEqualTo(4);
		assertThat(this.tasks.callable(() -> 5)).isEqualTo(5);
	}

	@Test
	void mappedLambdasHaveTheirValues() {
		assertThat(this.tasks.map()).containsExactly(2, 3, 4);
		assertThat(this.tasks.mapWithoutType()).containsExactly(2, 3, 4);
		assertThat(this.tasks.mapArray()).containsExactly(1, 2);
		assertThat(this.tasks.mapReference()).containsExactly(1, 2);
		assertThat(this.tasks.mapPairs()).containsExactly(10, 20);
		assertThat(this.tasks.mapAsCompleted()).isEqualTo(9);
	}

	@Test
	void optionsAreSetByALambdaAndKept() {
		assertThat(this.tasks.options()).isEqualTo("kotlin");
		assertThat(this.tasks.keptOptions()).isEqualTo("kept");
	}

	@Test
	void waitIsNotThatOfObject() {
		assertThat(this.tasks.await()).isEqualTo(new TaskState.Completed());
	}

}
