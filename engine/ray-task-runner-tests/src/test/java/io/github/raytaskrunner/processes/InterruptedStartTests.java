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

package io.github.raytaskrunner.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is asked to end while it starts.
 */
class InterruptedStartTests {

	private static final int ACCEPT_TIMEOUT_MILLIS = 90_000;

	private static final int EXIT_CODE_OF_SIGTERM = 143;

	@Test
	void doesNotWaitForAClusterThatDoesNotAnswer(@TempDir Path folder) throws IOException {
		try (ServerSocket dashboard = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				TestJvm application = TestJvm.of(TestApplication.class)
					.arguments("--folder=" + folder, "--spring.main.banner-mode=off",
							"--ray.address=http://127.0.0.1:" + dashboard.getLocalPort())
					.start(folder.resolve("application.log"))) {
			dashboard.setSoTimeout(ACCEPT_TIMEOUT_MILLIS);
			try (Socket connection = dashboard.accept()) {
				assertThat(connection.getInputStream().read()).isEqualTo('G');
				application.process().destroy();
				assertThat(application.awaitExit(Duration.ofSeconds(40))).isEqualTo(EXIT_CODE_OF_SIGTERM);
			}
		}
	}

}
