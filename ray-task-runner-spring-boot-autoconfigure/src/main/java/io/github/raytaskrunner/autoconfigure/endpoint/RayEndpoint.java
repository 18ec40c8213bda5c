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

package io.github.raytaskrunner.autoconfigure.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RunnerStatus;
import io.github.raytaskrunner.TaskCounts;
import io.github.raytaskrunner.TaskInFlight;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * {@link Endpoint @Endpoint} that shows runners and their tasks. By default it only
 * reads; with {@code management.endpoint.ray.access=unrestricted} it cancels tasks too.
 */
@Endpoint(id = "ray", defaultAccess = Access.READ_ONLY)
public final class RayEndpoint {

	private static final int MAX_TASKS = 100;

	private final Map<String, RayTaskRunner> runners;

	/**
	 * Create a new endpoint.
	 * @param runners runners by name of the bean
	 */
	public RayEndpoint(Map<String, RayTaskRunner> runners) {
		this.runners = Map.copyOf(runners);
	}

	/**
	 * Describe all runners.
	 * @return the descriptions, each with a hundred tasks at most
	 */
	@ReadOperation
	public RunnersDescriptor runners() {
		Map<String, RunnerDescriptor> descriptors = new TreeMap<>();
		this.runners.forEach((name, runner) -> descriptors.put(name, describe(runner)));
		return new RunnersDescriptor(descriptors);
	}

	/**
	 * Describe a task.
	 * @param key key of the task, which may contain slashes
	 * @return the description, or {@code null} if no runner knows such a task
	 */
	@ReadOperation
	public @Nullable TaskDescriptor task(@Selector(match = Match.ALL_REMAINING) String... key) {
		RayTaskFuture<?> future = find(String.join("/", key));
		return (future != null) ? new TaskDescriptor(future.name(), future.key(), future.state().label()) : null;
	}

	/**
	 * Cancel a task unless it has ended.
	 * @param key key of the task, which may contain slashes
	 * @return the task as it is then, or {@code null} if no runner knows such a task
	 */
	@DeleteOperation
	public @Nullable TaskDescriptor cancel(@Selector(match = Match.ALL_REMAINING) String... key) {
		RayTaskFuture<?> future = find(String.join("/", key));
		if (future == null) {
			return null;
		}
		future.cancel();
		return task(key);
	}

	private @Nullable RayTaskFuture<?> find(String key) {
		for (RayTaskRunner runner : this.runners.values()) {
			RayTaskFuture<?> future = runner.isRunning() ? runner.find(key).orElse(null) : null;
			if (future != null) {
				return future;
			}
		}
		return null;
	}

	private static RunnerDescriptor describe(RayTaskRunner runner) {
		if (runner instanceof ObservableRayTaskRunner observable) {
			return new RunnerDescriptor(describe(observable.status(), runner), describe(observable.counts()),
					observable.tasksInFlight(MAX_TASKS).stream().map(RayEndpoint::describe).toList());
		}
		return new RunnerDescriptor(describe(null, runner), null, List.of());
	}

	// a mock has no status, and no counts
	private static StatusDescriptor describe(@Nullable RunnerStatus status, RayTaskRunner runner) {
		if (status instanceof RunnerStatus.Connected connected) {
			BackendInfo backend = connected.backend();
			return new StatusDescriptor("connected", backend.name(), backend.description(), backend.slots(),
					backend.nodes(), backend.dashboardUrl(), null, null);
		}
		if (status instanceof RunnerStatus.Disconnected disconnected) {
			String obstacle = disconnected.obstacle();
			return new StatusDescriptor("disconnected", null, null, null, null, null, disconnected.since(),
					disconnected.reason() + ((obstacle != null) ? "; " + obstacle : ""));
		}
		boolean running = status == null && runner.isRunning();
		return new StatusDescriptor((running) ? "connected" : "stopped", null, null, null, null, null, null, null);
	}

	private static @Nullable CountsDescriptor describe(@Nullable TaskCounts counts) {
		return (counts != null) ? new CountsDescriptor(counts.queued(), counts.inFlight(), counts.held()) : null;
	}

	private static InFlightDescriptor describe(TaskInFlight task) {
		return new InFlightDescriptor(task.name(), task.key(), task.state().label(), task.age(), task.tasks());
	}

	/**
	 * Description of the runners.
	 *
	 * @param runners descriptions by name of the bean
	 */
	public record RunnersDescriptor(Map<String, RunnerDescriptor> runners) implements OperationResponseBody {

	}

	/**
	 * Description of a runner.
	 *
	 * @param status whether and where tasks can run
	 * @param counts numbers of tasks and values, if the runner tells them
	 * @param inFlight the tasks in flight, in the order in which they were dispatched
	 */
	public record RunnerDescriptor(StatusDescriptor status, @Nullable CountsDescriptor counts,
			List<InFlightDescriptor> inFlight) {

	}

	/**
	 * Whether and where tasks can run.
	 *
	 * @param state 'connected', 'disconnected' or 'stopped'
	 * @param backend name of what runs the tasks
	 * @param description the cluster, and how its driver runs
	 * @param slots number of tasks that can run at once if each needs one CPU only
	 * @param nodes number of living nodes
	 * @param dashboard URL of Ray's dashboard
	 * @param since when the backend was lost
	 * @param reason why it was lost, and what is in the way of getting it back
	 */
	public record StatusDescriptor(String state, @Nullable String backend, @Nullable String description,
			@Nullable Integer slots, @Nullable Integer nodes, @Nullable String dashboard, @Nullable Instant since,
			@Nullable String reason) {

	}

	/**
	 * Numbers of tasks and values.
	 *
	 * @param queued tasks that wait for upstream tasks or a slot
	 * @param inFlight tasks that were handed to the backend
	 * @param held values that the backend keeps
	 */
	public record CountsDescriptor(int queued, int inFlight, int held) {

	}

	/**
	 * Description of a task in flight.
	 *
	 * @param name name of the task, or of the map whose items it has
	 * @param key key of the task, unless these are items
	 * @param state label of the state
	 * @param age time since it was submitted
	 * @param tasks number of tasks, one unless these are items
	 */
	public record InFlightDescriptor(String name, @Nullable String key, String state, Duration age, int tasks) {

	}

	/**
	 * Description of a task.
	 *
	 * @param name name of the task
	 * @param key key of the task
	 * @param state label of the state
	 */
	public record TaskDescriptor(String name, String key, String state) implements OperationResponseBody {

	}

}
