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

package io.github.raytaskrunner.scripted;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class of tests in which two things happen at the same time, many times.
 */
public abstract class RaceTests {

	public static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(RayTaskRunner.class.getPackageName());

	protected static final int ROUNDS = 3000;

	protected static final int STOPS = 2000;

	private final ExecutorService executor = Executors.newFixedThreadPool(2);

	protected final MapCaches caches = new MapCaches();

	protected final RecordingTaskListener listener = new RecordingTaskListener();

	protected final AtomicReference<ScriptedBackend> started = new AtomicReference<>();

	protected final DefaultRayTaskRunner runner = new DefaultRayTaskRunner(
			new RunnerSettings(100_000, Duration.ZERO).withDefaults(TaskOptions.builder().crashRetries(0).build()),
			() -> {
				this.started.set(new ScriptedBackend(2));
				return this.started.get();
			}, ScriptedBackend.SERIALIZER, this.caches);

	protected RaceTests() {
		this.runner.addListener(this.listener);
	}

	@BeforeAll
	static void silenceLog() {
		LOGGER.setLevel(Level.OFF);
	}

	@AfterAll
	static void restoreLog() {
		LOGGER.setLevel(null);
	}

	@AfterEach
	void stop() {
		this.runner.stop();
		this.executor.shutdownNow();
		this.listener.assertNoGaps();
	}

	protected final List<RayTaskFuture<?>> submitGraph() {
		RayTaskFuture<String> upstream = this.runner.submit(() -> "value");
		RayTaskFuture<String> dependent = this.runner.submit(() -> upstream.result());
		return List.of(upstream, dependent);
	}

	protected final void assertFinalStatesReportedOnce(long tasks) {
		if (this.listener.count("finished") != tasks) {
			Awaitility.await().atMost(LIMIT).until(() -> this.listener.count("finished") == tasks);
		}
		assertThat(this.listener.count("submitted")).isEqualTo(tasks);
	}

	protected final void atOnce(Runnable first, Runnable second) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(2);
		Future<?> one = this.executor.submit(() -> meet(barrier, first));
		Future<?> other = this.executor.submit(() -> meet(barrier, second));
		one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		other.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
	}

	private static void meet(CyclicBarrier barrier, Runnable action) {
		try {
			barrier.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
		action.run();
	}

}
