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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.raytaskrunner.backend.ray.cluster.LocalNode;
import io.github.raytaskrunner.launch.DriverCommand;
import io.github.raytaskrunner.launch.EnvironmentNames;

/**
 * Launches a driver as a child process, on a machine that is a node of the cluster. The
 * child ends with its standard input, so it cannot outlive this process.
 */
final class ChildDriverLauncher implements DriverLauncher {

	private final Path javaHome;

	private final List<Path> classPath;

	private final LocalNode node;

	private final Path directory;

	/**
	 * Create a new launcher.
	 * @param javaHome the Java to run the driver with
	 * @param classPath class path of the driver, Ray's jar last
	 * @param node the node that the driver connects to
	 * @param directory existing directory for the driver's output
	 */
	ChildDriverLauncher(Path javaHome, List<Path> classPath, LocalNode node, Path directory) {
		this.javaHome = javaHome;
		this.classPath = classPath;
		this.node = node;
		this.directory = directory;
	}

	@Override
	public LaunchedDriver launch(DriverSpec spec) {
		List<String> command = new ArrayList<>();
		command.add(this.javaHome.resolve("bin/java").toString());
		command.addAll(spec.jvmOptions());
		command.add("-cp");
		command.add(this.classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
		command.addAll(new DriverCommand(this.node.gcsAddress(), this.node.ip(), this.node.sessionDirectory()).words());
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true);
		// the driver belongs to one cluster, whatever this process belongs to
		builder.environment().keySet().removeAll(LocalNode.FOREIGN_VARIABLES);
		// text and file names are UTF-8, whatever the locale of this process
		builder.environment().put("LC_ALL", "C.UTF-8");
		builder.environment().putAll(this.node.environment());
		builder.environment().put(EnvironmentNames.DRIVER, spec.config().withLease(Duration.ZERO).toText());
		try {
			ChildDriver driver = new ChildDriver(builder.start(), this.directory.resolve("driver.log"));
			try {
				driver.awaitEndpoint(spec.startTimeout());
				return driver;
			}
			catch (RuntimeException | Error ex) {
				driver.stop(Duration.ZERO);
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot start the driver process " + command.get(0), ex);
		}
	}

}
