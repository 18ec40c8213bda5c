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

package io.github.raytaskrunner.driver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.calls.RayCalls;
import io.github.raytaskrunner.calls.WorkerServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.ray.api.Ray;

/**
 * The driver: connects to Ray, listens for its application and for its workers, and ends
 * everything it opened.
 */
final class RayDriver {

	private static final long SERVER_END_TIMEOUT_SECONDS = 1;

	/**
	 * Ray's own shutdown takes five seconds and more once the head is gone, and nothing
	 * is lost without it: Ray ends what a driver left when it is gone.
	 */
	private static final long END_TIMEOUT_SECONDS = 3;

	private final CountDownLatch end = new CountDownLatch(1);

	private final DriverConfig config;

	RayDriver(DriverConfig config) {
		this.config = config;
	}

	/**
	 * Run until {@link #end} is called or the lease runs out.
	 */
	void run() throws IOException, InterruptedException {
		Ray.init();
		ExecutorService executor = Executors.newFixedThreadPool(4, new NamedThreadFactory("ray-driver-grpc"));
		try (Lease lease = new Lease(this.config.lease(), this::end);
				WorkerServer workers = new WorkerServer(this.config.host());
				RayCalls calls = new RayCalls(workers)) {
			Server server = startServer(new DriverService(calls, lease, this::end), executor);
			// the launcher reads this line
			System.out.println("RAY_TASK_RUNNER_DRIVER listens on " + this.config.host() + ":" + server.getPort());
			this.end.await();
			haltIfStuck();
			server.shutdownNow().awaitTermination(SERVER_END_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		}
		finally {
			executor.shutdownNow();
			Ray.shutdown();
		}
	}

	/**
	 * End the driver. Returns at once.
	 * @param reason why
	 */
	void end(String reason) {
		if (this.end.getCount() > 0) {
			System.out.println("The driver ends: " + reason);
		}
		this.end.countDown();
	}

	private Server startServer(DriverService service, Executor executor) throws IOException {
		return NettyServerBuilder.forAddress(new InetSocketAddress(this.config.host(), this.config.port()))
			.executor(executor)
			.intercept(new SecretInterceptor(this.config.secretSha256()))
			.permitKeepAliveTime(5, TimeUnit.SECONDS)
			.addService(service)
			.build()
			.start();
	}

	private void haltIfStuck() {
		Thread watchdog = new Thread(() -> {
			try {
				TimeUnit.SECONDS.sleep(END_TIMEOUT_SECONDS);
				Runtime.getRuntime().halt(1);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "ray-driver-watchdog");
		watchdog.setDaemon(true);
		watchdog.start();
	}

}
