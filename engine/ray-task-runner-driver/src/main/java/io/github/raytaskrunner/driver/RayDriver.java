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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.launch.DriverCommand;
import io.github.raytaskrunner.launch.DriverConfig;
import io.github.raytaskrunner.launch.DriverEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The driver: listens for its application, connects to Ray once that has said what Ray
 * has to know, and ends everything it opened.
 */
final class RayDriver {

	/**
	 * Ray's own shutdown takes five seconds and more once the head is gone, and nothing
	 * is lost without it: Ray ends what a driver left when it is gone.
	 */
	private static final long END_TIMEOUT_SECONDS = 3;

	private final CountDownLatch end = new CountDownLatch(1);

	private final DriverConfig config;

	private final DriverCommand command;

	private final @Nullable ServerTls tls;

	/**
	 * Create a new driver.
	 * @param config what the application tells it
	 * @param command what is known of the node
	 * @param tls the certificate it presents, or {@code null} for plain text
	 */
	RayDriver(DriverConfig config, DriverCommand command, @Nullable ServerTls tls) {
		this.config = config;
		this.command = command;
		this.tls = tls;
	}

	/**
	 * Run until {@link #end} is called or the lease runs out.
	 */
	void run() throws IOException, InterruptedException {
		try (DriverLease lease = new DriverLease(this.config.lease(), this::end);
				ConnectedCluster cluster = new ConnectedCluster(this.command, this.config.leaseTerm(), this::end);
				DriverServer server = new DriverServer(this.config, this.command.nodeIp(), this.tls,
						new DriverService(this.config.secret(), cluster, lease, this::end))) {
			server.start();
			System.out.println(new DriverEndpoint(server.host(), server.port()).line());
			RayJob.loadNativeLibrary(this.command.sessionDirectory());
			this.end.await();
			haltIfStuck();
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
		new NamedThreadFactory("ray-driver-watchdog").newThread(() -> {
			try {
				TimeUnit.SECONDS.sleep(END_TIMEOUT_SECONDS);
				Runtime.getRuntime().halt(1);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}).start();
	}

}
