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

package io.github.raytaskrunner.propagation;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.backend.embedded.EmbeddedBackend;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of what goes with a task from its submitter to where it runs.
 */
class PropagationTests {

	private static final ThreadLocal<@Nullable String> USER = new ThreadLocal<>();

	/**
	 * What the contexts of a test were told, which travel.
	 */
	private static final BlockingQueue<String> EVENTS = new LinkedBlockingQueue<>();

	private @Nullable DefaultRayTaskRunner started;

	@BeforeEach
	void clear() {
		EVENTS.clear();
		MDC.clear();
	}

	@AfterEach
	void stop() {
		USER.remove();
		MDC.clear();
		if (this.started != null) {
			this.started.stop();
		}
	}

	private DefaultRayTaskRunner runner(TaskInterceptor... interceptors) {
		ClassLoader classLoader = getClass().getClassLoader();
		TaskSerializer serializer = new TaskSerializer(classLoader, (captured) -> null);
		RunnerSettings settings = new RunnerSettings(1024 * 1024, Duration.ofSeconds(10));
		for (TaskInterceptor interceptor : interceptors) {
			settings = settings.withInterceptor(interceptor);
		}
		DefaultRayTaskRunner runner = new DefaultRayTaskRunner(settings,
				() -> new EmbeddedBackend(serializer, 1, classLoader), serializer);
		runner.start();
		this.started = runner;
		return runner;
	}

	@Test
	void taskRunsWithWhatItsSubmitterHas() {
		DefaultRayTaskRunner runner = runner(new UserInterceptor());
		USER.set("Alice");
		assertThat(runner.submit(() -> USER.get()).result()).isEqualTo("Alice");
		runner.execute(() -> EVENTS.add("run by " + USER.get())).result();
		USER.remove();
		assertThat(runner.submit(() -> String.valueOf(USER.get())).result()).isEqualTo("null");
		assertThat(EVENTS).contains("run by Alice");
	}

	@Test
	void itemsRunWithWhatTheSubmitterOfTheMapHas() {
		DefaultRayTaskRunner runner = runner(new UserInterceptor());
		USER.set("Alice");
		List<Integer> items = IntStream.range(0, 1000).boxed().toList();
		assertThat(runner.map((item) -> USER.get() + item, items).result()).first().isEqualTo("Alice0");
		assertThat(runner.map((item) -> USER.get() + item, items).result()).last().isEqualTo("Alice999");
		assertThat(EVENTS.stream().filter((event) -> event.startsWith("begin"))).hasSizeBetween(2, 1999);
	}

	@Test
	void itemThatHoldsAFutureRunsWithItAsWell() {
		DefaultRayTaskRunner runner = runner(new UserInterceptor());
		USER.set("Alice");
		List<RayTaskFuture<Integer>> upstreams = List.of(runner.submit(() -> 1), runner.submit(() -> 2));
		assertThat(runner.map((upstream) -> USER.get() + upstream.result(), upstreams).result())
			.containsExactly("Alice1", "Alice2");
	}

