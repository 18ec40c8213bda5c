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
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of tasks whose process dies, on backends that have processes.
 */
abstract class CrashesContract extends ContractPart {

	CrashesContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void killedWorkerCrashesItsTaskOnly(CapturedOutput output) throws Exception {
		int start = output.getOut().length();
		String victimRuns = newFile();
		String neighbourRuns = newFile();
		String gate = newFile();
		RayTaskFuture<String> victim = runner().with((options) -> options.name("victim").crashRetries(0))
			.submit(() -> hold(victimRuns, gate));
		RayTaskFuture<String> dependent = runner().submit(() -> victim.result());
		RayTaskFuture<String> neighbour = runner().submit(() -> hold(neighbourRuns, gate));
		awaitFile(neighbourRuns);
		awaitFile(victimRuns);
		ProcessHandle.of(Long.parseLong(Files.readString(Path.of(victimRuns)))).orElseThrow().destroyForcibly();
		assertThat(victim.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.Crashed.class,
					(state) -> assertThat(state.reason()).isEqualTo("the worker process that ran it died"));
		assertThat(dependent.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.NotReady.class,
					(state) -> assertThat(state.upstreamKey()).isEqualTo(victim.key()));
		assertThat(runner().submit(() -> "next").result(LIMIT)).isEqualTo("next");
		touch(gate);
		assertThat(neighbour.result(LIMIT)).isEqualTo("held");
		assertThat(output.getOut().substring(start)).doesNotContain(" ERROR ");
	}

	private static String hold(String runs, String gate) throws IOException {
		Path written = Files.writeString(Path.of(runs + ".writing"), String.valueOf(ProcessHandle.current().pid()));
		Files.move(written, Path.of(runs), StandardCopyOption.ATOMIC_MOVE);
		awaitFile(gate);
		return "held";
	}

	// prefect#13013, prefect#8602, prefect#5925, prefect#12968, prefect-ray#71: retries
	// do not cover lost workers
	@Test
	void crashedTaskRunsAgain() throws Exception {
		TaskOptions options = TaskOptions.named("crashes once");
		RayTaskFuture<Integer> future = runner().with(options).submit(() -> {
			int attempt = TaskContext.current().orElseThrow().attempt();
			if (attempt == 1) {
				Runtime.getRuntime().halt(9);
			}
			return attempt;
		});
		RayTaskFuture<Integer> dependent = runner().submit(() -> future.result() + 1);
		assertThat(dependent.result(LIMIT)).isEqualTo(3);
	}

	// prefect#13013: a lost worker is recorded as a failure
	@Test
	void taskThatCrashesEachTimeEndsCrashed() throws Exception {
		TaskOptions options = TaskOptions.builder().name("crashes").crashRetries(1).build();
		RayTaskFuture<@Nullable Void> future = runner().with(options).execute(() -> Runtime.getRuntime().halt(9));
		RayTaskFuture<String> dependent = runner().submit(() -> "after " + future.result());
		RayTaskFuture<@Nullable Void> allowed = future.allowFailure();
		RayTaskFuture<TaskState> observer = runner().submit(() -> allowed.state());
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.Crashed.class);
		assertThat(observer.result(LIMIT)).isEqualTo(future.state());
		assertThat(dependent.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.NotReady.class,
					(state) -> assertThat(state.upstreamName()).isEqualTo("crashes"));
	}

	@Test
	void timeLimitMeetsCrash() throws Exception {
		TaskOptions options = TaskOptions.builder()
			.name("limited")
			.timeLimit(Duration.ofMillis(300))
			.crashRetries(0)
			.build();
		for (int i = 0; i < 6; i++) {
			long millis = 290 + 4 * i;
			RayTaskFuture<@Nullable Void> future = runner().with(options).execute(() -> {
				Thread.sleep(millis);
				Runtime.getRuntime().halt(9);
			});
			TaskState state = future.await(LIMIT).orElseThrow();
			assertThat(state).isInstanceOfAny(TaskState.TimedOut.class, TaskState.Crashed.class);
			await().atMost(LIMIT).until(() -> runner().counts().inFlight() == 0);
			assertThat(future.state()).isEqualTo(state);
		}
	}

	@Test
	void completionMeetsCrash() throws Exception {
		for (int i = 0; i < 6; i++) {
			long delay = TimeUnit.MILLISECONDS.toNanos(i);
			RayTaskFuture<Integer> future = runner().with((options) -> options.name("unsteady").crashRetries(0))
				.submit(() -> {
					new Thread(() -> {
						LockSupport.parkNanos(delay);
						Runtime.getRuntime().halt(9);
					}).start();
					return 1;
				});
			RayTaskFuture<Integer> dependent = runner().submit(() -> future.result() + 1);
			TaskState state = future.await(LIMIT).orElseThrow();
			assertThat(state).isInstanceOfAny(TaskState.Completed.class, TaskState.Crashed.class);
			assertThat(dependent.await(LIMIT)).get()
				.isInstanceOf((state.isCompleted()) ? TaskState.Completed.class : TaskState.NotReady.class);
			await().atMost(LIMIT).until(() -> runner().counts().inFlight() == 0);
			assertThat(future.state()).isEqualTo(state);
		}
	}

	@Test
	void taskThatIgnoresItsTimeLimitCostsItsWorkerOnly() throws Exception {
		TaskOptions options = TaskOptions.builder().name("endless").timeLimit(Duration.ofMillis(500)).build();
		RayTaskFuture<Long> future = runner().with(options).submit(() -> {
			long count = 0;
			while (count >= 0) {
				count++;
			}
			return count;
		});
		assertThat(future.await(LIMIT)).get().isInstanceOf(TaskState.TimedOut.class);
		assertThat(runner().submit(() -> "next").result(LIMIT)).isEqualTo("next");
		await().atMost(LIMIT).until(() -> runner().counts().inFlight() == 0);
	}

}
