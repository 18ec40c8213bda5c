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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.github.raytaskrunner.calls.NamedThreadFactory;
import io.github.raytaskrunner.launch.DriverCommand;
import io.github.raytaskrunner.launch.DriverConfig;
import io.github.raytaskrunner.launch.DriverRefusal;
import io.github.raytaskrunner.launch.EnvironmentNames;
import io.ray.runtime.util.BinaryFileUtil;
import io.ray.runtime.util.JniUtils;

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
		loadNativeLibrary(command.sessionDirectory());
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		String variable = System.getenv(EnvironmentNames.DRIVER);
		DriverConfig config = (variable != null) ? DriverConfig.of(variable) : DriverConfig.read(input);
		ServerTls tls = (config.tls() != null) ? ServerTls.of(config.tls(), System.getenv()) : null;
		configureRay(config, command);
		RayDriver driver = new RayDriver(config, command.nodeIp(), tls);
		if (variable == null) {
			new NamedThreadFactory("ray-driver-stdin").newThread(() -> awaitEnd(input, driver)).start();
		}
		// threads of Ray's native library may be left
		Runtime.getRuntime().halt(run(driver) ? 0 : 1);
	}

	/**
	 * Load Ray's native library from where the workers of this node have it. Ray unpacks
	 * its 40 MB for each driver into a directory of its own, which it never deletes. That
	 * takes a while, in which an application finds out what else it has to tell.
	 */
	private static void loadNativeLibrary(Path sessionDirectory) {
		JniUtils.loadLibrary(sessionDirectory.toString(), BinaryFileUtil.CORE_WORKER_JAVA_LIBRARY, true);
	}

	// Ray reads system properties when it is initialised
	private static void configureRay(DriverConfig config, DriverCommand command) {
		config.rayProperties().forEach(System::setProperty);
		System.setProperty("ray.address", command.gcsAddress());
		// else Ray takes an address of the host by which it does not find the node
		System.setProperty("ray.node-ip", command.nodeIp());
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
