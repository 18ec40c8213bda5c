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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class SampleApplicationTests {

	@TempDir
	Path folder;

	@Test
	void testsEveryWindowAndEndsWithTheSummary(CapturedOutput output) throws IOException {
		Path csv = this.folder.resolve("table.csv");
		run("--paths=200", "--csv=" + csv).close();
		assertThat(output.toString().lines().filter((line) -> line.contains(" % ("))).hasSizeBetween(1, 10);
		assertThat(output.toString().lines()).last()
			.asString()
			.matches("windows=4595 exceedances=\\d+ rate=0\\.\\d{4} seconds=\\d+\\.\\d backend=embedded");
		assertThat(csv).content().startsWith("date,var,es,realised,exceeded\n2002-01-02,");
		assertThat(Files.readAllLines(csv)).hasSize(4596);
	}

	@Test
	void confidenceIsAnOption(CapturedOutput output) {
		run("--paths=200", "--confidence=0.5").close();
		String rate = output.toString().replaceAll("(?s).* rate=(\\S+) .*", "$1");
		assertThat(Double.parseDouble(rate)).isBetween(0.2, 0.6);
	}

	@Test
	void saysWhichOptionIsInvalid(CapturedOutput output) {
		assertThatException().isThrownBy(() -> run("--paths=many"));
		assertThat(output).contains("backtest.paths").contains("many");
	}

	@Test
	void serverGoesOnToServeMetrics() throws Exception {
		try (ConfigurableApplicationContext context = run("--paths=200", "--spring.profiles.active=server",
				"--server.port=0", "--server.address=127.0.0.1")) {
			String port = context.getEnvironment().getRequiredProperty("local.server.port");
			assertThat(get(port, "/actuator/health")).contains("\"UP\"");
			assertThat(get(port, "/actuator/metrics")).contains("ray.tasks.submitted", "ray.tasks.run.time",
					"ray.tasks.wait.time", "ray.tasks.queue.time", "ray.tasks.queued", "ray.tasks.in.flight");
			// a task each for the prices and the table, and 74 quarters
			assertThat(get(port, "/actuator/metrics/ray.tasks.submitted")).contains("\"value\":76.0");
			await().untilAsserted(() -> {
				assertThat(get(port, "/actuator/metrics/ray.tasks.run.time?tag=outcome:completed"))
					.contains("\"COUNT\",\"value\":76.0");
				assertThat(get(port, "/actuator/metrics/ray.tasks.queued")).contains("\"value\":0.0");
				assertThat(get(port, "/actuator/metrics/ray.tasks.in.flight")).contains("\"value\":0.0");
			});
		}
	}

	private static ConfigurableApplicationContext run(String... args) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.setDefaultProperties(Map.of("ray.address", "embedded"));
		return application.run(args);
	}

	private static String get(String port, String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

}
