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

package io.github.raytaskrunner.sample;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestCertificate;
import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.network.RayOnHosts;
import io.github.raytaskrunner.testsupport.network.TestHost;
import io.github.raytaskrunner.testsupport.network.TestNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample on a host without Ray, with a cluster of two other hosts.
 */
@Tag("slow")
@RayInstallations
class RemoteSampleTests {

	private static final Duration LIMIT = Duration.ofMinutes(3);

	private static final String TOKEN = "0123456789abcdef0123456789abcdef";

	/**
	 * Work for longer than the worker of the second node takes to start.
	 */
	private static final String PATHS = "--paths=40000";

	private static final String LOG_CLASSES = "-Xlog:class+load:file=/tmp/ray/classes-%p";

	private static Path embedded;

	@TempDir
	Path folder;

	@BeforeAll
	static void runEmbedded(@TempDir Path folder) throws Exception {
		embedded = folder.resolve("embedded.csv");
		SampleJar.Run run = new SampleJar(folder, Map.of()).run(PATHS, "--csv=" + embedded, "--ray.address=embedded");
		assertThat(run.exitCode()).isZero();
	}

	// with a token also with TLS
	@ParameterizedTest
	@CsvSource({ RayVersions.NEWEST + "," + TOKEN, RayVersions.OLDEST + "," })
	void resultIsThatOfAnEmbeddedRunAndBothNodesTakePart(String version, @Nullable String token) throws Exception {
		try (TestNetwork network = TestNetwork.create()) {
			TestHost head = network.addHost("head");
			TestHost node = network.addHost("node");
			TestHost application = network.addHost("application", installations());
			RayOnHosts ray = new RayOnHosts(version, token, head);
			ray.startHead("--num-cpus=1");
			ray.awaitNodes(1);
			ray.startNode(node, "--num-cpus=1");
			ray.awaitNodes(2);
			Path table = this.folder.resolve("remote.csv");
			List<String> arguments = new ArrayList<>(List.of(PATHS, "--csv=" + table,
					"--ray.address=" + ray.dashboardUrl(), "--ray.worker.jvm-options=" + LOG_CLASSES));
			if (token != null) {
				arguments.add("--ray.auth.token=" + token);
				arguments.addAll(tls(head));
			}
			try (TestJvm jvm = start(application, arguments)) {
				assertThat(jvm.awaitExit(LIMIT)).as(() -> String.join("\n", jvm.output())).isZero();
				assertThat(jvm.output().get(jvm.output().size() - 1)).endsWith(" backend=ray-" + version);
				assertThat(jvm.output()).noneMatch((line) -> line.contains(TOKEN));
			}
			assertThat(List.of(head, node)).allSatisfy((host) -> assertThat(loadedClasses(host)).as(host.name())
				.anyMatch((line) -> line.contains(" io.github.raytaskrunner.sample.Backtest")));
			assertThat(table).hasSameTextualContentAs(embedded);
		}
	}

	private List<String> tls(TestHost head) throws Exception {
		TestCertificate certificate = TestCertificate.create(this.folder, "driver", "ip:" + head.address(), "RSA");
		return List.of("--spring.ssl.bundle.pem.driver.truststore.certificate=" + certificate.certificate(),
				"--ray.driver.ssl.bundle=driver", "--ray.driver.ssl.certificate=" + certificate.certificate(),
				"--ray.driver.ssl.private-key=" + certificate.privateKey());
	}

	private TestJvm start(TestHost host, List<String> arguments) {
		return TestJvm.ofJar(SampleJar.FILE.toAbsolutePath())
			.on(host)
			.environment("PATH", Path.of(System.getProperty("java.home"), "bin").toString())
			.arguments(arguments.toArray(String[]::new))
			.start(this.folder.resolve("sample.log"));
	}

	/**
	 * Return what the workers of a host loaded. Its folder {@code ray} is
	 * {@code /tmp/ray} there.
	 */
	private static List<String> loadedClasses(TestHost host) throws IOException {
		List<String> lines = new ArrayList<>();
		try (DirectoryStream<Path> logs = Files.newDirectoryStream(host.directory().resolve("ray"), "classes-*")) {
			for (Path log : logs) {
				lines.addAll(Files.readAllLines(log));
			}
		}
		return lines;
	}

	private static Path installations() throws IOException {
		return RayTestInstallation.projectFolder().resolve(".ray").toRealPath();
	}

}
