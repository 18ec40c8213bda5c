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
import java.time.Duration;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What dependents learn of upstream tasks that did not complete.
 */
abstract class UpstreamStatesContract extends ContractPart {

	UpstreamStatesContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void dependentThatAllowsFailureRunsAndSeesTheException() {
		RayTaskFuture<String> upstream = runner().submit(() -> {
			throw new IOException("upstream", new IllegalStateException("cause"));
		});
		RayTaskFuture<String> allowed = upstream.allowFailure();
		RayTaskFuture<String> dependent = runner().submit(() -> {
			try {
				return allowed.result();
			}
			catch (TaskFailedException ex) {
				TaskState.Failed state = (TaskState.Failed) allowed.state();
				return ex.getTaskName() + " " + ex.getTaskKey() + " " + state.exception().getMessage() + " "
						+ ex.getCause().getCause().getMessage();
			}
		});
		assertThat(dependent.result()).isEqualTo(upstream.name() + " " + upstream.key() + " upstream cause");
	}

	@Test
	void dependentThatAllowsFailureGetsTheValueIfThereIsOne() {
		RayTaskFuture<String> allowed = runner().submit(() -> "value").allowFailure();
		assertThat(runner().submit(() -> allowed.state().isFinal() + " " + allowed.result()).result())
			.isEqualTo("true value");
		assertThat(allowed.result()).isEqualTo("value");
	}

	@Test
	void dependentThatAllowsFailureSeesEveryFinalState() throws Exception {
		Duration limit = Duration.ofMillis(100);
		RayTaskFuture<String> failed = runner().submit(() -> {
			throw new IOException("failed");
		});
		RayTaskFuture<String> notReady = runner().submit(() -> failed.result());
		RayTaskFuture<String> timedOut = runner().with((options) -> options.name("slow").timeLimit(limit))
			.submit(() -> {
				Thread.sleep(LIMIT.toMillis());
				return "never";
			});
		RayTaskFuture<String> cancelled = runner().submit(() -> {
			Thread.sleep(LIMIT.toMillis());
			return "never";
		});
		cancelled.cancel();
		RayTaskFuture<String> first = notReady.allowFailure();
		RayTaskFuture<String> second = timedOut.allowFailure();
		RayTaskFuture<String> third = cancelled.allowFailure();
		RayTaskFuture<String> dependent = runner().submit(() -> {
			TaskState.NotReady state = (TaskState.NotReady) first.state();
			return state.upstreamKey() + " " + state.upstreamException().getCause().getMessage() + " " + second.state()
					+ " " + third.state();
		});
		assertThat(dependent.result(LIMIT))
			.isEqualTo(failed.key() + " failed " + timedOut.state() + " " + cancelled.state());
	}

	@Test
	void taskWaitsForOthersAndDoesNotMindTheirFailure() {
		RayTaskFuture<String> upstream = runner().submit(() -> {
			throw new IOException("upstream");
		});
		assertThat(runner().with((options) -> options.name("cleanup").waitFor(upstream.allowFailure()))
			.submit(() -> "ran")
			.result()).isEqualTo("ran");
	}

	@Test
	void taskThatWaitsForAFailedOneIsNotReady() throws Exception {
		RayTaskFuture<String> upstream = runner().submit(() -> {
			throw new IOException("upstream");
		});
		RayTaskFuture<String> dependent = runner().with((options) -> options.name("after").waitFor(upstream))
			.submit(() -> "never");
		assertThat(dependent.await(LIMIT)).get()
			.isInstanceOfSatisfying(TaskState.NotReady.class,
					(state) -> assertThat(state.upstreamKey()).isEqualTo(upstream.key()));
	}

	@Test
	void waitForInChainAndFanOutCompletesThreeTimes() {
		for (int i = 0; i < 3; i++) {
			RayTaskFuture<Integer> first = value(1);
			RayTaskFuture<Integer> second = runner().with((options) -> options.waitFor(first)).submit(() -> 2);
			RayTaskFuture<Integer> third = runner().with((options) -> options.waitFor(second)).submit(() -> 3);
			RayTaskFuture<Integer> other = runner().with((options) -> options.waitFor(first, second)).submit(() -> 4);
			RayTaskFuture<Integer> last = runner().with((options) -> options.waitFor(third).waitFor(other))
				.submit(() -> third.result() + other.result());
			assertThat(last.result()).isEqualTo(7);
		}
	}

}
