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

package io.github.raytaskrunner.backend.ray.dashboard;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLContext;

import io.github.raytaskrunner.testsupport.FakeDashboard;
import io.github.raytaskrunner.testsupport.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DashboardClient}.
 */
class DashboardClientTests {

	private static final String PACKAGE = "_ray_pkg_0123456789abcdef.zip";

	private final FakeDashboard dashboard = new FakeDashboard();

	private final DashboardClient client = new DashboardClient(this.dashboard.address(), () -> null);

	@AfterEach
	void close() {
		this.client.close();
		this.dashboard.close();
	}

	@Test
	void readsTheVersion() {
		this.dashboard.answer("GET /api/version", 200, "{\"version\": \"4\", \"ray_version\": \"2.60.0\"}");
		assertThat(this.client.version()).isEqualTo("2.60.0");
	}

	@Test
	void readsTheNodesThatLive() {
		this.dashboard.answer("GET /api/v0/nodes", 200, """
				{"result": true, "data": {"result": {"total": 3, "result": [
				{"node_ip": "10.0.0.1", "state": "ALIVE", "resources_total": {"CPU": 2.0, "memory": 100.0}},
				{"node_ip": "10.0.0.2", "state": "ALIVE", "resources_total": {}},
				{"node_ip": "10.0.0.3", "state": "DEAD", "resources_total": {"CPU": 64.0}}]}}}
				""");
		assertThat(this.client.nodes()).containsExactly(new RayNode(2), new RayNode(0));
	}

	@Test
	void tokenThatNoHeaderMayHoldIsNotShown() {
		try (DashboardClient other = new DashboardClient(this.dashboard.address(), () -> "sec\nret")) {
			assertThatExceptionOfType(DashboardException.class).isThrownBy(other::version)
				.withMessageContaining("ray.auth.token")
				.withMessageNotContaining("sec")
				.withNoCause();
		}
	}

	@Test
	void keepsAPathBeforeTheApi() {
		this.dashboard.answer("GET /ray/api/version", 200, "{\"ray_version\": \"2.60.0\"}");
		try (DashboardClient other = new DashboardClient(this.dashboard.address().resolve("/ray/"), () -> null)) {
			assertThat(other.version()).isEqualTo("2.60.0");
		}
	}

