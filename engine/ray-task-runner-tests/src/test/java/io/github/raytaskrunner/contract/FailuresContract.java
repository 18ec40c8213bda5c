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
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.TaskState;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What becomes of exceptions of tasks.
 */
abstract class FailuresContract extends ContractPart {

	FailuresContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void exceptionArrivesWithTypeMessageCauseAndStack() {
		RayTaskFuture<String> future = runner().submit(() -> {
			throw new IllegalStateException("outer", new IOException("inner"));
		});
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(future::result)
			.withMessageContaining(future.name())
			.withMessageContaining(future.key())
			.satisfies((ex) -> {
				assertThat(ex.getTaskName()).isEqualTo(future.name());
				assertThat(ex.getTaskKey()).isEqualTo(future.key());
				assertThat(ex.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("outer");
				assertThat(ex.getCause().getCause()).isInstanceOf(IOException.class).hasMessage("inner");
				assertThat(ex.getCause().getStackTrace())
					.anySatisfy((frame) -> assertThat(frame.getClassName()).contains("FailuresContract"));
			});
	}

	@Test
	void demandThatCanNeverBeMetIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> runner().with((options) -> options.name("wide").numCpus(50)).submit(() -> "never"))
			.withMessageContaining("Task 'wide' can never run: it needs 50.0 of the resource 'CPU'")
			.withMessageContaining("(ray.init.num-cpus): declare more");
	}

	@Test
	void demandOfATaskOfATaskThatCanNeverBeMetIsRefused() {
		RayTaskRunner runner = runner();
		RayTaskFuture<String> future = runner
			.submit(() -> runner.with((options) -> options.name("wide").numCpus(50)).submit(() -> "never").result());
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> future.result(LIMIT))
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessageContaining("Task 'wide' can never run: it needs 50.0 of the resource 'CPU'")
			.withMessageContaining("(ray.init.num-cpus): declare more");
	}

	@Test
	void failedStateHoldsTheException() throws Exception {
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			throw new IOException("checked");
		});
		assertThat(future.await(LIMIT)).get()
			.asInstanceOf(InstanceOfAssertFactories.type(TaskState.Failed.class))
			.extracting(TaskState.Failed::exception)
			.asInstanceOf(InstanceOfAssertFactories.type(IOException.class))
			.extracting(Throwable::getMessage)
			.isEqualTo("checked");
	}

	@Test
	void largeExceptionArrives() {
		RayTaskFuture<@Nullable Void> future = runner().execute(() -> {
			throw new IOException("x".repeat(1024 * 1024));
		});
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(future::result)
			.satisfies(
					(ex) -> assertThat(ex.getCause()).isInstanceOf(IOException.class).message().hasSize(1024 * 1024));
	}

	@Test
	void timeoutExceptionOfTheTaskIsNotTakenForThatOfTheWait() {
		RayTaskFuture<String> future = runner().submit(() -> {
			throw new TimeoutException("of the user");
		});
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> future.result(LIMIT))
			.satisfies(
					(ex) -> assertThat(ex.getCause()).isInstanceOf(TimeoutException.class).hasMessage("of the user"));
	}

	@Test
	void stackOverflowIsAFailure() throws Exception {
		RayTaskFuture<Integer> future = runner().submit(() -> endless(0));
		assertThat(future.await(LIMIT)).get()
			.asInstanceOf(InstanceOfAssertFactories.type(TaskState.Failed.class))
			.extracting(TaskState.Failed::exception)
			.isInstanceOf(StackOverflowError.class);
	}

	@Test
	void captureThatCannotTravelIsNamedAtSubmit() {
		Holder holder = new Holder(new Thread("not to be sent"));
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> runner().submit(() -> holder.object().toString()))
			.withMessageContaining("object");
	}

	private static int endless(int depth) {
		return endless(depth + 1) + 1;
	}

	@Test
	void failureThatNobodyAsksAboutIsLogged(CapturedOutput output) {
		assertThat(lineOfOne(output, this::submitAndForget)).contains("'forgotten'", "java.io.IOException: lost",
				"attempt 1", "nobody");
	}

	private String submitAndForget() {
		return runner().with(TaskOptions.named("forgotten")).submit(() -> {
			throw new IOException("lost");
		}).key();
	}

	@Test
	void failureThatIsAskedAboutIsNotLogged(CapturedOutput output) throws Exception {
		RayTaskFuture<Object> asked = runner().with(TaskOptions.named("asked")).submit(() -> {
			throw new IOException("known");
		});
		RayTaskFuture<Object> dependent = runner().submit(() -> asked.result());
		assertThat(dependent.await(LIMIT)).get().isInstanceOf(TaskState.NotReady.class);
		lineOfOne(output, this::submitAndForget);
		assertThat(output.getOut()).doesNotContain(asked.key()).doesNotContain(dependent.key());
	}

	record Holder(Object object) {

	}

}
