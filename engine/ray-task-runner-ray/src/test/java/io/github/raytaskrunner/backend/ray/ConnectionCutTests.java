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

package io.github.raytaskrunner.backend.ray;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.raytaskrunner.BackendInfo;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskState;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.backend.Backend;
import io.github.raytaskrunner.backend.BackendListener;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.protocol.Welcome;
import io.github.raytaskrunner.runner.DefaultRayTaskRunner;
import io.github.raytaskrunner.serialization.TaskSerializer;
import io.github.raytaskrunner.settings.RunnerSettings;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TcpProxy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The connection between application and driver is cut while tasks run: first nothing
 * gets through, then nothing can be reached.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class ConnectionCutTests {

	private static final int TASKS = 400;

	private static final int TASK_MILLIS = 150;

	private static final int LARGE = 300_000;

	private static final Duration SILENCE = Duration.ofSeconds(20);

	private static final Duration REFUSAL = Duration.ofSeconds(5);

	private static final Duration LIMIT = Duration.ofMinutes(2);

	@Test
	void tasksRunOnceAndNoneIsLostWhileTheConnectionIsCut(@TempDir Path directory) throws Exception {
		try (TestDriver driver = new TestDriver(2);
				TcpProxy proxy = new TcpProxy(
						new InetSocketAddress(driver.endpoint().host(), driver.endpoint().port()))) {
			ProxiedBackend backend = new ProxiedBackend(driver, proxy);
			ClassLoader classLoader = ConnectionCutTests.class.getClassLoader();
			DefaultRayTaskRunner runner = new DefaultRayTaskRunner(
					new RunnerSettings(100_000_000, Duration.ofSeconds(1)), () -> backend,
					new TaskSerializer(classLoader, (captured) -> null));
			runner.start();
			try {
				String folder = directory.toString();
				AtomicInteger ends = new AtomicInteger();
				List<RayTaskFuture<byte[]>> futures = new ArrayList<>();
				for (int i = 0; i < TASKS; i++) {
					int number = i;
					RayTaskFuture<byte[]> future = runner.submit(() -> run(folder, number));
					future.toCompletableFuture().whenComplete((value, ex) -> ends.incrementAndGet());
					futures.add(future);
				}
				await().atMost(LIMIT).until(() -> ends.get() > 10);
				proxy.stall();
				CompletableFuture<byte[]> duringTheCut = CompletableFuture.supplyAsync(() -> futures.get(0).result());
				awaitEndOfCut(SILENCE);
				// tasks went on, but the application could not hear of them
				assertThat(files(directory)).isGreaterThan(ends.get());
				proxy.resume();
				assertThat(duringTheCut.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).hasSize(LARGE);
				int endsBetween = ends.get();
				await().atMost(LIMIT).until(() -> ends.get() > endsBetween + 10);
				proxy.refuse();
				awaitEndOfCut(REFUSAL);
				proxy.resume();
				for (int i = 0; i < TASKS; i++) {
					assertThat(futures.get(i).await(LIMIT)).get().isInstanceOf(TaskState.Completed.class);
					assertThat(futures.get(i).result(LIMIT)).hasSize(size(i));
				}
				assertThat(backend.losses).hasValue(0);
				await().atMost(LIMIT).until(() -> ends.get() == TASKS);
				for (int i = 0; i < TASKS; i++) {
					assertThat(directory.resolve("task-" + i)).hasSize(1);
				}
				assertThat(driver.output()).anyMatch((line) -> line.contains("The application is back"));
			}
			finally {
				runner.stop();
			}
		}
	}

	private static void awaitEndOfCut(Duration cut) {
		long start = System.nanoTime();
		await().atMost(LIMIT)
			.pollInterval(Duration.ofMillis(100))
			.until(() -> System.nanoTime() - start > cut.toNanos());
	}

	private static int files(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return (int) files.count();
		}
	}

	private static int size(int number) {
		return (number % 20 == 0) ? LARGE : 10;
	}

	private static byte[] run(String folder, int number) {
		try {
			Files.writeString(Path.of(folder, "task-" + number), "x", StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
			Thread.sleep(TASK_MILLIS);
			return new byte[size(number)];
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A client that connects through a proxy.
	 */
	private static final class ProxiedBackend implements Backend {

		private final TestDriver driver;

		private final TcpProxy proxy;

		private final AtomicInteger losses = new AtomicInteger();

		private DriverClient client;

		private ProxiedBackend(TestDriver driver, TcpProxy proxy) {
			this.driver = driver;
			this.proxy = proxy;
		}

		@Override
		public BackendInfo start(RayTaskRunner runner, byte[] settings, BackendListener listener) {
			DriverSockets sockets = new DriverSockets(new DriverEndpoint("127.0.0.1", this.proxy.port()), null);
			this.client = new DriverClient(sockets, this.driver.secret(), TestDriver.LIMIT, this.driver::hasEnded,
					listener, (cause) -> {
						this.losses.incrementAndGet();
						listener.disconnected(cause.getMessage());
					});
			Welcome welcome = this.client.hello(this.driver.rayProperties(), TestDriver.LIMIT, 17, TestDriver.LIMIT);
			return new BackendInfo("ray", "Ray behind a proxy", welcome.getCapacity().getSlots(),
					welcome.getCapacity().getNodes(), null);
		}

		@Override
		public void run(Call call) {
			this.client.run(call);
		}

		@Override
		public void cancel(long attempt) {
			this.client.cancel(attempt);
		}

		@Override
		public void takeBack(long attempt) {
			this.client.takeBack(attempt);
		}

		@Override
		public void put(long attempt, byte[] value) {
			this.client.put(attempt, value);
		}

		@Override
		public CompletableFuture<byte[]> fetch(long attempt) {
			return this.client.fetch(attempt);
		}

		@Override
		public void release(List<Long> attempts) {
			this.client.release(attempts);
		}

		@Override
		public void stop(Duration timeout) {
			this.client.close();
		}

	}

}
