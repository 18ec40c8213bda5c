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
import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.TaskNotReadyException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Futures of another runner that a task captured.
 */
abstract class ForeignFuturesContract extends ContractPart {

	private final DefaultRayTaskRunner other = EmbeddedRunners.create(SETTINGS);

	ForeignFuturesContract(RunnerContract contract) {
		super(contract);
	}

	@BeforeEach
	void startOther() {
		this.other.start();
	}

	@AfterEach
	void stopOther() {
		this.other.stop();
	}

	@Test
	void valueOfAFutureThatIsDoneArrives() throws Exception {
		RayTaskFuture<Integer> foreign = this.other.submit(() -> 20);
		assertThat(foreign.result(LIMIT)).isEqualTo(20);
		assertThat(runner().submit(() -> foreign.result() + 1).result(LIMIT)).isEqualTo(21);
		RayTaskFuture<Integer> put = this.other.put(1);
		assertThat(runner().submit(() -> foreign.result() + put.result()).result(LIMIT)).isEqualTo(21);
	}

	@Test
	void taskWaitsForAFutureThatIsNotDone() throws Exception {
		String gate = newFile();
		RayTaskFuture<String> foreign = this.other.submit(() -> {
			awaitFile(gate);
			return "foreign";
		});
		RayTaskFuture<String> dependent = runner().submit(() -> foreign.result() + " value");
		RayTaskFuture<String> further = runner().submit(() -> dependent.result() + " here");
		assertThat(value(1).result(LIMIT)).isEqualTo(1);
		assertThat(dependent.state()).isEqualTo(new TaskState.Pending());
		touch(gate);
		assertThat(further.result(LIMIT)).isEqualTo("foreign value here");
	}

	@Test
	void valueGoesBackAndForth() throws Exception {
		RayTaskFuture<Integer> number = this.other.submit(() -> 1);
		for (int i = 0; i < 5; i++) {
			RayTaskFuture<Integer> from = number;
			RayTaskFuture<Integer> next = runner().submit(() -> from.result() + 1);
			number = this.other.submit(() -> next.result() + 1);
		}
		assertThat(number.result(LIMIT)).isEqualTo(11);
	}

	@Test
	void manyTasksReadALargeValue() throws Exception {
		RayTaskFuture<byte[]> foreign = this.other.submit(() -> bytes(5_000_000));
		List<RayTaskFuture<Integer>> lengths = IntStream.range(0, 20)
			.mapToObj((index) -> runner().submit(() -> foreign.result().length + index))
			.toList();
		for (int i = 0; i < lengths.size(); i++) {
			assertThat(lengths.get(i).result(LIMIT)).isEqualTo(5_000_000 + i);
		}
	}

	@Test
	void taskOfAFutureThatFailedIsNotReady() throws Exception {
		RayTaskFuture<Integer> foreign = this.other.with(TaskOptions.named("parse"))
			.submit(() -> Integer.parseInt("none"));
		RayTaskFuture<Integer> dependent = runner().submit(() -> foreign.result() + 1);
		assertThatExceptionOfType(TaskNotReadyException.class).isThrownBy(() -> dependent.result(LIMIT))
			.withMessageContaining("'parse'")
			.havingRootCause()
			.isInstanceOf(NumberFormatException.class);
		RayTaskFuture<Integer> allowed = foreign.allowFailure();
		assertThat(runner().submit(() -> (allowed.state() instanceof TaskState.Failed) ? 0 : 1).result(LIMIT)).isZero();
	}

	@Test
	void futureOfNoTaskIsReadAsOneOfATask() throws Exception {
		RayTaskFuture<Integer> completed = RayTaskFuture.completed(20);
		assertThat(runner().submit(() -> completed.result() + 1).result(LIMIT)).isEqualTo(21);
		RayTaskFuture<Integer> failed = RayTaskFuture.failed(new IOException("unreachable"));
		assertThatExceptionOfType(TaskNotReadyException.class)
			.isThrownBy(() -> runner().submit(() -> failed.result() + 1).result(LIMIT))
			.havingRootCause()
			.isInstanceOf(IOException.class);
		RayTaskFuture<Integer> allowed = failed.allowFailure();
		assertThat(runner().submit(() -> (allowed.state() instanceof TaskState.Failed) ? 0 : 1).result(LIMIT)).isZero();
	}

	@Test
	void cancelledFutureHasItsState() throws Exception {
		String gate = newFile();
		RayTaskFuture<String> foreign = this.other.submit(() -> {
			awaitFile(gate);
			return "never";
		});
		RayTaskFuture<String> dependent = runner().submit(() -> foreign.result() + "never");
		foreign.cancel();
		assertThat(dependent.await(LIMIT)).get().isInstanceOf(TaskState.NotReady.class);
		touch(gate);
	}

	@Test
	void taskRunsAfterAFutureThatItWaitsFor() throws Exception {
		String gate = newFile();
		RayTaskFuture<?> foreign = this.other.execute(() -> awaitFile(gate));
		RayTaskFuture<String> dependent = runner().with((options) -> options.name("after").waitFor(foreign))
			.submit(() -> "after");
		assertThat(value(1).result(LIMIT)).isEqualTo(1);
		assertThat(dependent.state()).isEqualTo(new TaskState.Pending());
		touch(gate);
		assertThat(dependent.result(LIMIT)).isEqualTo("after");
	}

	@Test
	void itemsOfAMapMayBeForeign() throws Exception {
		List<RayTaskFuture<Integer>> items = List.of(this.other.submit(() -> 1), runner().submit(() -> 2));
		RayTaskFutures<Integer> doubled = runner().map((item) -> item.result() * 2, items);
		assertThat(doubled.result()).containsExactly(2, 4);
	}

}
