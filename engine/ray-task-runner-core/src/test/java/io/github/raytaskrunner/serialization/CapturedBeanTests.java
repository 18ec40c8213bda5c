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

package io.github.raytaskrunner.serialization;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.execution.AttemptExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TaskSerializer}: beans that a task captured, on the way from an
 * application to a worker.
 */
class CapturedBeanTests {

	private final Pricing inApplication = new Pricing(1);

	private final Pricing onWorker = new Pricing(100);

	private final TaskSerializer application = serializer(Map.of("pricing", this.inApplication));

	private final TaskSerializer worker = serializer(Map.of("pricing", this.onWorker));

	private static TaskSerializer serializer(Map<String, Object> beans) {
		return new TaskSerializer(CapturedBeanTests.class.getClassLoader(),
				(captured) -> (captured instanceof Pricing) ? "it is no bean" : null, new NamedBeans(beans));
	}

	private AttemptResult run(RayCallable<?> task, TaskSerializer where) {
		byte[] bytes = this.application.serialize(task, "task").bytes();
		return new AttemptExecutor(where).execute(new Attempt(1, "task", "key", 1, bytes, List.of()), Map.of(),
				NoRunner::get, (progressed) -> {
				});
	}

	private @Nullable Object valueOf(RayCallable<?> task) {
		AttemptResult result = run(task, this.worker);
		assertThat(result.failed()).isFalse();
		return this.application.readValue(result.value());
	}

	@Test
	void beanIsThatOfTheWorker() {
		Pricing pricing = this.inApplication;
		assertThat(valueOf(() -> pricing.factor)).isEqualTo(100);
	}

	@Test
	void beanIsFoundWithinOthersAndIsOneObject() {
		List<Object> holders = List.of(new Object[] { this.inApplication }, Map.of("key", this.inApplication));
		assertThat(valueOf(() -> ((Object[]) holders.get(0))[0] == ((Map<?, ?>) holders.get(1)).get("key")))
			.isEqualTo(true);
	}

	@Test
	void lambdaWithinABeanRunsInThatOfTheWorker() {
		assertThat(valueOf(this.inApplication.task())).isEqualTo(100);
	}

	@Test
	void beanOfAClassThatCannotTravelIsNoHindrance() {
		Supplier<Integer> local = new Local(7);
		TaskSerializer here = serializer(Map.of("local", local));
		RayCallable<Integer> task = local::get;
		byte[] bytes = here.serialize(task, "task").bytes();
		AttemptResult result = new AttemptExecutor(here).execute(new Attempt(1, "task", "key", 1, bytes, List.of()),
				Map.of(), NoRunner::get, (progressed) -> {
				});
		assertThat(here.readValue(result.value())).isEqualTo(7);
	}

	@Test
	void beanInAValueIsThatOfTheApplication() {
		Pricing pricing = this.inApplication;
		assertThat(valueOf(() -> List.of(pricing))).isEqualTo(List.of(this.inApplication));
	}

	@Test
	void taskFailsWhereItsBeanCannotBeHad() {
		Pricing pricing = this.inApplication;
		AttemptResult result = run(() -> pricing.factor, serializer(Map.of()));
		assertThat(result.failed()).isTrue();
		assertThat(this.application.readFailure(result.value())).isInstanceOf(TaskSerializationException.class)
			.hasMessage("The task captured the Spring bean 'pricing', which cannot be had here: there is none");
	}

	@Test
	void taskFailsInAProcessWithoutBeans() {
		Pricing pricing = this.inApplication;
		AttemptResult result = run(() -> pricing.factor,
				new TaskSerializer(getClass().getClassLoader(), (captured) -> null));
		assertThat(this.application.readFailure(result.value())).hasMessageContaining("this process has no beans");
	}

	static final class Pricing {

		private final ReentrantLock lock = new ReentrantLock();

		private final int factor;

		Pricing(int factor) {
			this.factor = factor;
		}

		RayCallable<Integer> task() {
			return () -> {
				this.lock.lock();
				return this.factor;
			};
		}

	}

	private record Local(int number) implements Supplier<Integer> {

		@Override
		public Integer get() {
			return this.number;
		}

		private Object writeReplace() {
			throw new IllegalStateException("cannot travel");
		}

	}

	private record NamedBeans(Map<String, Object> beans) implements TaskBeans {

		@Override
		public @Nullable BeanReference referenceTo(Object captured) {
			return this.beans.entrySet()
				.stream()
				.filter((bean) -> bean.getValue() == captured)
				.findAny()
				.map((bean) -> new BeanReference(bean.getKey(), false))
				.orElse(null);
		}

		@Override
		public Object resolve(BeanReference reference) {
			Object bean = this.beans.get(reference.name());
			if (bean == null) {
				throw reference.unavailable("there is none", null);
			}
			return bean;
		}

	}

}
