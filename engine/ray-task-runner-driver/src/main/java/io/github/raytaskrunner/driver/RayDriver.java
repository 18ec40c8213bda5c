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
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.calls.RayCalls;
import io.github.raytaskrunner.calls.WorkerServer;
import io.ray.api.Ray;

/**
 * The driver: connects to Ray, listens for its application and for its workers, and ends
 * everything it opened.
 */
final class RayDriver {

	/**
	 * Ray's own shutdown takes five seconds and more once the head is gone, and nothing
	 * is lost without it: Ray ends what a driver left when it is gone.
	 */
	private static final long END_TIMEOUT_SECONDS = 3;

	private static final Duration RELEASE_PERIOD = Duration.ofSeconds(10);

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
		NativeLibraries.deleteLoaded();
		try (Lease lease = new Lease(this.config.lease(), this::end);
				WorkerServer workers = new WorkerServer(this.config.nodeIp());
				RayCalls calls = new RayCalls(workers, RELEASE_PERIOD);
				ConnectedCluster cluster = new ConnectedCluster(calls, LocalRaylet.find(), this::end);
				DriverServer server = new DriverServer(this.config, new DriverService(cluster, lease, this::end))) {
			// the launcher reads this line
			System.out.println("RAY_TASK_RUNNER_DRIVER listens on " + server.host() + ":" + server.port());
			this.end.await();
			haltIfStuck();
		}
		finally {
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
