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

package io.github.raytaskrunner.autoconfigure.observation;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Tests of what the observations of runs tell of failures around the task's own code.
 */
class FailedRunsTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("ray.address=embedded", "ray.init.num-cpus=1")
		.withConfiguration(
				AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class, RayTaskObservationAutoConfiguration.class))
		.withBean("observationRegistry", ObservationRegistry.class, () -> this.registry);

	private void whenObserved(Consumer<TestObservationRegistryAssert> assertion) {
		Awaitility.await()
			.untilAsserted(() -> assertion.accept(TestObservationRegistryAssert.assertThat(this.registry)));
	}

	@Test
	void taskThatCannotBeReadFailsInItsRun() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			OfOneThread captured = new OfOneThread(Thread.currentThread().getName());
			runner.submit(() -> captured.thread()).await();
			whenObserved((registry) -> hasFailedRun(registry, "of another thread"));
		});
	}

	@Test
	void itemThatCannotBeReadFailsInItsRun() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			OfOneThread item = new OfOneThread(Thread.currentThread().getName());
			runner.map(OfOneThread::thread, List.of(item)).await();
			whenObserved((registry) -> hasFailedRun(registry, "of another thread"));
		});
	}

	@Test
	void valueThatCannotTravelFailsInItsRun() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			runner.with((options) -> options.name("threads")).submit(Thread::currentThread).await();
			whenObserved((registry) -> hasFailedRun(registry, "The value of task 'threads'"));
		});
	}

	private static void hasFailedRun(TestObservationRegistryAssert registry, String message) {
		registry.hasObservationWithNameEqualTo("ray.task.run")
			.that()
			.hasBeenStopped()
			.thenError()
			.hasMessageContaining(message);
	}

	@Test
	void taskThatIsEndedAtItsTimeLimitFailsInItsRun() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			runner.with((options) -> options.timeLimit(Duration.ofMillis(50)))
				.execute(() -> Thread.sleep(60_000))
				.await();
			whenObserved((registry) -> {
				registry.hasObservationWithNameEqualTo("ray.task")
					.that()
					.hasBeenStopped()
					.hasLowCardinalityKeyValue("ray.task.state", "timed_out");
				registry.hasObservationWithNameEqualTo("ray.task.run")
					.that()
					.hasBeenStopped()
					.thenError()
					.isInstanceOf(InterruptedException.class);
			});
		});
	}

	/**
	 * What only the thread can read that wrote it.
	 */
	private record OfOneThread(String thread) {

		private OfOneThread {
			if (!thread.equals(Thread.currentThread().getName())) {
				throw new IllegalStateException("It is of another thread");
			}
		}

	}

}
