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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.execution.AttemptExecutor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TaskSerializer}: futures that a task captured.
 */
class CapturedFutureTests {

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	private byte[] valueOf(Object value) {
		RayCallable<Object> task = () -> value;
		AttemptResult result = execute(task);
		assertThat(result.failed()).isFalse();
		return result.value();
	}

	private SerializedTask serialize(Object task) {
		return this.serializer.serialize(task, this.serializer.nameOf(task));
	}

	private AttemptResult execute(Object task) {
		return execute(serialize(task), Map.of());
	}

	private AttemptResult execute(SerializedTask task, Map<Long, byte[]> values) {
		Upstream[] upstreams = values.keySet().stream().sorted().map(Upstream.Value::new).toArray(Upstream[]::new);
		return new AttemptExecutor(this.serializer).execute(TestAttempts.of(1, task.bytes(), upstreams), values,
				NoRunner::get, (progress) -> {
				});
	}

	private Object run(SerializedTask task, Object... upstreamValues) {
		Map<Long, byte[]> values = new HashMap<>();
		for (Object value : upstreamValues) {
			values.put(10L + values.size(), valueOf(value));
		}
		AttemptResult result = execute(task, values);
		assertThat(result.failed()).as(() -> "%s".formatted(this.serializer.readFailure(result.value()))).isFalse();
		return this.serializer.readValue(result.value());
	}

	@Test
	void capturedFutureGivesTheValueOfItsTask() {
		RayTaskFuture<Integer> future = new StubFuture<>("1");
		RayCallable<Integer> task = () -> future.result() + 1;
		SerializedTask serialized = serialize(task);
		assertThat(serialized.upstreams()).singleElement().isSameAs(future);
		assertThat(run(serialized, 41)).isEqualTo(42);
	}

	@Test
	void futuresAreFoundAtAnyDepth() {
		RayTaskFuture<String> inList = new StubFuture<>("1");
		RayTaskFuture<String> inMap = new StubFuture<>("2");
		RayTaskFuture<String> inArray = new StubFuture<>("3");
		RayTaskFuture<String> inOptional = new StubFuture<>("4");
		RayTaskFuture<String> inOwnClass = new StubFuture<>("5");
		RayTaskFuture<String> inReference = new StubFuture<>("6");
		RayTaskFuture<?>[] array = { inArray };
		Holder holder = new Holder(inOwnClass);
		Everything everything = new Everything(List.of(inList), Map.of("key", List.of(inMap)), array,
				Optional.of(inOptional), holder, new AtomicReference<>(inReference));
		RayCallable<String> task = () -> everything.list().get(0).result() + everything.map().get("key").get(0).result()
				+ everything.array()[0].result() + everything.optional().orElseThrow().result()
				+ everything.holder().future.result() + everything.reference().get().result();
		SerializedTask serialized = serialize(task);
		assertThat(serialized.upstreams()).containsExactlyInAnyOrder(inList, inMap, inArray, inOptional, inOwnClass,
				inReference);
		Object[] values = serialized.upstreams().stream().map(RayTaskFuture::key).toArray();
		assertThat(run(serialized, values)).isEqualTo("123456");
	}

	@Test
	void sameFutureIsOneUpstreamAndStaysOneObject() {
		RayTaskFuture<String> first = new StubFuture<>("same");
		RayTaskFuture<String> equalButOther = new StubFuture<>("same");
		List<RayTaskFuture<String>> futures = List.of(first, equalButOther, first);
		RayCallable<Boolean> task = () -> futures.get(0) == futures.get(2) && futures.get(0) == first
				&& futures.get(0) != futures.get(1);
		SerializedTask serialized = serialize(task);
		assertThat(serialized.upstreams()).hasSize(2);
		assertThat(serialized.upstreams().get(0)).isSameAs(first);
		assertThat(serialized.upstreams().get(1)).isSameAs(equalButOther);
		assertThat(run(serialized, "a", "b")).isEqualTo(true);
	}

