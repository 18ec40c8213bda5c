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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.driver.ScriptedDriver;
import io.github.raytaskrunner.launch.DriverConfig;
import io.github.raytaskrunner.launch.DriverEndpoint;
import io.github.raytaskrunner.launch.DriverSecret;
import io.github.raytaskrunner.testsupport.TcpProxy;
import io.github.raytaskrunner.testsupport.TestCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * TLS between application and driver.
 */
class DriverTlsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final DriverSecret SECRET = DriverSecret.random();

	@TempDir
	private static Path directory;

	private static TestCertificate server;

	private static TestCertificate ellipticServer;

	private static TestCertificate namedServer;

	private static TestCertificate application;

	private final List<AutoCloseable> open = new ArrayList<>();

	@BeforeAll
	static void createCertificates() throws Exception {
		server = TestCertificate.create(directory, "server", "ip:127.0.0.1", "RSA");
		ellipticServer = TestCertificate.create(directory, "elliptic", "ip:127.0.0.1", "EC");
		namedServer = TestCertificate.create(directory, "named", "dns:driver.example.org", "EC");
		application = TestCertificate.create(directory, "application", "dns:application", "EC");
	}

	@AfterEach
	void stop() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void connectsToACertificateThatTheBundleTrusts() throws Exception {
		for (TestCertificate certificate : List.of(server, ellipticServer)) {
			DriverTls tls = tls(certificate, certificate.privateKey(), false, null);
			assertThat(connect(start(tls, Map.of()), tls)).isNull();
		}
	}

	@Test
	void isTheOneOfTheJdk() throws Exception {
		connectsToACertificateThatTheBundleTrusts();
		assumeThat(Path.of("/proc/self/maps")).exists();
		assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain("tcnative");
	}

	@Test
	void readsAKeyInTheTraditionalFormat() throws Exception {
		byte[] key = Base64.getMimeDecoder()
			.decode(Files.readString(server.privateKey()).replaceAll("-----.*-----", ""));
		// what is within the envelope of PKCS #8
		Path file = TestCertificate.pem(directory.resolve("traditional.key"), "RSA PRIVATE KEY",
				Arrays.copyOfRange(key, 26, key.length));
		DriverTls tls = tls(server, file, false, null);
		assertThat(connect(start(tls, Map.of()), tls)).isNull();
	}

	@Test
	void takesTheCertificateOfRayOnTheNodeByDefault() throws Exception {
		DriverTls tls = new DriverTls("ray", server.trust(), null, null, null, null);
		Map<String, String> environment = Map.of("RAY_TLS_SERVER_CERT", server.certificate().toString(),
				"RAY_TLS_SERVER_KEY", server.privateKey().toString(), "RAY_TLS_CA_CERT",
				application.certificate().toString());
		assertThat(connect(start(tls, environment), tls)).isNull();
	}

	@Test
	void saysWhichCertificateIsMissing() throws Exception {
		DriverTls tls = new DriverTls("ray", server.trust(), null, null, null, null);
		assertThatIllegalArgumentException().isThrownBy(() -> start(tls, Map.of()))
			.withMessageContaining("ray.driver.ssl.certificate")
			.withMessageContaining("RAY_TLS_SERVER_CERT");
	}

	@Test
	void presentsTheKeyOfTheBundleWhereTheNodeKnowsItsAuthority() throws Exception {
		Map<String, String> environment = Map.of("RAY_TLS_CA_CERT", application.certificate().toString());
		DriverTls withKey = tls(server, server.privateKey(), true, null);
		ScriptedDriver driver = start(withKey, environment);
		assertThat(connect(driver, tls(server, server.privateKey(), false, null))).isNotNull();
		assertThat(connect(driver, withKey)).isNull();
	}

	@Test
	void refusesACertificateThatTheBundleDoesNotTrust() throws Exception {
		ScriptedDriver driver = start(tls(server, server.privateKey(), false, null), Map.of());
		assertThat(connect(driver, tls(ellipticServer, server.privateKey(), false, null)))
			.contains("ray.driver.ssl.bundle");
	}

	@Test
	void refusesACertificateWithAnotherName() throws Exception {
		DriverTls tls = tls(namedServer, namedServer.privateKey(), false, null);
		assertThat(connect(start(tls, Map.of()), tls)).contains("127.0.0.1").contains("ray.driver.ssl.server-name");
	}

	@Test
	void checksTheNameThatWasGiven() throws Exception {
		DriverTls tls = tls(namedServer, namedServer.privateKey(), false, "driver.example.org");
		ScriptedDriver driver = start(tls, Map.of());
		assertThat(connect(driver, tls)).isNull();
		assertThat(connect(driver, tls(namedServer, namedServer.privateKey(), false, "other.example.org")))
			.contains("other.example.org");
	}

	@Test
	void plainTextIsRefused() throws Exception {
		ScriptedDriver driver = start(tls(server, server.privateKey(), false, null), Map.of());
		assertThat(connect(driver, null)).contains("is ray.driver.ssl.bundle missing?");
	}

	@Test
	void driverWithoutTlsIsRefused() throws Exception {
		ScriptedDriver driver = open(ScriptedDriver.start(SECRET.digest(), LIMIT));
		assertThat(connect(driver, tls(server, server.privateKey(), false, null))).contains("ray.driver.ssl.bundle");
	}

	@Test
	void closesInTimeWhileNobodyTakesWhatIsWritten() throws Exception {
		DriverTls tls = tls(server, server.privateKey(), false, null);
		ScriptedDriver driver = start(tls, Map.of());
		TcpProxy proxy = open(new TcpProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), driver.port())));
		DriverClient client = open(client(proxy.port(), tls));
		client.hello(Map.of(), LIMIT, 17, LIMIT);
		proxy.stall();
		client.put(1, new byte[50_000_000]);
		long start = System.nanoTime();
		client.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
	}

	@Test
	void keyThatDoesNotFitIsTold() throws Exception {
		DriverTls tls = tls(server, server.certificate(), false, null);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> start(tls, Map.of()))
			.withMessageContaining("No private key in " + server.certificate());
	}

	private ScriptedDriver start(DriverTls tls, Map<String, String> environment) throws Exception {
		DriverConfig config = new DriverConfig(SECRET.digest(), null, 0, 0, LIMIT, LIMIT, tls.ofDriver());
		return open(ScriptedDriver.start(DriverConfig.of(config.toText()), environment));
	}

	/**
	 * Connect, and return why that failed, or {@code null} if it did not.
	 */
	private static @Nullable String connect(ScriptedDriver driver, @Nullable DriverTls tls) {
		try (DriverClient client = client(driver.port(), tls)) {
			client.hello(Map.of(), LIMIT, 17, LIMIT);
			return null;
		}
		catch (DriverException ex) {
			return ex.getMessage();
		}
	}

	private static DriverClient client(int port, @Nullable DriverTls tls) {
		return new DriverClient(new DriverSockets(new DriverEndpoint("127.0.0.1", port), tls), SECRET, LIMIT,
				() -> false, new RecordingListener(), (cause) -> {
				});
	}

	private static DriverTls tls(TestCertificate trusted, Path key, boolean presentsKey, @Nullable String serverName)
			throws Exception {
		return new DriverTls("ray", trusted.trust(), presentsKey ? application.key() : null,
				trusted.certificate().toString(), key.toString(), serverName);
	}

	private <T extends AutoCloseable> T open(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

}
