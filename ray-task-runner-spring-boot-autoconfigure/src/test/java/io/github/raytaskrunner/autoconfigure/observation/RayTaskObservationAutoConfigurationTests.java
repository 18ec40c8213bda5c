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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.observation.DefaultRayTaskObservationConvention;
import io.github.raytaskrunner.observation.DefaultRayTaskRunObservationConvention;
import io.github.raytaskrunner.observation.RayTaskSenderContext;
import io.github.raytaskrunner.observation.TaskObservations;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RayTaskObservationAutoConfiguration}.
 */
class RayTaskObservationAutoConfigurationTests {

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
		.withPropertyValues("ray.address=embedded", "ray.init.num-cpus=1")
		.withConfiguration(
				AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class, RayTaskObservationAutoConfiguration.class));

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ApplicationContextRunner contextRunner = this.withoutRegistry.withBean("observationRegistry",
			ObservationRegistry.class, () -> this.registry);

	private void whenObserved(Consumer<TestObservationRegistryAssert> assertion) {
		Awaitility.await()
			.untilAsserted(() -> assertion.accept(TestObservationRegistryAssert.assertThat(this.registry)));
	}

	@Test
	void taskAndItsRunAreObserved() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			Observation.createNotStarted("request", this.registry)
				.observe(
						() -> runner.with((options) -> options.name("total").key("total-1")).submit(() -> 42).result());
			whenObserved((registry) -> {
				registry.hasObservationWithNameEqualTo("ray.task")
					.that()
					.hasBeenStopped()
					.doesNotHaveError()
					.hasContextualNameEqualTo("task total")
					.hasParentObservationContextSatisfying(
							(parent) -> assertThat(parent.getName()).isEqualTo("request"))
					.hasLowCardinalityKeyValue("ray.task.name", "total")
					.hasLowCardinalityKeyValue("ray.task.state", "completed")
					.hasHighCardinalityKeyValue("ray.task.key", "total-1");
				registry.hasObservationWithNameEqualTo("ray.task.run")
					.that()
					.hasBeenStopped()
					.doesNotHaveError()
					.hasContextualNameEqualTo("run total")
					.hasLowCardinalityKeyValue("ray.task.name", "total")
					.hasHighCardinalityKeyValue("ray.task.key", "total-1")
					.hasHighCardinalityKeyValue("ray.task.attempt", "1");
			});
		});
	}

	@Test
	void failureIsThatOfBothObservations() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			runner.submit(() -> {
				throw new IllegalStateException("broken");
			}).await();
			whenObserved((registry) -> {
				registry.hasObservationWithNameEqualTo("ray.task")
					.that()
					.hasBeenStopped()
					.hasLowCardinalityKeyValue("ray.task.state", "failed")
					.thenError()
					.hasMessage("broken");
				registry.hasObservationWithNameEqualTo("ray.task.run")
					.that()
					.hasBeenStopped()
					.thenError()
					.hasMessage("broken");
			});
		});
	}

	@Test
	void taskThatIsNotAcceptedIsRefused() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			Thread thread = Thread.currentThread();
			assertThatExceptionOfType(TaskSerializationException.class)
				.isThrownBy(() -> runner.submit(() -> thread.getName()));
			whenObserved((registry) -> registry.hasSingleObservationThat()
				.hasBeenStopped()
				.hasError()
				.hasLowCardinalityKeyValue("ray.task.state", "refused"));
		});
	}

	@Test
	void mapIsObservedAsAWhole() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			runner.with((options) -> options.name("half")).map((item) -> 6 / item, List.of(1, 0, 3)).await();
			whenObserved((registry) -> registry.hasNumberOfObservationsWithNameEqualTo("ray.task", 1)
				.hasObservationWithNameEqualTo("ray.task")
				.that()
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("ray.task.name", "half")
				.hasLowCardinalityKeyValue("ray.task.state", "failed")
				.hasError());
			this.registry.clear();
			runner.with((options) -> options.name("half")).map((item) -> 6 / item, List.of(1, 2, 3)).await();
			whenObserved((registry) -> registry.hasNumberOfObservationsWithNameEqualTo("ray.task", 1)
				.hasObservationWithNameEqualTo("ray.task")
				.that()
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("ray.task.state", "completed"));
			whenObserved((registry) -> registry.forAllObservationsWithNameEqualTo("ray.task.run",
					(run) -> run.hasLowCardinalityKeyValue("ray.task.name", "half")));
		});
	}

	@Test
	void taskOfATaskIsAChildOfItsRun() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			runner.with((options) -> options.name("outer"))
				.submit(() -> runner.with((options) -> options.name("inner")).submit(() -> 42).result())
				.result();
			whenObserved((registry) -> registry
				.hasAnObservation((observation) -> observation.hasContextualNameEqualTo("task inner")
					.hasParentObservationContextSatisfying(
							(parent) -> assertThat(((Observation.ContextView) parent).getContextualName())
								.isEqualTo("run outer"))));
		});
	}

	@Test
	void callbacksBelongToWhatWasObservedWhereTheyWereAdded() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			Observation request = Observation.start("request", this.registry);
			RayTaskFuture<?> blocker = runner.submit(() -> {
				Thread.sleep(Long.MAX_VALUE);
				return 1;
			});
			CompletableFuture<?> observed = request.scoped(() -> runner.submit(() -> 42)
				.toCompletableFuture()
				.thenApply((value) -> this.registry.getCurrentObservation()));
			CompletableFuture<Integer> future = runner.submit(() -> 43).toCompletableFuture();
			CompletableFuture<?> unobserved = future.thenApply((value) -> this.registry.getCurrentObservation());
			blocker.cancel();
			assertThat(observed.join()).isSameAs(request);
			assertThat(request.scoped(future::join)).isEqualTo(43);
			assertThat(unobserved.join()).isNotSameAs(request);
		});
	}

	@Test
	void conventionsOfTheUserWin() {
		this.contextRunner.withBean(DefaultRayTaskObservationConvention.class, NamelessTasks::new)
			.withBean(DefaultRayTaskRunObservationConvention.class, NamelessRuns::new)
			.run((context) -> {
				context.getBean(RayTaskRunner.class).submit(() -> 42).result();
				whenObserved((registry) -> {
					registry.hasObservationWithNameEqualTo("tasks")
						.that()
						.hasBeenStopped()
						.doesNotHaveLowCardinalityKeyValueWithKey("ray.task.name");
					registry.hasObservationWithNameEqualTo("runs").that().hasBeenStopped();
				});
			});
	}

	@Test
	void tasksAreObservedWhereBeansDoNotTravel() {
		this.contextRunner.withPropertyValues("ray.beans.enabled=false").run((context) -> {
			context.getBean(RayTaskRunner.class).submit(() -> 42).result();
			whenObserved((registry) -> registry.hasObservationWithNameEqualTo("ray.task").that().hasBeenStopped());
			whenObserved((registry) -> registry.hasObservationWithNameEqualTo("ray.task.run").that().hasBeenStopped());
		});
	}

	@Test
	void runsCanBeSwitchedOff() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
			.withPropertyValues("management.observations.enable.ray.task.run=false")
			.run((context) -> {
				context.getBean(RayTaskRunner.class).submit(() -> 42).result();
				whenObserved(
						(registry) -> registry.hasSingleObservationThat().hasNameEqualTo("ray.task").hasBeenStopped());
			});
	}

	@Test
	void runnersWithEqualPropertiesRemainEqual() {
		this.contextRunner.run((context) -> {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			try (RayTaskRunner duplicate = runner.duplicate()) {
				assertThat(duplicate).isEqualTo(runner);
			}
		});
	}

	@Test
	void backsOffIfThereIsNoRegistry() {
		this.withoutRegistry.run((context) -> assertThat(context).hasSingleBean(RayTaskRunner.class)
			.doesNotHaveBean(TaskObservations.class));
	}

	@Test
	void backsOffIfMicrometerIsMissing() {
		this.withoutRegistry.withClassLoader(new FilteredClassLoader("io.micrometer")).run((context) -> {
			assertThat(context).doesNotHaveBean(RayTaskObservationAutoConfiguration.class);
			assertThat(context.getBean(RayTaskRunner.class).submit(() -> 42).result()).isEqualTo(42);
		});
	}

	private static final class NamelessTasks extends DefaultRayTaskObservationConvention {

		@Override
		public String getName() {
			return "tasks";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(RayTaskSenderContext context) {
			return KeyValues.empty();
		}

	}

	private static final class NamelessRuns extends DefaultRayTaskRunObservationConvention {

		@Override
		public String getName() {
			return "runs";
		}

	}

}