	@Test
	void theValueIsRebuiltOnce() {
		RayTaskFuture<List<String>> future = new StubFuture<>("1");
		RayCallable<Boolean> task = () -> future.result() == future.result(Duration.ZERO)
				&& future.result() == future.toCompletableFuture().join();
		assertThat(run(serialize(task), List.of("a"))).isEqualTo(true);
	}

	@Test
	void onAWorkerTheFutureIsDone() {
		RayTaskFuture<String> future = new StubFuture<>("the key", "the name");
		RayCallable<List<Object>> task = () -> {
			CompletableFuture<Object> called = new CompletableFuture<>();
			future.onDone((done) -> called.complete(done.result()));
			future.onDone((done) -> {
				throw new IllegalStateException("logged only");
			});
			return List.of(future.key(), future.name(), future.state(), future.await(Duration.ZERO), called.join());
		};
		assertThat(run(serialize(task), "value")).isEqualTo(List.of("the key", "the name", new TaskState.Completed(),
				Optional.of(new TaskState.Completed()), "value"));
	}

	@Test
	void negativeTimeoutIsRefusedThereToo() {
		RayTaskFuture<String> future = new StubFuture<>("1");
		RayCallable<Object> task = () -> {
			assertThatIllegalArgumentException().isThrownBy(() -> future.await(Duration.ofSeconds(-1)));
			assertThatIllegalArgumentException().isThrownBy(() -> future.result(Duration.ofSeconds(-1)));
			return "refused";
		};
		assertThat(run(serialize(task), "value")).isEqualTo("refused");
	}

	@Test
	void futureReturnedByATaskBringsItsValue() {
		RayTaskFuture<String> future = new StubFuture<>("1", "upstream");
		RayCallable<Object> task = () -> List.of(future);
		Object value = run(serialize(task), "value");
		RayTaskFuture<?> returned = (RayTaskFuture<?>) ((List<?>) value).get(0);
		assertThat(returned.name()).isEqualTo("upstream");
		assertThat(returned.result()).isEqualTo("value");
	}

	@Test
	void futureOfADoneUpstreamBringsItsValueIntoANestedTask() {
		RayTaskFuture<String> future = new StubFuture<>("1");
		RayCallable<Object> identity = () -> future;
		Object resolved = run(serialize(identity), "value");
		RayCallable<Object> nested = () -> ((RayTaskFuture<?>) resolved).result();
		SerializedTask serialized = serialize(nested);
		assertThat(serialized.upstreams()).isEmpty();
		assertThat(run(serialized)).isEqualTo("value");
	}

	@Test
	void futureOfATaskSubmittedByTheTaskCannotBeReturned() {
		RayCallable<Object> task = () -> List.of(new StubFuture<>("1"));
		AttemptResult result = execute(task);
		assertThat(result.failed()).isTrue();
		assertThat(this.serializer.readFailure(result.value())).isInstanceOf(TaskSerializationException.class)
			.hasMessageContaining("value (java.util.ImmutableCollections$List12) → element 0 (StubFuture)")
			.hasMessageContaining("return its result()");
	}

	@Test
	void valueThatCannotBeRebuiltFailsWhereItIsAskedFor() {
		RayTaskFuture<String> future = new StubFuture<>("1");
		RayCallable<String> task = () -> future.result();
		AttemptResult result = execute(serialize(task), Map.of(10L, new byte[] { 99 }));
		assertThat(result.failed()).isTrue();
		assertThat(this.serializer.readFailure(result.value())).isInstanceOf(TaskSerializationException.class)
			.hasMessageContaining("version 99");
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> this.serializer.readValue(new byte[0]));
	}

	record Everything(List<RayTaskFuture<String>> list, Map<String, List<RayTaskFuture<String>>> map,
			RayTaskFuture<?>[] array, Optional<RayTaskFuture<String>> optional, Holder holder,
			AtomicReference<RayTaskFuture<String>> reference) {
	}

	static class Holder {

		final RayTaskFuture<String> future;

		Holder(RayTaskFuture<String> future) {
			this.future = future;
		}

	}

}
