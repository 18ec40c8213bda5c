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

package io.github.raytaskrunner.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How tasks depend on others.
 */
abstract class GraphsContract extends ContractPart {

	GraphsContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void capturedFutureGivesItsValue() {
		RayTaskFuture<String> a = runner().submit(() -> "a");
		RayTaskFuture<String> b = runner().submit(() -> "b");
		RayTaskFuture<String> c = runner().submit(() -> b.result() + "c");
		assertThat(a.result()).isEqualTo("a");
		assertThat(c.result()).isEqualTo("bc");
	}

	@Test
	void futuresAreFoundAtAnyDepth() {
		RayTaskFuture<Integer> one = value(1);
		RayTaskFuture<Integer> two = value(2);
		RayTaskFuture<Integer> three = value(3);
		RayTaskFuture<Integer> four = value(4);
		List<RayTaskFuture<Integer>> list = List.of(one, two);
		Map<String, List<RayTaskFuture<Integer>>> map = Map.of("three", List.of(three));
		Part part = new Part("four", four);
		Optional<RayTaskFuture<Integer>> optional = Optional.of(value(5));
		RayTaskFuture<?>[] array = { value(6), one };
		Node node = new Node(new Node(null, value(7)), two);
		RayTaskFuture<List<Integer>> all = runner().submit(() -> {
			List<Integer> values = new ArrayList<>();
			list.forEach((future) -> values.add(future.result()));
			values.add(map.get("three").get(0).result());
			values.add(part.future().result());
			values.add(optional.orElseThrow().result());
			values.add((Integer) array[0].result());
			values.add(node.next.future.result());
			values.add(node.future.result() + ((Integer) array[1].result()));
			return values;
		});
		assertThat(all.result()).containsExactly(1, 2, 3, 4, 5, 6, 7, 3);
	}

	@Test
	void diamondJoins() {
		RayTaskFuture<Integer> top = value(1);
		RayTaskFuture<Integer> left = runner().submit(() -> top.result() + 10);
		RayTaskFuture<Integer> right = runner().submit(() -> top.result() + 100);
		RayTaskFuture<Integer> bottom = runner().submit(() -> left.result() + right.result() + top.result());
		assertThat(bottom.result()).isEqualTo(113);
	}

	@Test
	void upstreamValueMayBeNull() {
		RayTaskFuture<@Nullable String> upstream = runner().submit(() -> null);
		assertThat(runner().submit(() -> upstream.result() == null).result()).isTrue();
	}

	@Test
	void largeUpstreamValueReachesItsDependents() {
		RayTaskFuture<byte[]> upstream = runner().submit(() -> bytes(5 * 1024 * 1024));
		RayTaskFuture<byte[]> dependent = runner().submit(() -> reversed(upstream.result()));
		RayTaskFuture<Boolean> equal = runner()
			.submit(() -> Arrays.equals(upstream.result(), reversed(dependent.result())));
		assertThat(equal.result()).isTrue();
	}

	@Test
	void dependentWaitsForItsUpstream() throws Exception {
		String gate = newFile();
		RayTaskFuture<@Nullable Void> upstream = runner().execute(() -> awaitFile(gate));
		RayTaskFuture<Boolean> dependent = runner().submit(() -> {
			upstream.result();
			return Files.exists(Path.of(gate));
		});
		assertThat(dependent.await(Duration.ofMillis(50))).isEmpty();
		assertThat(dependent.state()).isEqualTo(new TaskState.Pending());
		touch(gate);
		assertThat(dependent.result()).isTrue();
	}

	@Test
	void thousandUpstreamsJoin() {
		List<RayTaskFuture<Integer>> upstreams = IntStream.range(0, 1000).mapToObj(this::value).toList();
		RayTaskFuture<Integer> sum = runner()
			.submit(() -> upstreams.stream().mapToInt((future) -> future.result()).sum());
		assertThat(sum.result()).isEqualTo(999 * 1000 / 2);
	}

	@Test
	void chainOfAThousandRuns() {
		RayTaskFuture<Integer> last = value(0);
		for (int i = 0; i < 1000; i++) {
			RayTaskFuture<Integer> upstream = last;
			last = runner().submit(() -> upstream.result() + 1);
		}
		assertThat(last.result()).isEqualTo(1000);
	}

	@Test
	void failureOfAnUpstreamMakesDependentsNotReady() throws Exception {
		String ran = newFile();
		RayTaskFuture<Integer> upstream = runner().submit(() -> {
			throw new IOException("upstream");
		});
		RayTaskFuture<Integer> dependent = runner().submit(() -> {
			touch(ran);
			return upstream.result();
		});
		RayTaskFuture<Integer> further = runner().submit(() -> {
			touch(ran);
			return dependent.result();
		});
		assertThat(further.await(LIMIT)).get().isInstanceOfSatisfying(TaskState.NotReady.class, (state) -> {
			assertThat(state.upstreamName()).isEqualTo(dependent.name());
			assertThat(state.upstreamKey()).isEqualTo(dependent.key());
			assertThat(state.upstreamException()).isInstanceOf(TaskNotReadyException.class);
		});
		assertThat(dependent.state()).isInstanceOfSatisfying(TaskState.NotReady.class, (state) -> {
			assertThat(state.upstreamName()).isEqualTo(upstream.name());
			assertThat(state.upstreamKey()).isEqualTo(upstream.key());
			assertThat(state.upstreamException()).isInstanceOf(TaskFailedException.class);
		});
		assertThatExceptionOfType(TaskNotReadyException.class).isThrownBy(further::result)
			.withMessageContaining(dependent.name())
			.withRootCauseInstanceOf(IOException.class);
		assertThat(Path.of(ran)).doesNotExist();
	}

	@Test
	void dependentOfAFailedTaskIsNotReadyAtOnce() throws Exception {
		RayTaskFuture<Integer> upstream = runner().submit(() -> {
			throw new IOException("upstream");
		});
		upstream.await(LIMIT);
		RayTaskFuture<Integer> dependent = runner().submit(() -> upstream.result());
		assertThat(dependent.state()).isInstanceOf(TaskState.NotReady.class);
	}

	record Part(String name, RayTaskFuture<Integer> future) {

	}

	static class Node {

		private final @Nullable Node next;

		private final RayTaskFuture<Integer> future;

		Node(@Nullable Node next, RayTaskFuture<Integer> future) {
			this.next = next;
			this.future = future;
		}

	}

}
