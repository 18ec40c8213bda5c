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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/**
 * Main class of the driver process. It prints one line that says where it listens, and
 * ends with the application: when its standard input ends, or, as a Ray job, when its
 * lease runs out.
 */
public final class DriverMain {

	private DriverMain() {
	}

	public static void main(String[] args) throws Exception {
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		String environment = System.getenv(DriverConfig.ENVIRONMENT_VARIABLE);
		// the same property tells Ray which node it is on
		DriverConfig config = DriverConfig.read(
				(environment != null) ? new BufferedReader(new StringReader(environment)) : input,
				System.getProperty("ray.node-ip"), System.getenv());
		config.systemProperties().forEach(System::setProperty);
		RayDriver driver = new RayDriver(config);
		if (environment == null) {
			Thread watch = new Thread(() -> awaitEnd(input, driver), "ray-driver-stdin");
			watch.setDaemon(true);
			watch.start();
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
			// the launcher reads these lines
			System.out.println(
					"RAY_TASK_RUNNER_DRIVER cannot run: " + String.valueOf(ex.getMessage()).replaceAll("\\R", " "));
			System.out.println("RAY_TASK_RUNNER_DRIVER needs: Check 'ray.driver.port', 'ray.driver.bind-address' and "
					+ "'ray.driver.ssl'.");
			return false;
		}
	}

	private static void awaitEnd(BufferedReader input, RayDriver driver) {
		try {
			while (input.read() >= 0) {
				// nothing more is said after the configuration
			}
		}
		catch (IOException ex) {
			System.err.println("Standard input is gone: " + ex);
		}
		driver.end("its application ended");
	}

}
