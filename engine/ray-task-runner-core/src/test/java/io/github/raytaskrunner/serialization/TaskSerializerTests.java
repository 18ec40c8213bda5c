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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.execution.AttemptExecutor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link TaskSerializer}.
 */
class TaskSerializerTests extends SerializationTests {

	private static final AtomicInteger RUNS = new AtomicInteger();

	@Test
	void serializingDoesNotRunTheTask() {
		int before = RUNS.get();
		RayRunnable task = () -> RUNS.incrementAndGet();
		byte[] bytes = serialize(task).bytes();
		assertThat(RUNS).hasValue(before);
		AttemptResult result = new AttemptExecutor(this.serializer).execute(TestAttempts.of(1, bytes), Map.of(),
				NoRunner::get, (progress) -> {
				});
		assertThat(RUNS).hasValue(before + 1);
		assertThat(result.failed()).isFalse();
		assertThat(this.serializer.readValue(result.value())).isNull();
	}

	@Test
	void otherObjectsAreNoTasks() {
		Callable<String> callable = () -> "x";
		assertThatIllegalArgumentException().isThrownBy(() -> serialize(callable))
			.withMessageContaining("RayCallable or a RayRunnable");
	}

	@Test
	void nameIsThatOfTheMethodTheLambdaStandsIn() {
		RayCallable<String> here = () -> "x";
		assertThat(nameOf(here)).isEqualTo("TaskSerializerTests.nameIsThatOfTheMethodTheLambdaStandsIn");
		assertThat(nameOf(new Holder().inConstructor)).isEqualTo("TaskSerializerTests.Holder.new");
		assertThat(nameOf(Holder.IN_STATIC)).isEqualTo("TaskSerializerTests.Holder.static");
		assertThat(nameOf(Holder.nested())).isEqualTo("TaskSerializerTests.Holder.nested");
	}

	@Test
	void nameIsThatOfTheReferencedMethod() {
		RayCallable<String> reference = Holder::work;
		RayCallable<Holder> constructor = Holder::new;
		RayCallable<String> bound = "text"::trim;
		assertThat(nameOf(reference)).isEqualTo("TaskSerializerTests.Holder.work");
		assertThat(nameOf(constructor)).isEqualTo("TaskSerializerTests.Holder.new");
		assertThat(nameOf(bound)).isEqualTo("String.trim");
		assertThat(run(bound)).isEqualTo("text");
	}

	@Test
	void nameOfAReferenceToAnInterfaceOfTheJdkIsThatOfWhatImplementsIt() {
		List<Callable<String>> callables = List.of(new Work(), () -> "x");
		assertThat(callables.stream().map((callable) -> nameOf((RayCallable<String>) callable::call)))
			.containsExactly("TaskSerializerTests.Work", "TaskSerializerTests");
		List<String> list = List.of("x");
		assertThat(nameOf((RayCallable<Integer>) list::size)).isEqualTo("List.size");
	}

	@Test
	void nameOfAClassIsItsOwn() {
		assertThat(nameOf(new Job("x"))).isEqualTo("TaskSerializerTests.Job");
		assertThat(nameOf(anonymousTask("x"))).isEqualTo("SerializationTests.anonymousTask");
		assertThat(run(new Job("x"))).isEqualTo("job x");
	}

	private String nameOf(Object task) {
		return this.serializer.nameOf(task);
	}

	@Test
	void eightThreadsShareASerializer() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Object>> work = new ArrayList<>();
			for (int i = 0; i < 400; i++) {
				Order order = new Order("o-" + i, List.of(new Point(i, i)), Optional.of("note"));
				work.add(() -> List.of(order, travel(order)));
			}
			for (Future<Object> done : threads.invokeAll(work)) {
				List<?> pair = (List<?>) done.get();
				assertThat(pair.get(1)).isEqualTo(pair.get(0));
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void nothingIsPrinted() {
		PrintStream standardOutput = System.out;
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
		try {
			TaskSerializer fresh = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);
			List<Object> values = List.of(new Point(1, 2), new OldStyle("x"),
					new ArrayList<>(List.of(1)).subList(0, 1));
			RayCallable<List<Object>> task = () -> values;
			new AttemptExecutor(fresh).execute(TestAttempts.of(1, fresh.serialize(task, "task").bytes()), Map.of(),
					NoRunner::get, (progress) -> {
					});
		}
		finally {
			System.setOut(standardOutput);
		}
		assertThat(printed).hasToString("");
	}

	private static final class Work implements Callable<String> {

		@Override
		public String call() {
			return "work";
		}

	}

	static class Holder {

		static final RayCallable<String> IN_STATIC = () -> "static";

		final RayCallable<String> inConstructor = () -> "constructor";

		static String work() {
			return "work";
		}

		static RayCallable<String> nested() {
			Function<String, RayCallable<String>> function = (text) -> () -> text;
			return function.apply("x");
		}

	}

	record Job(String text) implements RayCallable<String> {

		@Override
		public String call() {
			return "job " + this.text;
		}

	}

}