	@Test
	void endIsToldWithTheStateOrTheReason() throws InterruptedException {
		DefaultRayTaskRunner runner = runner(new EndInterceptor());
		runner.with((options) -> options.name("good")).submit(() -> 1);
		assertThat(nextEvent()).isEqualTo("good completed");
		RayTaskFuture<?> failed = runner.with((options) -> options.name("bad")).submit(() -> {
			throw new IllegalStateException("broken");
		});
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(failed::result);
		assertThat(nextEvent()).isEqualTo("bad failed");
		runner.with((options) -> options.name("items")).map((item) -> item, List.of(1, 2, 3));
		assertThat(nextEvent()).isEqualTo("items completed");
		runner.with((options) -> options.name("divisions")).map((item) -> 1 / item, List.of(1, 0, 2)).await();
		assertThat(nextEvent()).isEqualTo("divisions failed");
		Thread thread = Thread.currentThread();
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> runner.with((options) -> options.name("refused")).submit(() -> thread.getName()));
		assertThat(nextEvent()).isEqualTo("refused TaskSerializationException");
		assertThat(EVENTS).isEmpty();
	}

	@Test
	void mapIsRefusedIfOneOfItsItemsIs() throws InterruptedException {
		DefaultRayTaskRunner runner = runner(new EndInterceptor());
		List<Object> items = List.of(1, 2, Thread.currentThread());
		RayTaskSubmitter submitter = runner.with((options) -> options.name("items"));
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> submitter.map((item) -> item, items));
		assertThat(nextEvent()).isEqualTo("items TaskSerializationException");
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> submitter.mapAsCompleted((item) -> item, items.iterator()).toList());
		assertThat(nextEvent()).isEqualTo("items TaskSerializationException");
		runner.with((options) -> options.name("last")).submit(() -> 1).await();
		assertThat(nextEvent()).isEqualTo("last completed");
		assertThat(EVENTS).isEmpty();
	}

	@Test
	void mapIsRefusedBeforeItsFirstItem() throws InterruptedException {
		DefaultRayTaskRunner runner = runner(new EndInterceptor());
		RayTaskSubmitter large = runner.with((options) -> options.name("large").numCpus(100));
		assertThatIllegalArgumentException().isThrownBy(() -> large.map((item) -> item, List.of(1)));
		assertThat(nextEvent()).isEqualTo("large IllegalArgumentException");
		RayTaskSubmitter alone = large.with((options) -> options.timeLimit(Duration.ofMinutes(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> alone.map((item) -> item, List.of(1)));
		assertThat(nextEvent()).isEqualTo("large IllegalArgumentException");
		assertThat(EVENTS).isEmpty();
	}

	@Test
	void streamThatIsClosedEndsWithTheItemsThatWereSubmitted() throws InterruptedException {
		DefaultRayTaskRunner runner = runner(new EndInterceptor());
		Iterator<Integer> endless = Stream.iterate(1, (item) -> item + 1).iterator();
		try (Stream<RayTaskFuture<Integer>> done = runner.with((options) -> options.name("endless"))
			.mapAsCompleted((item) -> item, endless)) {
			assertThat(done.findFirst().orElseThrow().result()).isPositive();
			assertThat(EVENTS).isEmpty();
		}
		assertThat(nextEvent()).isEqualTo("endless completed");
	}

	private static @Nullable String nextEvent() throws InterruptedException {
		return EVENTS.poll(30, TimeUnit.SECONDS);
	}

	@Test
	void runIsToldWhatTheTaskHasThrown() {
		DefaultRayTaskRunner runner = runner(new UserInterceptor());
		USER.set("Alice");
		RayTaskFuture<?> failed = runner.with((options) -> options.name("bad")).submit(() -> {
			throw new IllegalStateException("broken");
		});
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(failed::result);
		assertThat(EVENTS).containsExactly("begin bad 1", "open", "close",
				"end java.lang.IllegalStateException: broken");
	}

	@Test
	void contextThatCannotTravelIsLeftOut() {
		DefaultRayTaskRunner runner = runner((submission) -> submission.propagate(new Untravelled(new Thread())),
				new UserInterceptor());
		USER.set("Alice");
		assertThat(runner.submit(() -> USER.get()).result()).isEqualTo("Alice");
		assertThat(runner.map((item) -> USER.get() + item, List.of(1)).result()).containsExactly("Alice1");
	}

	@Test
	void noTaskFailsBecauseOfAnInterceptor() {
		DefaultRayTaskRunner runner = runner(new BrokenInterceptor(), new BrokenCallbacks(), (submission) -> {
			throw new AssertionError("broken assertion");
		}, (submission) -> submission.propagate((attempt) -> {
			throw new IllegalStateException("broken context");
		}), (submission) -> submission.propagate((attempt) -> () -> {
			throw new IllegalStateException("broken run");
		}), (submission) -> submission.propagate((attempt) -> () -> () -> {
			throw new IllegalStateException("broken scope");
		}), new UserInterceptor());
		USER.set("Alice");
		RayTaskFuture<String> future = runner.submit(() -> USER.get());
		assertThat(future.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("Alice");
	}

	@Test
	void mdcOfTheSubmitterIsThatOfTheTaskAndOfNoneAfterIt() {
		DefaultRayTaskRunner runner = runner(new MdcInterceptor());
		MDC.put("traceId", "4711");
		Map<String, String> mdc = runner.with((options) -> options.name("logs").key("logs-1"))
			.submit(() -> MDC.getCopyOfContextMap())
			.result();
		assertThat(mdc).isEqualTo(Map.of("traceId", "4711", TaskContext.MDC_NAME, "logs", TaskContext.MDC_KEY, "logs-1",
				TaskContext.MDC_ATTEMPT, "1"));
		MDC.clear();
		assertThat(runner.submit(() -> MDC.getCopyOfContextMap()).result()).doesNotContainKey("traceId");
	}

	@Test
	void mdcOfATaskIsThatOfItsOwnTasks() {
		DefaultRayTaskRunner runner = runner(new MdcInterceptor());
		MDC.put("traceId", "4711");
		Map<String, String> mdc = runner
			.submit(() -> runner.with((options) -> options.name("inner").key("inner-1"))
				.submit(() -> MDC.getCopyOfContextMap())
				.result())
			.result();
		assertThat(mdc).containsEntry("traceId", "4711").containsEntry(TaskContext.MDC_KEY, "inner-1");
	}

	private record UserInterceptor() implements TaskInterceptor {

		@Override
		public void submitting(TaskSubmission submission) {
			String user = USER.get();
			if (user != null) {
				submission.propagate(new User(user));
			}
		}

	}

	private record User(String name) implements PropagatedContext {

		@Override
		public TaskRun begin(TaskContext attempt) {
			EVENTS.add("begin " + attempt.name() + " " + attempt.attempt());
			return new TaskRun() {

				@Override
				public Scope open() {
					EVENTS.add("open");
					USER.set(User.this.name);
					return () -> {
						EVENTS.add("close");
						USER.remove();
					};
				}

				@Override
				public void end(@Nullable Throwable failure) {
					EVENTS.add("end " + failure);
				}

			};
		}

	}

	private record Untravelled(Thread thread) implements PropagatedContext {

		@Override
		public @Nullable TaskRun begin(TaskContext attempt) {
			return null;
		}

	}

	private static final class EndInterceptor implements TaskInterceptor {

		@Override
		public void submitting(TaskSubmission submission) {
			submission.whenEnded((state) -> EVENTS.add(submission.name() + " " + state.label()));
			submission.whenRefused((reason) -> EVENTS.add(submission.name() + " " + reason.getClass().getSimpleName()));
		}

	}

	private static final class BrokenCallbacks implements TaskInterceptor {

		@Override
		public void submitting(TaskSubmission submission) {
		}

		@Override
		public Runnable callback(Runnable callback) {
			return () -> {
				throw new IllegalStateException("broken context of callbacks");
			};
		}

	}

	private static final class BrokenInterceptor implements TaskInterceptor {

		@Override
		public void submitting(TaskSubmission submission) {
			submission.whenEnded((state) -> {
				throw new IllegalStateException("broken end");
			});
			throw new IllegalStateException("broken submission");
		}

		@Override
		public Runnable callback(Runnable callback) {
			throw new IllegalStateException("broken callback");
		}

	}

}
