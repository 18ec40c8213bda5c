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
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTask;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of a web application whose controller answers with futures, of tasks that use its
 * beans.
 */
class WebApplicationTests {

	@Test
	void answersWithFuturesOfEmbeddedTasks() throws Exception {
		assertAnswers("--ray.address=embedded");
	}

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void answersWithFuturesOfTasksOnRay() throws Exception {
		assertAnswers("--ray.address=local", "--ray.home=" + RayTestInstallation.version(RayVersions.NEWEST),
				"--ray.init.num-cpus=1");
	}

	private static void assertAnswers(String... args) throws Exception {
		SpringApplication application = new SpringApplication(Application.class);
		application.setAdditionalProfiles("server");
		try (ConfigurableApplicationContext context = application
			.run(concat(args, "--server.port=0", "--server.address=127.0.0.1", "--pricing.factor=3"))) {
			String port = context.getEnvironment().getRequiredProperty("local.server.port");
			assertThat(get(port, "/price/7").body()).isEqualTo("21");
			assertThat(get(port, "/task/8").body()).isEqualTo("24");
			assertThat(get(port, "/price/0").statusCode()).isEqualTo(500);
			JsonNode submitted = JsonMapper.shared().readTree(get(port, "/submit/9").body());
			assertThat(submitted.propertyNames()).containsExactly("key", "name", "state");
			assertThat(context.getBean(RayTaskRunner.class).find(submitted.get("key").asString())).isPresent();
		}
	}

	private static String[] concat(String[] args, String... others) {
		return Stream.of(args, others).flatMap(Arrays::stream).toArray(String[]::new);
	}

	private static HttpResponse<String> get(String port, String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Pricing.class, PriceController.class })
	static class Application {

	}

	static class Pricing {

		private final int factor;

		Pricing(@Value("${pricing.factor}") int factor) {
			this.factor = factor;
		}

		int price(int amount) {
			if (amount == 0) {
				throw new IllegalArgumentException("nothing to price");
			}
			return this.factor * amount;
		}

		@RayTask
		CompletableFuture<Integer> priceAsTask(int amount) {
			return CompletableFuture.completedFuture(price(amount));
		}

	}

	@RestController
	static class PriceController {

		private final RayTaskRunner runner;

		private final Pricing pricing;

		private volatile RayTaskFuture<Integer> last;

		PriceController(RayTaskRunner runner, Pricing pricing) {
			this.runner = runner;
			this.pricing = pricing;
		}

		@GetMapping("/price/{amount}")
		CompletableFuture<Integer> price(@PathVariable("amount") int amount) {
			return this.runner.submit(() -> this.pricing.price(amount)).toCompletableFuture();
		}

		@GetMapping("/task/{amount}")
		CompletableFuture<Integer> task(@PathVariable("amount") int amount) {
			return this.pricing.priceAsTask(amount);
		}

		@GetMapping("/submit/{amount}")
		RayTaskFuture<Integer> submit(@PathVariable("amount") int amount) {
			this.last = this.runner.submit(() -> this.pricing.price(amount));
			return this.last;
		}

	}

}
