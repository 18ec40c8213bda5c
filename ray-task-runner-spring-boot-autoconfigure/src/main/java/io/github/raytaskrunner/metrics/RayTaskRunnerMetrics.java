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

package io.github.raytaskrunner.metrics;

import java.time.Duration;

import io.github.raytaskrunner.TaskListener;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.TaskStateChange;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Meters of what happens to the tasks of a runner:
 * <table>
 * <caption>Meters and their tags</caption>
 * <tr>
 * <th>Meter</th>
 * <th>Type</th>
 * <th>Tags</th>
 * <th>What it records</th>
 * </tr>
 * <tr>
 * <td>{@code ray.tasks.submitted}</td>
 * <td>counter</td>
 * <td>{@code task}</td>
 * <td>accepted tasks</td>
 * </tr>
 * <tr>
 * <td>{@code ray.tasks.queue.time}</td>
 * <td>timer</td>
 * <td>{@code task}, {@code outcome}</td>
 * <td>time from submission to start, of every task that ended</td>
 * </tr>
 * <tr>
 * <td>{@code ray.tasks.run.time}</td>
 * <td>timer</td>
 * <td>{@code task}, {@code outcome}</td>
 * <td>time from start to end, of the tasks that ended and had started</td>
 * </tr>
 * <tr>
 * <td>{@code ray.tasks.crashed}</td>
 * <td>counter</td>
 * <td>{@code task}</td>
 * <td>tasks whose worker or cluster died</td>
 * </tr>
 * <tr>
 * <td>{@code ray.tasks.retried}</td>
 * <td>counter</td>
 * <td>{@code task}</td>
 * <td>attempts after which the task was run again</td>
 * </tr>
 * <tr>
 * <td>{@code ray.tasks.wait.time}</td>
 * <td>timer</td>
 * <td>{@code task}, {@code outcome}</td>
 * <td>time that callers waited for a task or its result</td>
 * </tr>
 * </table>
 * The tag {@code task} is the name of the task. Names come from the classes and methods
 * that contain the lambdas, unless the options of a task set another, so there are about
 * as many as there are lambdas in the code. The {@code outcome} of a task is
 * {@code completed}, {@code failed}, {@code crashed}, {@code cancelled},
 * {@code timed_out} or {@code not_ready}, that of a wait is {@code done} or
 * {@code timeout}.
 * <p>
 * Counters of tasks have no base unit: some registries would append it to the name, which
 * already contains it.
 * <p>
 * Safe for use by several threads.
 *
 * @see RayTaskRunnerGauges
 * @see RayClusterMetrics
 */
public final class RayTaskRunnerMetrics implements TaskListener {

	private static final String TASK = "task";

	private static final String OUTCOME = "outcome";

	private final MeterProvider<Counter> submitted;

	private final MeterProvider<Timer> queueTime;

	private final MeterProvider<Timer> runTime;

	private final MeterProvider<Counter> crashed;

	private final MeterProvider<Counter> retried;

	private final MeterProvider<Timer> waitTime;

	/**
	 * Create a new instance.
	 * @param registry registry of the meters
	 */
	public RayTaskRunnerMetrics(MeterRegistry registry) {
		this.submitted = Counter.builder("ray.tasks.submitted")
			.description("Tasks accepted by the runner")
			.withRegistry(registry);
		this.queueTime = Timer.builder("ray.tasks.queue.time")
			.description("Time that tasks waited for upstream tasks and for a slot")
			.withRegistry(registry);
		this.runTime = Timer.builder("ray.tasks.run.time")
			.description("Time that tasks ran on a worker")
			.withRegistry(registry);
		this.crashed = Counter.builder("ray.tasks.crashed")
			.description("Tasks whose worker or cluster died")
			.withRegistry(registry);
		this.retried = Counter.builder("ray.tasks.retried")
			.description("Attempts after which the task was run again")
			.baseUnit("attempts")
			.withRegistry(registry);
		this.waitTime = Timer.builder("ray.tasks.wait.time")
			.description("Time that callers waited for tasks and their results")
			.withRegistry(registry);
	}

	@Override
	public void stateChanged(TaskStateChange change) {
		if (change.previous() == null) {
			this.submitted.withTag(TASK, change.group()).increment();
		}
		if (change.state() instanceof TaskState.AwaitingRetry) {
			this.retried.withTag(TASK, change.group()).increment();
		}
		if (change.state().isFinal()) {
			ended(change);
		}
	}

	private void ended(TaskStateChange change) {
		String task = change.group();
		String outcome = change.state().label();
		this.queueTime.withTags(TASK, task, OUTCOME, outcome).record(change.queued());
		if (!change.ran().isZero()) {
			this.runTime.withTags(TASK, task, OUTCOME, outcome).record(change.ran());
		}
		if (change.state() instanceof TaskState.Crashed) {
			this.crashed.withTag(TASK, task).increment();
		}
	}

	@Override
	public void waited(String group, Duration waited, boolean done) {
		this.waitTime.withTags(TASK, group, OUTCOME, (done) ? "done" : "timeout").record(waited);
	}

}
