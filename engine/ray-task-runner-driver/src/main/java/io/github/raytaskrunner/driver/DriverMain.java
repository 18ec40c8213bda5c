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

import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.launch.DriverCommand;
import io.github.raytaskrunner.launch.DriverConfig;
import io.github.raytaskrunner.launch.DriverRefusal;
import io.github.raytaskrunner.launch.EnvironmentNames;

/**
 * Main class of the driver process. It prints one line that says where it listens, and
 * ends with the application: when its standard input ends, or, as a Ray job, when its
 * lease runs out.
 */
public final class DriverMain {

	private DriverMain() {
	}

	public static void main(String[] args) throws Exception {
		DriverCommand command = DriverCommand.ofArguments(args);
		DriverConfig config = DriverConfig.of(System.getenv(EnvironmentNames.DRIVER));
		ServerTls tls = (config.tls() != null) ? ServerTls.of(config.tls(), System.getenv()) : null;
		RayDriver driver = new RayDriver(config, command, tls);
		if (config.lease().isZero()) {
			new NamedThreadFactory("ray-driver-stdin").newThread(() -> awaitEnd(driver)).start();
		}
		// threads of Ray's native library may be left
		Runtime.getRuntime().halt(run(driver) ? 0 : 1);
	}

	private static boolean run(RayDriver driver) throws InterruptedException {
		try {
			driver.run();
			return true;
		}
		catch (IOException ex) {
			System.out.println(new DriverRefusal(String.valueOf(ex.getMessage()),
					"Check 'ray.driver.port', 'ray.driver.bind-address' and 'ray.driver.ssl'.")
				.lines());
			return false;
		}
	}

	private static void awaitEnd(RayDriver driver) {
		try {
			while (System.in.read() >= 0) {
				// nothing is said there
			}
		}
		catch (IOException ex) {
			System.err.println("Standard input is gone: " + ex);
		}
		driver.end("its application ended");
	}

}
