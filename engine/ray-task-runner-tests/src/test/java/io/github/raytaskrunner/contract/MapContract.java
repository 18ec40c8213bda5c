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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.UnfinishedTasksException;
import io.github.raytaskrunner.Unmapped;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * One function for many items.
 */
abstract class MapContract extends ContractPart {

	MapContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void resultsAreInTheOrderOfTheItems() {
		RayTaskFutures<Integer> futures = runner().map((item) -> {
			Thread.sleep((5 - item) * 20L);
			return item * item;
		}, List.of(1, 2, 3, 4, 5));
		assertThat(futures.result()).containsExactly(1, 4, 9, 16, 25);
		assertThat(futures.size()).isEqualTo(5);
		assertThat(futures.asList()).extracting(RayTaskFuture::result).containsExactly(1, 4, 9, 16, 25);
		assertThat(futures).allSatisfy((future) -> assertThat(future.name()).contains("MapContract"));
	}

	@Test
	void severalParametersAreMappedTogether() throws Exception {
		assertThat(runner().map((a, b) -> a + b, List.of(1, 2, 3), List.of("a", "b", "c")).result(LIMIT))
			.containsExactly("1a", "2b", "3c");
		assertThat(runner().map((a, b, c) -> a + b + c, List.of(1, 2), List.of("a", "b"), List.of('x', 'y')).result())
			.containsExactly("1ax", "2by");
	}

	@Test
	void itemsMayBeAnArrayAStreamOrTheFutureOfAList() {
		String[] array = { "a", "b" };
		assertThat(runner().map((item) -> item + "!", array).result()).containsExactly("a!", "b!");
		assertThat(runner().map(String::length, Stream.of("a", "bb")).result()).containsExactly(1, 2);
		RayTaskFuture<List<Integer>> list = runner().submit(() -> List.of(1, 2, 3));
		assertThat(runner().map((item) -> item * 2, list).result()).containsExactly(2, 4, 6);
	}

	@Test
	void fourParametersAreMappedTogether() {
		RayTaskFutures<String> futures = runner().map((a, b, c, d) -> a + b + c + d, List.of(1, 2), List.of("a", "b"),
				Unmapped.unmapped("-"), List.of(true, false));
		assertThat(futures.result()).containsExactly("1a-true", "2b-false");
		assertThat(futures.get(1).name()).contains("MapContract", "[1]");
	}

	@Test
	void futuresOfDifferentTypesAreOneObject() {
		RayTaskFuture<Integer> number = runner().submit(() -> 1);
		RayTaskFuture<String> text = runner().submit(() -> "a");
		RayTaskFutures<Object> all = RayTaskFutures.of(number, text);
		assertThat(all.result()).containsExactly(1, "a");
		assertThat(RayTaskFutures.<Object>of(List.of(number, text)).get(1).result()).isEqualTo("a");
	}

	@Test
	void resultsOfTasksThatFailMayBeReplaced() {
		RayTaskFutures<Integer> futures = runner().map((item) -> 12 / item, List.of(3, 0, 4));
		assertThat(futures.resultOrElse((failure) -> -1)).containsExactly(4, -1, 3);
		assertThat(futures.resultOrElse((failure) -> {
			assertThat(failure).isInstanceOf(TaskFailedException.class).hasCauseInstanceOf(ArithmeticException.class);
			return null;
		})).containsExactly(4, null, 3);
	}

	@Test
	void tasksWaitForAllFuturesOfAMap() {
		RayTaskFutures<Integer> futures = runner().map((item) -> 12 / item, List.of(3, 0));
		RayTaskFuture<String> never = runner().with((options) -> options.name("after").waitFor(futures))
			.submit(() -> "never");
		assertThat(never.await()).isInstanceOf(TaskState.NotReady.class);
		RayTaskFutures<Integer> allowed = futures.allowFailure();
		assertThat(runner().with((options) -> options.name("after").waitFor(allowed)).submit(() -> "after").result())
			.isEqualTo("after");
		assertThat(runner().submit(() -> allowed.asList().stream().filter((future) -> future.state().isFinal()).count())
			.result()).isEqualTo(2);
	}

