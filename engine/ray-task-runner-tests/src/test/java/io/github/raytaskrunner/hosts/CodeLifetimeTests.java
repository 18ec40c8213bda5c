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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.network.RayOnHosts;
import io.github.raytaskrunner.testsupport.network.TestHost;
import io.github.raytaskrunner.testsupport.network.TestNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How long a cluster has an application's code, if it keeps what nobody uses for seconds
 * instead of ten minutes.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class CodeLifetimeTests {

	private static final Duration EXPIRATION = Duration.ofSeconds(15);

	@TempDir
	Path folder;

	// ray#18199, ray#23529, ray#31319: late or missing jars
	@Test
	void codeIsThereWhileItIsUsedAndGoneSoonAfter() throws Exception {
		try (TestNetwork network = TestNetwork.create()) {
			TestHost host = network.addHost("application",
					RayTestInstallation.projectFolder().resolve(".ray").toRealPath());
			TestHost head = network.addHost("head");
			TestHost node = network.addHost("node");
			RayOnHosts ray = new RayOnHosts(RayVersions.NEWEST, null, head,
					Map.of("RAY_RUNTIME_ENV_TEMPORARY_REFERENCE_EXPIRATION_S", Long.toString(EXPIRATION.toSeconds())));
			ray.startHead("--num-cpus=1");
			ray.awaitNodes(1);
			try (RemoteApplication application = launch(host, "first")) {
				assertThat(application.awaitUp().hold("one")).isEqualTo("head");
				awaitExpiration();
				ray.startNode(node, "--num-cpus=1");
				ray.awaitNodes(2);
				assertThat(application.hold("other")).isEqualTo("node");
				application.release("one");
				application.release("other");
				assertThat(application.awaitEnd("other")).isEqualTo("returned node");
				assertThat(application.output()).contains("Uploaded ");
			}
			awaitExpiration();
			try (RemoteApplication application = launch(host, "second")) {
				assertThat(application.awaitUp().output()).contains("Uploaded ").doesNotContain("Ray has ");
			}
		}
	}

	private RemoteApplication launch(TestHost host, String name) throws Exception {
		return RemoteApplication.launch(host, Files.createDirectory(this.folder.resolve(name)), Map.of(),
				"--ray.address=http://head:8265", "--ray.driver.package-renewal-period=5s",
				"--logging.level.io.github.raytaskrunner.backend.ray.code=debug");
	}

	private static void awaitExpiration() {
		await().pollDelay(EXPIRATION.plusSeconds(7)).atMost(EXPIRATION.multipliedBy(3)).until(() -> true);
	}

}
