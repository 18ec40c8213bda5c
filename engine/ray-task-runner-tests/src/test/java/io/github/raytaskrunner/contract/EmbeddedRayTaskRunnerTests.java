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

import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.PythonCall;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.backend.embedded.EmbeddedBackend;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of the runner on the {@link EmbeddedBackend}.
 */
class EmbeddedRayTaskRunnerTests extends RayTaskRunnerContract {

	@Override
	protected DefaultRayTaskRunner createRunner(RunnerSettings settings) {
		return EmbeddedRunners.create(settings);
	}

	@Override
	protected int raceFactor() {
		return 40;
	}

	@Test
	void closedRunnerIsStopped() {
		RayTaskRunner left;
		try (RayTaskRunner runner = createRunner(ContractPart.SETTINGS)) {
			left = runner;
			runner.start();
			assertThat(runner.submit(() -> "runs").result()).isEqualTo("runs");
		}
		assertThat(left.isRunning()).isFalse();
		left.close();
	}

	@Test
	void thirtyLevelsOfAHundredTasksEachRunOnTwoSlots() throws Exception {
		RayTaskRunner runner = runner();
		RayTaskFuture<Integer> future = runner.submit(() -> countTasks(runner, 30));
		assertThat(future.result(ContractPart.LIMIT)).isEqualTo(30 * 101);
	}

	@Test
	void manyTasksThatNeedNoCpuWaitForEachOther() throws Exception {
		RayTaskRunner runner = runner();
		TaskOptions options = TaskOptions.builder().name("waits").numCpus(0).build();
		List<RayTaskFuture<Integer>> outer = IntStream.range(0, 1500)
			.mapToObj((number) -> runner.with(options).submit(() -> runner.with(options).submit(() -> number).result()))
			.toList();
		assertThat(RayTaskFutures.of(outer).result(ContractPart.LIMIT)).hasSize(1500);
	}

	@Test
	void functionsOfPythonAreRefused() {
		PythonCall<Integer> call = PythonCall.of("models", "score", int.class);
		String message = "Python function models.score can never be called, as tasks do not run on Ray: set "
				+ "'ray.address' to a cluster, or to 'local' for a temporary one";
		assertThatIllegalArgumentException().isThrownBy(() -> runner().submit(call)).withMessage(message);
		assertThatExceptionOfType(TaskFailedException.class)
			.isThrownBy(() -> runner().submit(() -> call.args(1).call()).result())
			.havingCause()
			.isInstanceOf(IllegalArgumentException.class)
			.withMessage(message);
	}

	private static int countTasks(RayTaskRunner runner, int levels) {
		if (levels == 0) {
			return 0;
		}
		List<RayTaskFuture<Integer>> leaves = IntStream.range(0, 100)
			.mapToObj((index) -> runner.submit(() -> 1))
			.toList();
		RayTaskFuture<Integer> next = runner.submit(() -> countTasks(runner, levels - 1));
		return next.result() + 1 + leaves.stream().mapToInt(RayTaskFuture::result).sum();
	}

}