	@Test
	void missingItemsAreNamed() {
		RayFunction<Integer, Integer> function = (item) -> item;
		List<Integer> missing = null;
		assertThatIllegalArgumentException().isThrownBy(() -> runner().map(function, missing))
			.withMessageContaining("Parameter 1 to map must not be null");
	}

	@Test
	void unmappedValueIsGivenToEveryCall() {
		assertThat(runner().map((a, list) -> a + list.get(0), List.of(1, 2, 3), Unmapped.unmapped(List.of(7))).result())
			.containsExactly(8, 9, 10);
	}

	@Test
	void futuresAsItemsAreUpstreams() {
		RayTaskFutures<Integer> first = runner().map((item) -> item * 10, List.of(1, 2, 3));
		RayTaskFuture<Integer> shared = runner().put(100);
		RayTaskFutures<Integer> second = runner().map((item, base) -> item.result() + base.result(), first,
				Unmapped.unmapped(shared));
		assertThat(second.result()).containsExactly(110, 120, 130);
	}

	@Test
	void allFuturesTogetherAreCaptured() {
		RayTaskFutures<Integer> futures = runner().map((item) -> item * 10, List.of(1, 2, 3));
		assertThat(runner().submit(() -> futures.result().stream().mapToInt((value) -> value).sum()).result())
			.isEqualTo(60);
	}