	@Test
	void uploadsPackages(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("package"), "content");
		assertThat(this.client.packageExists(PACKAGE)).isFalse();
		this.client.uploadPackage(PACKAGE, file);
		assertThat(this.client.packageExists(PACKAGE)).isTrue();
		assertThat(this.dashboard.packages().get(PACKAGE)).asString().isEqualTo("content");
	}

	@ParameterizedTest
	@CsvSource({ "413, Request Entity Too Large",
			"500, aiohttp.web_exceptions.HTTPRequestEntityTooLarge: Request Entity Too Large" })
	void saysThatAPackageIsTooLarge(int status, String body, @TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("package"), "content");
		this.dashboard.answer("PUT /api/packages/gcs/" + PACKAGE, status, body);
		assertThatExceptionOfType(DashboardException.class).isThrownBy(() -> this.client.uploadPackage(PACKAGE, file))
			.withMessageContaining(PACKAGE + " of 7 bytes is too large")
			.extracting(DashboardException::getStatus)
			.isEqualTo(413);
	}

	@Test
	void submitsJobs() {
		this.dashboard.answer("POST /api/jobs/", 200, "{\"job_id\": \"my job\", \"submission_id\": \"my job\"}");
		JobSubmission job = new JobSubmission("my job", "echo \"a\"", "gcs://" + PACKAGE, Map.of("A", "1\n2"),
				Map.of("owner", "test"));
		this.client.submitJob(job);
		assertThat(this.dashboard.bodies()).containsExactly("{\"submission_id\":\"my job\","
				+ "\"entrypoint\":\"echo \\\"a\\\"\",\"runtime_env\":{\"working_dir\":\"gcs://" + PACKAGE
				+ "\",\"env_vars\":{\"A\":\"1\\n2\"}},\"metadata\":{\"owner\":\"test\"}}");
	}

	@Test
	void readsTheStatusOfAJob() {
		this.dashboard.answer("GET /api/jobs/my%20job", 200, """
				{"type": "SUBMISSION", "status": "FAILED", "message": "It\\nfailed", "driver_exit_code": 3,
				"driver_agent_http_address": "http://10.1.2.3:52365", "runtime_env": {"env_vars": {}}}
				""");
		assertThat(this.client.job("my job")).isEqualTo(new JobStatus(JobStatus.State.FAILED, "It\nfailed", 3));
	}

	@Test
	void readsTheStatusOfAJobThatHasNoNodeYet() {
		this.dashboard.answer("GET /api/jobs/a", 200,
				"{\"status\": \"PENDING\", \"message\": null, \"driver_agent_http_address\": null}");
		assertThat(this.client.job("a")).isEqualTo(new JobStatus(JobStatus.State.PENDING, null, null));
	}

	@Test
	void readsTheLogOfAJob() {
		this.dashboard.answer("GET /api/jobs/a/logs", 200, "{\"logs\": \"one\\ntwo \\u00fc \\\"three\\\"\\n\"}");
		assertThat(this.client.jobLogs("a")).isEqualTo("one\ntwo ü \"three\"\n");
	}

	@Test
	void refusesAnAnswerThatWouldNotFit() {
		this.dashboard.answer("GET /api/jobs/a/logs", 200, "x".repeat(17 * 1024 * 1024));
		assertThatExceptionOfType(DashboardException.class).isThrownBy(() -> this.client.jobLogs("a"))
			.withMessageContaining("larger than");
	}

	@Test
	void stopsJobs() {
		this.dashboard.answer("POST /api/jobs/a/stop", 200, "{\"stopped\": true}");
		this.dashboard.answer("POST /api/jobs/b/stop", 200, "{\"stopped\": false}");
		assertThat(this.client.stopJob("a", Duration.ofSeconds(5))).isTrue();
		assertThat(this.client.stopJob("b", Duration.ofSeconds(5))).isFalse();
	}

	@Test
	void namesAJobThatDoesNotExist() {
		assertThatExceptionOfType(DashboardException.class).isThrownBy(() -> this.client.job("some-job"))
			.withMessageContaining("knows no job some-job")
			.extracting(DashboardException::getStatus)
			.isEqualTo(404);
	}

	@Test
	void quotesTheEndOfAnError() {
		this.dashboard.answer("POST /api/jobs/", 500, "x".repeat(5000) + "ValueError: no such thing\n");
		assertThatExceptionOfType(DashboardException.class)
			.isThrownBy(() -> this.client.submitJob(new JobSubmission("a", "true", null, Map.of(), Map.of())))
			.withMessageContaining("status 500")
			.withMessageContaining("ValueError: no such thing. See the dashboard's log")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(2500));
	}

	@Test
	void sendsTheToken() {
		this.dashboard.requireToken("secret");
		try (DashboardClient other = new DashboardClient(this.dashboard.address(), () -> "secret")) {
			assertThat(other.packageExists(PACKAGE)).isFalse();
		}
	}

	@Test
	void saysThatATokenIsNeeded() {
		this.dashboard.requireToken("secret");
		assertThatExceptionOfType(DashboardException.class).isThrownBy(this.client::version)
			.withMessageContaining("wants an authentication token")
			.withMessageContaining("RAY_AUTH_TOKEN")
			.extracting(DashboardException::getStatus)
			.isEqualTo(401);
	}

	@Test
	void saysThatTheTokenIsWrongWithoutTellingIt() {
		this.dashboard.requireToken("secret");
		try (DashboardClient other = new DashboardClient(this.dashboard.address(), () -> "wrong-secret")) {
			assertThatExceptionOfType(DashboardException.class).isThrownBy(other::version)
				.withMessageContaining("refused the authentication token")
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("wrong-secret"));
		}
	}

	@Test
	void saysThatItIsNoDashboard() {
		this.dashboard.answer("GET /api/version", 200, "<html>Welcome</html>");
		assertThatExceptionOfType(DashboardException.class).isThrownBy(this.client::version)
			.withMessageContaining(this.dashboard.address() + " is not a Ray dashboard");
		this.dashboard.answer("GET /api/version", 200, "{\"name\": \"something else\"}");
		assertThatExceptionOfType(DashboardException.class).isThrownBy(this.client::version)
			.withMessageContaining("is not a Ray dashboard");
		this.dashboard.answer("GET /api/version", 404, "");
		assertThatExceptionOfType(DashboardException.class).isThrownBy(this.client::version)
			.withMessageContaining("is not a Ray dashboard");
	}

	@Test
	void saysThatNobodyAnswers() throws Exception {
		URI address;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			address = URI.create("http://127.0.0.1:" + socket.getLocalPort());
		}
		try (DashboardClient other = new DashboardClient(address, () -> null)) {
			assertThatExceptionOfType(DashboardException.class).isThrownBy(other::version)
				.withMessageContaining("no Ray dashboard at " + address)
				.withMessageContaining("connection refused")
				.extracting(DashboardException::getStatus)
				.isEqualTo(0);
		}
	}

	@Test
	void doesNotWaitForEver() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
			try (DashboardClient other = new DashboardClient(address, () -> null, null, Duration.ofMillis(200))) {
				assertThatExceptionOfType(DashboardException.class).isThrownBy(other::version)
					.withMessageContaining("did not answer GET /api/version");
			}
		}
	}

	@Test
	void trustsWhatItIsToldTo(@TempDir Path folder) throws Exception {
		TestCertificate certificate = TestCertificate.create(folder, "dashboard", "ip:127.0.0.1", "EC");
		try (FakeDashboard secured = new FakeDashboard(certificate)) {
			secured.answer("GET /api/version", 200, "{\"ray_version\": \"2.60.0\"}");
			try (DashboardClient other = new DashboardClient(secured.address(), () -> null, trusting(certificate))) {
				assertThat(other.version()).isEqualTo("2.60.0");
			}
			try (DashboardClient other = new DashboardClient(secured.address(), () -> null)) {
				assertThatExceptionOfType(DashboardException.class).isThrownBy(other::version)
					.withMessageContaining("no trusted TLS connection to the Ray dashboard at " + secured.address())
					.withMessageContaining("'ray.dashboard-ssl-bundle'");
			}
		}
	}

	@Test
	void doesNotTrustTheCertificateOfAnother(@TempDir Path folder) throws Exception {
		TestCertificate certificate = TestCertificate.create(folder, "other", "dns:other.example.org", "EC");
		try (FakeDashboard secured = new FakeDashboard(certificate)) {
			try (DashboardClient other = new DashboardClient(secured.address(), () -> null, trusting(certificate))) {
				assertThatExceptionOfType(DashboardException.class).isThrownBy(other::version)
					.withMessageContaining("no trusted TLS connection");
			}
		}
	}

	private static SSLContext trusting(TestCertificate certificate) throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, certificate.trust().getTrustManagers(), null);
		return context;
	}

	@Test
	void acceptsAddressesOfDashboardsOnly() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DashboardClient(URI.create("ray://head:10001"), () -> null))
			.withMessageContaining("ray://head:10001");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DashboardClient(URI.create("http:///path"), () -> null));
	}

}
