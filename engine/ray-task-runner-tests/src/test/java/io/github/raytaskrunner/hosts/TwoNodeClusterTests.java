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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.TwoNodeCluster;
import io.ray.api.Ray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the cluster that other tests run on.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class TwoNodeClusterTests {

	@Test
	void runsTasksOfJavaDriversOnBothNodes(@TempDir Path folder) throws Exception {
		try (TwoNodeCluster cluster = TwoNodeCluster.start(RayVersions.NEWEST, 1)) {
			assertThat(status(cluster, "Bearer " + cluster.token())).isEqualTo(200);
			assertThat(status(cluster, "Bearer wrong")).isBetween(400, 499);
			TestJvm driver = TestJvm.of(Driver.class)
				.classPath(Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI()) + ":"
						+ cluster.rayDistJar())
				.systemProperty("ray.address", cluster.gcsAddress())
				.systemProperty("ray.node-ip", "127.0.0.1")
				.systemProperty("java.io.tmpdir", folder.toString())
				.environment("RAY_AUTH_MODE", "token")
				.environment("RAY_AUTH_TOKEN_PATH", cluster.tokenFile().toString())
				.start(folder.resolve("driver.log"));
			try (driver) {
				assertThat(driver.awaitExit(Duration.ofMinutes(1))).as(() -> String.join("\n", driver.output()))
					.isZero();
				String first = find(driver, "first ");
				String second = find(driver, "second ");
				assertThat(first).hasSize(56);
				assertThat(second).hasSize(56).isNotEqualTo(first);
			}
		}
	}

	private static String find(TestJvm driver, String start) {
		return driver.output()
			.stream()
			.filter((line) -> line.startsWith(start))
			.findFirst()
			.orElseThrow()
			.substring(start.length());
	}

	private static int status(TwoNodeCluster cluster, String authorization) throws IOException, InterruptedException {
		URI version = cluster.dashboardUrl().resolve("/api/version");
		HttpRequest request = HttpRequest.newBuilder(version).header("Authorization", authorization).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	/**
	 * Program that runs a task on each of the nodes.
	 */
	public static final class Driver {

		private Driver() {
		}

		public static void main(String[] args) {
			Ray.init();
			System.out.println("first " + Ray.task(Driver::node).setResource(TwoNodeCluster.FIRST, 1.0).remote().get());
			System.out
				.println("second " + Ray.task(Driver::node).setResource(TwoNodeCluster.SECOND, 1.0).remote().get());
			Ray.shutdown();
		}

		static String node() {
			return Ray.getRuntimeContext().getCurrentNodeId().toString();
		}

	}

}
