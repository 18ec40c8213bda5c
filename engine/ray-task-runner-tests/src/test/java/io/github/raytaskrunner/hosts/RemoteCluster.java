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

package io.github.raytaskrunner.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.network.RayOnHosts;
import io.github.raytaskrunner.testsupport.network.TestHost;
import io.github.raytaskrunner.testsupport.network.TestNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Three hosts: the head and another node of a cluster, with one CPU each, and one for
 * applications, which has no Ray.
 */
final class RemoteCluster implements AutoCloseable {

	private static final String ONE_CPU = "--num-cpus=1";

	private final TestNetwork network = TestNetwork.create();

	private final TestHost application = this.network.addHost("application", installations());

	private final TestHost head = this.network.addHost("head");

	private final TestHost node = this.network.addHost("node");

	private final RayOnHosts ray;

	RemoteCluster(String rayVersion, @Nullable String token) {
		this.ray = new RayOnHosts(rayVersion, token, this.head);
		try {
			start();
		}
		catch (AssertionError ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Start head and node, and wait for both.
	 */
	void start() {
		this.ray.startHead(ONE_CPU);
		this.ray.awaitNodes(1);
		startNode();
	}

	/**
	 * Start head and node again, and wait for both.
	 */
	void restart() {
		kill();
		start();
	}

	/**
	 * Start the node that is not the head, and wait for it.
	 */
	void startNode() {
		this.ray.startNode(this.node, ONE_CPU);
		this.ray.awaitNodes(2);
	}

	/**
	 * Start the node again that is not the head, and wait for it.
	 */
	void restartNode() {
		this.node.killProcesses();
		this.ray.awaitNodes(1);
		startNode();
	}

	/**
	 * Kill one kind of processes on a host.
	 */
	void kill(String name, TestHost host) {
		host.processes().stream().filter((pid) -> LinuxProcesses.name(pid).equals(name)).forEach(LinuxProcesses::kill);
	}

	/**
	 * Cut the link of applications for some time.
	 */
	void cutApplication(Duration duration) throws InterruptedException {
		this.application.cut();
		Thread.sleep(duration.toMillis());
		this.application.restore();
	}

	/**
	 * Kill all of the cluster.
	 */
	void kill() {
		this.head.killProcesses();
		this.node.killProcesses();
	}

	TestNetwork network() {
		return this.network;
	}

	TestHost application() {
		return this.application;
	}

	TestHost head() {
		return this.head;
	}

	TestHost node() {
		return this.node;
	}

	RayOnHosts ray() {
		return this.ray;
	}

	/**
	 * Return the drivers that run on the head.
	 */
	List<Long> drivers() {
		return this.head.processes()
			.stream()
			.filter((pid) -> LinuxProcesses.name(pid).equals("java")
					&& LinuxProcesses.describe(pid).contains(".driver.DriverMain"))
			.toList();
	}

	private static Path installations() {
		try {
			return RayTestInstallation.projectFolder().resolve(".ray").toRealPath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.network.close();
	}

}
