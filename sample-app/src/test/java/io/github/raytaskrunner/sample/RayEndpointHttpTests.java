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
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskState;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@code /actuator/ray} over HTTP.
 */
class RayEndpointHttpTests {

	private static final String EXPOSED = "--management.endpoints.web.exposure.include=ray";

	@Test
	void showsTasksAndCancelsNone() throws Exception {
		try (ConfigurableApplicationContext context = run(EXPOSED)) {
			RayTaskFuture<?> future = submitEndless(context);
			JsonNode runner = JsonMapper.shared()
				.readTree(send(context, "GET", "").body())
				.at("/runners/rayTaskRunner");
			assertThat(runner.at("/status/backend").asString()).isEqualTo("embedded");
			assertThat(runner.at("/counts/inFlight").asInt()).isEqualTo(1);
			assertThat(runner.at("/inFlight/0/name").asString()).isEqualTo("endless");
			assertThat(runner.at("/inFlight/0/key").asString()).isEqualTo(future.key());
			assertThat(runner.at("/inFlight/0/age").asString()).startsWith("PT");
			assertThat(send(context, "GET", "/" + future.key()).body()).contains("\"state\":\"running\"");
			assertThat(send(context, "GET", "/none").statusCode()).isEqualTo(404);
			assertThat(send(context, "DELETE", "/" + future.key()).statusCode()).isEqualTo(405);
			assertThat(future.state()).isInstanceOf(TaskState.Running.class);
			future.cancel();
		}
	}

	@Test
	void cancelsWhereThatIsAllowed() throws Exception {
		try (ConfigurableApplicationContext context = run(EXPOSED, "--management.endpoint.ray.access=unrestricted")) {
			RayTaskFuture<?> future = submitEndless(context);
			assertThat(send(context, "DELETE", "/" + future.key()).body()).contains("\"state\":\"cancelled\"");
			assertThat(future.state()).isInstanceOf(TaskState.Cancelled.class);
			assertThat(send(context, "DELETE", "/none").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void keyMayBeAnyText() throws Exception {
		try (ConfigurableApplicationContext context = run(EXPOSED, "--management.endpoint.ray.access=unrestricted")) {
			RayTaskFuture<?> future = context.getBean(RayTaskRunner.class)
				.with((options) -> options.key("reports/größe 7"))
				.submit(() -> 1);
			assertThat(send(context, "GET", "/reports/gr%C3%B6%C3%9Fe%207").body()).contains(future.key());
			assertThat(send(context, "DELETE", "/reports/gr%C3%B6%C3%9Fe%207").body()).contains(future.key());
		}
	}

	private static ConfigurableApplicationContext run(String... args) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setAdditionalProfiles("server");
		application
			.setDefaultProperties(Map.of("server.port", "0", "server.address", "127.0.0.1", "ray.address", "embedded"));
		return application.run(args);
	}

	private static RayTaskFuture<?> submitEndless(ConfigurableApplicationContext context) {
		RayTaskFuture<?> future = context.getBean(RayTaskRunner.class)
			.with((options) -> options.name("endless"))
			.submit(() -> {
				new CountDownLatch(1).await();
				return 1;
			});
		await().until(() -> future.state() instanceof TaskState.Running);
		return future;
	}

	private static HttpResponse<String> send(ConfigurableApplicationContext context, String method, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/ray" + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
