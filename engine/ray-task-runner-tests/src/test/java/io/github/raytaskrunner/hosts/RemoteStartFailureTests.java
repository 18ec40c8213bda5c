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
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.network.RayOnHosts;
import io.github.raytaskrunner.testsupport.network.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an application says that cannot use the cluster it was given.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class RemoteStartFailureTests {

	private static final String TOKEN = "0123456789abcdef0123456789abcdef";

	private static final String ADDRESS = "--ray.address=http://head:8265";

	private static RemoteCluster cluster;

	@TempDir
	Path folder;

	@BeforeAll
	static void startCluster() {
		cluster = new RemoteCluster(RayVersions.NEWEST, TOKEN);
	}

	@AfterAll
	static void closeCluster() {
		if (cluster != null) {
			cluster.close();
		}
	}

	@Test
	void startsWithTheTokenOfTheProperty() {
		try (RemoteApplication application = launch(Map.of(), ADDRESS, "--ray.auth.token=" + TOKEN)) {
			application.awaitUp().runTasks();
			assertThat(application.output()).doesNotContain(TOKEN);
		}
	}

	@Test
	void startsWithTheTokenOfTheEnvironment() {
		try (RemoteApplication application = launch(Map.of("RAY_AUTH_TOKEN", TOKEN), ADDRESS)) {
			application.awaitUp().runTasks();
		}
	}

	@Test
	void saysThatAClusterWantsATokenThatIsMissing() {
		assertThat(failure(Map.of(), ADDRESS)).contains("http://head:8265 wants an authentication token",
				"RAY_AUTH_TOKEN");
	}

	@Test
	void saysThatATokenWasRefusedWithoutShowingTheRightOne() {
		assertThat(failure(Map.of(), ADDRESS, "--ray.auth.token=wrong"))
			.contains("http://head:8265 refused the authentication token", "RAY_AUTH_TOKEN")
			.doesNotContain(TOKEN);
	}

	@Test
	void saysThatNothingListensAtTheAddress() {
		assertThat(failure(Map.of(), "--ray.address=http://head:8266")).contains(
				"There is no Ray dashboard at http://head:8266", "connection refused", "ray.address",
				"ray.dashboard-address");
	}

	@Test
	void saysWhichDashboardAnUnknownHostWouldHave() {
		assertThat(failure(Map.of(), "--ray.address=nowhere:6379"))
			.contains("There is no Ray dashboard at http://nowhere:8265", "ray.dashboard-address");
	}

	@Test
	void saysThatNobodyAnswersAtTheAddress() {
		cluster.head().drop(cluster.application(), "8265");
		try {
			assertThat(failure(Map.of(), ADDRESS)).contains("There is no Ray dashboard at http://head:8265",
					"no connection within");
		}
		finally {
			cluster.head().accept();
		}
	}

	@Test
	void saysThatAWebServerIsNoDashboard() {
		TestJvm.Builder builder = TestJvm.of(WebServer.class).on(cluster.application());
		try (TestJvm server = builder.start(this.folder.resolve("server.log"))) {
			server.awaitLine("up"::equals, RemoteApplication.LIMIT);
			assertThat(failure(Map.of(), "--ray.address=http://localhost:8265"))
				.contains("http://localhost:8265 is not a Ray dashboard");
		}
	}

	@Test
	void namesAnAddressThatIsNoWebServer() {
		assertThat(failure(Map.of(), "--ray.address=http://head:" + RayOnHosts.GCS_PORT)).contains("http://head:6379",
				"ray.address");
	}

	@Test
	void saysThatAHeadHasNoDashboard() {
		TestHost host = cluster.network().addHost("blind");
		RayOnHosts ray = new RayOnHosts(RayVersions.NEWEST, null, host);
		ray.startHead("--num-cpus=1", "--include-dashboard=false");
		ray.awaitListening(RayOnHosts.GCS_PORT);
		try {
			assertThat(failure(Map.of(), "--ray.address=blind:" + RayOnHosts.GCS_PORT))
				.contains("There is no Ray dashboard at http://blind:8265", "ray[default]");
		}
		finally {
			host.killProcesses();
		}
	}

	// ray#42945: a node without Java aborts
	@Test
	void namesANodeWithoutJava() throws IOException {
		Path token = token();
		TestHost host = cluster.network().addHost("bare", RayOnHosts.javas());
		cluster.ray().startNode(host, "--num-cpus=1");
		cluster.ray().awaitNodes(3);
		try {
			assertThat(failure(Map.of(), ADDRESS, "--ray.auth.token-path=" + token)).contains(host.address(), "Java");
		}
		finally {
			cluster.ray().stopNode(host);
			cluster.ray().awaitNodes(2);
		}
	}

	@Test
	void namesAHeadWithoutJava() {
		TestHost host = cluster.network().addHost("javaless", RayOnHosts.javas());
		RayOnHosts ray = new RayOnHosts(RayVersions.NEWEST, null, host);
		ray.startHead("--num-cpus=1");
		ray.awaitNodes(1);
		try {
			assertThat(failure(Map.of(), "--ray.address=http://javaless:8265"))
				.contains("there is no java on the PATH of node " + host.address(), "Install a Java runtime");
		}
		finally {
			host.killProcesses();
		}
	}

	@Test
	void namesAHeadWhoseRayHasNoJar() {
		TestHost host = cluster.network().addHost("jarless", cluster.ray().jar());
		RayOnHosts ray = new RayOnHosts(RayVersions.NEWEST, null, host);
		ray.startHead("--num-cpus=1");
		ray.awaitNodes(1);
		try {
			assertThat(failure(Map.of(), "--ray.address=http://jarless:8265"))
				.contains("the Ray of node " + host.address() + " has no Java", "ray_dist.jar", "from its wheel");
		}
		finally {
			host.killProcesses();
		}
	}

	@Test
	void namesANodeWithAnOldJava() throws IOException {
		TestHost host = cluster.network().addHost("old");
		Path java = Files.writeString(this.folder.resolve("java"), """
				#!/bin/sh
				echo 'openjdk version "11.0.20" 2023-07-18' >&2
				""");
		assertThat(java.toFile().setExecutable(true, false)).isTrue();
		Path home = this.folder.resolve("home");
		Files.writeString(Files.createDirectories(home.resolve(".ray")).resolve("auth_token"), TOKEN);
		for (Path program : RayOnHosts.javas()) {
			host.run(Map.of("PATH", "/bin:/sbin"), "mount", "--bind", java.toString(), program.toString());
		}
		cluster.ray().startNode(host, "--num-cpus=1");
		cluster.ray().awaitNodes(3);
		try {
			assertThat(failure(Map.of("HOME", home.toString()), ADDRESS)).contains(host.address(), "has Java 11",
					"the application needs Java ");
		}
		finally {
			cluster.ray().stopNode(host);
			cluster.ray().awaitNodes(2);
		}
	}

	@Test
	void saysWhichPortOfTheDriverCannotBeReached() throws IOException {
		cluster.head().drop(cluster.application(), "20101-20103");
		try {
			assertThat(failure(Map.of("RAY_AUTH_TOKEN_PATH", token().toString()), ADDRESS,
					"--ray.driver.port=20101-20103", "--ray.driver.advertised-address=head"))
				.contains("head:2010", "cannot be reached", "ray.driver.port", "ray.driver.advertised-address");
		}
		finally {
			cluster.head().accept();
		}
	}

	@Test
	void saysThatTheDriverFindsNoFreePort() {
		assertThat(failure(Map.of(), ADDRESS, "--ray.auth.token=" + TOKEN, "--ray.driver.port=" + RayOnHosts.GCS_PORT))
			.contains("No port of 6379-6379 is free", "'ray.driver.port'");
	}

	@Test
	void refusesAChildDriverWhereNoNodeRuns() {
		assertThat(
				failure(Map.of(), "--ray.address=head:6379", "--ray.auth.token=" + TOKEN, "--ray.driver.launch=child"))
			.contains("this machine runs no node", "ray.driver.launch");
	}

	private Path token() throws IOException {
		return Files.writeString(this.folder.resolve("token"), TOKEN + "\n");
	}

	private String failure(Map<String, String> environment, String... properties) {
		try (RemoteApplication application = launch(environment, properties)) {
			String output = application.awaitFailure();
			assertThat(output).contains("APPLICATION FAILED TO START", "Description:", "Action:")
				.doesNotContain("\tat ");
			await().atMost(RemoteApplication.LIMIT).untilAsserted(() -> assertThat(cluster.drivers()).isEmpty());
			return output;
		}
	}

	private RemoteApplication launch(Map<String, String> environment, String... properties) {
		return RemoteApplication.launch(cluster.application(), this.folder, environment, properties);
	}

	/**
	 * Program that answers requests, but is no dashboard.
	 */
	public static final class WebServer {

		private WebServer() {
		}

		public static void main(String[] args) throws IOException {
			HttpServer server = HttpServer.create(new InetSocketAddress(RayOnHosts.DASHBOARD_PORT), 0);
			server.createContext("/", (exchange) -> {
				byte[] page = "<html>Hello</html>".getBytes();
				exchange.sendResponseHeaders(200, page.length);
				try (exchange) {
					exchange.getResponseBody().write(page);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
			server.start();
			System.out.println("up");
		}

	}

}
