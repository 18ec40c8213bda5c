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

package io.github.raytaskrunner.worker.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.LogLines;
import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.backend.ValueLostException;
import io.github.raytaskrunner.calls.NoResultException;
import io.github.raytaskrunner.calls.RayCalls;
import io.github.raytaskrunner.calls.WorkerServer;
import io.github.raytaskrunner.launch.EnvironmentNames;
import io.github.raytaskrunner.threads.DaemonPool;
import io.github.raytaskrunner.threads.DaemonThreads;
import io.ray.api.Ray;
import io.ray.api.runtimecontext.NodeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of a runner that a task uses. This worker process hands them to Ray
 * itself: the application and its driver have no part in them.
 */
final class NestedBackend implements Backend {

	/**
	 * Seldom, as what is collected is the garbage of the tasks as well.
	 */
	private static final Duration RELEASE_PERIOD = Duration.ofMinutes(1);

	private static final int WAIT_MILLIS = 100;

	private static final int PAUSE_MILLIS = 5;

	private final ExecutorService fetches = Executors.newFixedThreadPool(2, new DaemonThreads("ray-nested-fetch"));

	/**
	 * Sends to workers. A task's own thread may be interrupted, which would close the
	 * connection that it writes to. Bounded by the attempts of the tasks that run here.
	 */
	private final ExecutorService commands = new DaemonPool("ray-nested-commands", 1,
			new ThreadPoolExecutor.DiscardPolicy());

	private final RayThread rayThread;

	private final TaskOutput output;

	private final NestedTasks tasks;

	private @Nullable WorkerServer workers;

	private @Nullable RayCalls calls;

	private @Nullable NodeAmounts amounts;

	NestedBackend(RayThread rayThread, TaskOutput output, NestedTasks tasks) {
		this.rayThread = rayThread;
		this.output = output;
		this.tasks = tasks;
	}

	@Override
	public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
		try {
			return start(livingNodes(), listener);
		}
		catch (RuntimeException | Error ex) {
			stop(Duration.ZERO);
			throw ex;
		}
	}

	private BackendInfo start(List<NodeInfo> nodes, BackendListener listener) {
		String host = nodes.stream()
			.filter((node) -> node.nodeId.equals(Ray.getRuntimeContext().getCurrentNodeId()))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Ray does not list the node of this worker")).nodeAddress;
		try {
			this.workers = new WorkerServer(host);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot listen to workers on " + host, ex);
		}
		this.calls = new RayCalls(this.workers, Duration.ZERO, RELEASE_PERIOD);
		this.calls.setListener(new Listener(listener, this.output, this.tasks));
		this.amounts = new NodeAmounts(amounts(nodes), () -> amounts(livingNodes()),
				System.getenv(EnvironmentNames.FIXED_CLUSTER), System::nanoTime);
		int slots = nodes.stream().mapToInt((node) -> node.resources.getOrDefault("CPU", 0.0).intValue()).sum();
		return new BackendInfo("ray", "from within a task on Ray", slots, nodes.size(), null);
	}

	private static List<NodeInfo> livingNodes() {
		return Ray.getRuntimeContext().getAllNodeInfo().stream().filter((node) -> node.isAlive).toList();
	}

	private static List<Map<String, Double>> amounts(List<NodeInfo> nodes) {
		return nodes.stream().map((node) -> node.resources).toList();
	}

	@Override
	public @Nullable String missing(Resources resources) {
		return (this.amounts != null) ? this.amounts.missing(resources) : null;
	}

	@Override
	public void run(Call call) {
		calls().run(call);
	}

	@Override
	public void cancel(long attempt) {
		this.commands.execute(() -> calls().cancel(attempt));
	}

	@Override
	public void takeBack(long attempt) {
		this.commands.execute(() -> calls().takeBack(attempt));
	}

	@Override
	public void put(long attempt, byte[] value) {
		calls().put(attempt, value, Runnable::run);
	}

	@Override
	public void await(CompletableFuture<?> future, long nanos) throws TimeoutException, InterruptedException {
		long start = System.nanoTime();
		while (!future.isDone()) {
			long remaining = TimeUnit.NANOSECONDS.toMillis(nanos - (System.nanoTime() - start));
			if (remaining <= 0) {
				throw new TimeoutException();
			}
			this.rayThread.run(() -> calls().awaitAny((int) Math.min(WAIT_MILLIS, remaining)));
			// a call may end in Ray before its report has come
			pause(future, Math.min(PAUSE_MILLIS, remaining));
		}
	}

	@Override
	public byte[] callPython(String name, Resources resources, byte[] request) throws InterruptedException {
		return new PythonRun(this.rayThread, calls().pythonFunctions()).call(name, resources, request);
	}

	private static void pause(CompletableFuture<?> future, long millis) throws InterruptedException {
		try {
			future.get(millis, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			// whoever waits looks again
		}
	}

	@Override
	public CompletableFuture<byte[]> fetch(long attempt) {
		CompletableFuture<byte[]> future = new CompletableFuture<>();
		this.fetches.execute(() -> fetch(attempt, future));
		return future;
	}

	private void fetch(long attempt, CompletableFuture<byte[]> future) {
		try {
			ByteBuffer value = calls().fetch(attempt);
			if (value == null) {
				throw new ValueLostException("it is not known any more");
			}
			byte[] bytes = new byte[value.remaining()];
			value.get(bytes);
			future.complete(bytes);
		}
		catch (ValueLostException ex) {
			future.completeExceptionally(ex);
		}
		catch (NoResultException ex) {
			future.completeExceptionally(new ValueLostException(ex.reason()));
		}
		catch (Throwable ex) {
			future.completeExceptionally(new ValueLostException(ex.toString()));
		}
	}

	@Override
	public void release(List<Long> attempts) {
		attempts.forEach(calls()::release);
	}

	@Override
	public void stop(Duration timeout) {
		if (this.calls != null) {
			this.calls.close();
		}
		if (this.workers != null) {
			this.workers.close();
		}
		this.fetches.shutdownNow();
		this.commands.shutdownNow();
	}

	private RayCalls calls() {
		if (this.calls == null) {
			throw new IllegalStateException("The backend is not started");
		}
		return this.calls;
	}

	/**
	 * Hears of the attempts, and of what they log and submit, which is for the
	 * application.
	 *
	 * @param attempts hears of the attempts
	 * @param output takes what they log to the application
	 * @param tasks takes what becomes of their tasks to the application
	 */
	private record Listener(AttemptListener attempts, TaskOutput output, NestedTasks tasks) implements AttemptListener {

		@Override
		public void happened(List<AttemptEvent> events) {
			this.attempts.happened(events);
		}

		@Override
		public void logged(LogLines lines) {
			this.output.logged(lines);
		}

		@Override
		public void nestedChanged(NestedChanges changes) {
			this.tasks.passOn(changes);
		}

	}

}