	@Test
	void mappingOverNothingGivesNothing() throws Exception {
		List<Integer> nothing = List.of();
		RayTaskFutures<Integer> futures = runner().map((item) -> item, nothing);
		assertThat(futures.result()).isEmpty();
		assertThat(futures.result(Duration.ZERO)).isEmpty();
		assertThat(futures.asCompleted()).isEmpty();
		assertThat(futures.await(Duration.ZERO)).isTrue();
		assertThat(futures.cancel()).isZero();
		assertThat(runner().map((a, b) -> a + b, nothing, Unmapped.unmapped(1)).result()).isEmpty();
		assertThat(runner().map((a, b, c) -> a + b + c, nothing, nothing, nothing).result()).isEmpty();
		assertThat(runner().mapAsCompleted((item) -> item, nothing.iterator())).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> runner().map((a, b) -> a + b, List.of(1), nothing))
			.withMessageContaining("parameter 2 has 0");
	}

	@Test
	void parametersThatAreAllUnmappedAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> runner().map((item) -> item, Unmapped.unmapped(1)))
			.withMessageContaining("unmapped");
	}

	@Test
	void differentNumbersOfItemsAreNamed() {
		String ran = newFile();
		assertThatIllegalArgumentException().isThrownBy(() -> runner().map((a, b) -> {
			touch(ran);
			return a + b;
		}, List.of(1, 2, 3), List.of(1, 2)))
			.withMessageContaining("parameter 1 has 3")
			.withMessageContaining("parameter 2 has 2");
		assertThat(Path.of(ran)).doesNotExist();
	}

	@Test
	void optionsHoldForEveryTask() {
		RayTaskFutures<String> futures = runner().with(TaskOptions.named("mapped"))
			.map((item) -> TaskContext.current().orElseThrow().name() + item, List.of(1, 2));
		assertThat(futures.result()).containsExactly("mapped[0]1", "mapped[1]2");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> runner().with((options) -> options.key("k")).map((item) -> item, List.of(1, 2)))
			.withMessageContaining("'k'");
	}

	@Test
	void eachTaskHasANameOfItsOwn() {
		assertThat(runner().with(TaskOptions.named("row")).map((item) -> item, List.of("a", "b")))
			.extracting(RayTaskFuture::name)
			.containsExactly("row[0]", "row[1]");
		assertThat(runner().with(TaskOptions.named("row")).mapAsCompleted((item) -> item, List.of("a", "b").iterator()))
			.extracting(RayTaskFuture::name)
			.containsExactlyInAnyOrder("row[0]", "row[1]");
		TaskOptions named = TaskOptions.builder()
			.name("row")
			.itemName((String item) -> item.toUpperCase(Locale.ROOT))
			.build();
		assertThat(runner().with(named).map((item, factor) -> item + factor, List.of("a", "b"), Unmapped.unmapped(2)))
			.extracting(RayTaskFuture::name)
			.containsExactly("row[A]", "row[B]");
		RayTaskFuture<Object> failing = runner().with(named).<String, Object>map((item) -> {
			throw new IOException(item);
		}, List.of("c")).asList().get(0);
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(failing::result)
			.withMessageContaining("'row[C]'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> runner().with((options) -> options.name("row").itemName((item) -> ""))
				.map((item) -> item, List.of(1)))
			.withMessageContaining("item 0");
	}

	// prefect#20564: fail-fast lists asked for
	@Test
	void resultFailsWithoutWaitingForTheOthers() {
		String gate = newFile();
		RayTaskFutures<Integer> futures = runner().map((item) -> {
			if (item == 2) {
				throw new IOException("second");
			}
			awaitFile(gate);
			return item;
		}, List.of(1, 2));
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(futures::result)
			.withRootCauseInstanceOf(IOException.class);
		assertThat(Files.exists(Path.of(gate))).isFalse();
		assertThat(futures.asList().get(0).state().isFinal()).isFalse();
		touch(gate);
		assertThat(futures.asList().get(0).result()).isEqualTo(1);
	}

	@Test
	void completableFutureHasTheValuesInOrder() {
		RayTaskFutures<@Nullable Integer> mapped = runner().map((item) -> (item != 2) ? item * 10 : null,
				List.of(1, 2, 3));
		assertThat(mapped.toCompletableFuture().thenApply(List::size)).succeedsWithin(LIMIT).isEqualTo(3);
		assertThat(mapped.toCompletableFuture().join()).containsExactly(10, null, 30);
		RayTaskFutures<Integer> single = RayTaskFutures.of(List.of(value(4), value(5)));
		assertThat(single.toCompletableFuture().thenApply(List::size)).succeedsWithin(LIMIT).isEqualTo(2);
		assertThat(single.toCompletableFuture().join()).containsExactly(4, 5);
		assertThat(runner().map((item) -> item, List.of()).toCompletableFuture().join()).isEmpty();
	}

	@Test
	void completableFutureHasLargeValues() {
		RayTaskFutures<byte[]> futures = runner().map((item) -> bytes(1024 * 1024), List.of(1, 2));
		assertThat(futures.toCompletableFuture().thenApply((values) -> values.get(0).length + values.get(1).length))
			.succeedsWithin(LIMIT)
			.isEqualTo(2 * 1024 * 1024);
	}

	@Test
	void completableFutureFailsWithoutWaitingForTheOthers() {
		String gate = newFile();
		RayTaskFutures<Integer> mapped = runner().map((item) -> {
			if (item == 2) {
				throw new IOException("second");
			}
			awaitFile(gate);
			return item;
		}, List.of(1, 2));
		for (RayTaskFutures<Integer> futures : List.of(mapped, RayTaskFutures.of(List.copyOf(mapped.asList())))) {
			assertThat(futures.toCompletableFuture().thenApply(List::size)).failsWithin(LIMIT)
				.withThrowableThat()
				.withRootCauseInstanceOf(IOException.class);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(futures.toCompletableFuture()::join)
				.havingCause()
				.isInstanceOf(TaskFailedException.class)
				.withRootCauseInstanceOf(IOException.class);
		}
		assertThat(mapped.get(0).state().isFinal()).isFalse();
		touch(gate);
		assertThat(mapped.get(0).result()).isEqualTo(1);
	}

	@Test
	void completableFutureThatAUserCompletedLeavesTheTasksAlone() throws Exception {
		String gate = newFile();
		RayTaskFutures<Integer> mapped = runner().map((item) -> {
			awaitFile(gate);
			return item;
		}, List.of(1, 2));
		for (RayTaskFutures<Integer> futures : List.of(mapped, RayTaskFutures.of(List.copyOf(mapped.asList())))) {
			CompletableFuture<List<Integer>> view = futures.toCompletableFuture();
			assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> view.get(20, TimeUnit.MILLISECONDS));
			CompletableFuture<List<Integer>> joined = CompletableFuture.supplyAsync(view::join);
			view.complete(List.of());
			assertThat(joined).succeedsWithin(LIMIT).isEqualTo(List.of());
		}
		touch(gate);
		assertThat(mapped.result(LIMIT)).containsExactly(1, 2);
	}

	@Test
	void slowestComesLastAsCompleted() {
		String gate = newFile();
		RayTaskFutures<Integer> futures = runner().map((item) -> {
			if (item == 1) {
				awaitFile(gate);
			}
			return item;
		}, List.of(1, 2, 3));
		List<Integer> order = new ArrayList<>();
		futures.asCompleted().forEach((future) -> {
			order.add(future.result());
			if (order.size() == 2) {
				touch(gate);
			}
		});
		assertThat(order).hasSize(3).endsWith(1);
	}

	@Test
	void duplicatesAreKeptInTheirOrderAndEndOnce() throws Exception {
		RayTaskFuture<Integer> one = value(1);
		RayTaskFuture<Integer> two = value(2);
		RayTaskFutures<Integer> futures = RayTaskFutures.of(List.of(one, two, one));
		assertThat(futures.result()).containsExactly(1, 2, 1);
		assertThat(futures.result(LIMIT)).containsExactly(1, 2, 1);
		assertThat(futures.asCompleted()).containsExactlyInAnyOrder(one, two);
		assertThat(futures.asCompleted(LIMIT)).containsExactlyInAnyOrder(one, two);
	}

	@Test
	void timeOutSaysHowManyAreUnfinishedAndNamesTheFirst() throws Exception {
		String gate = newFile();
		RayTaskFutures<Integer> futures = runner().map((item) -> {
			if (item == 1) {
				awaitFile(gate);
			}
			return item;
		}, List.of(1, 2, 3));
		futures.asList().get(1).result();
		futures.asList().get(2).result();
		assertThat(futures.await(Duration.ofMillis(30))).isFalse();
		assertThatExceptionOfType(UnfinishedTasksException.class)
			.isThrownBy(() -> futures.asCompleted(Duration.ofMillis(30)).toList())
			.withMessageContaining("1 (of 3)")
			.withMessageContaining("'" + futures.asList().get(0).name() + "'");
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> futures.result(Duration.ofMillis(30)))
			.withMessageContaining("1 (of 3)")
			.withMessageContaining("'" + futures.asList().get(0).name() + "'");
		assertThatIllegalArgumentException().isThrownBy(() -> futures.await(Duration.ofMillis(-1)));
		touch(gate);
		assertThat(futures.await(LIMIT)).isTrue();
		assertThat(futures.result(LIMIT)).containsExactly(1, 2, 3);
	}

	@Test
	void allAreCancelledTogether() throws Exception {
		String never = newFile();
		RayTaskFutures<@Nullable Object> futures = runner().map((item) -> {
			awaitFile(never);
			return null;
		}, List.of(1, 2, 3, 4, 5));
		assertThat(futures.cancel()).isEqualTo(5);
		assertThat(futures.await(LIMIT)).isTrue();
		assertThat(futures.cancel()).isZero();
	}

	@Test
	void manyItemsAreMappedAsTheyAreConsumed() {
		List<Integer> asked = new ArrayList<>();
		int sum = runner()
			.mapAsCompleted((item) -> item * 2, IntStream.range(0, 500).peek(asked::add).boxed().iterator())
			.mapToInt(RayTaskFuture::result)
			.sum();
		assertThat(sum).isEqualTo(499 * 500);
		assertThat(asked).hasSize(500);
	}

	@Test
	void fiftyTasksDoNotCrash() {
		assertThat(runner().map((item) -> item, IntStream.range(0, 50).boxed().toList()).result()).hasSize(50);
	}

}
