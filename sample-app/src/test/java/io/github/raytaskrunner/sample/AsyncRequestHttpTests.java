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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of asynchronous requests whose tasks run on the runner's executor.
 */
class AsyncRequestHttpTests {

	@Test
	void futuresAreAnsweredAndTheRequestItselfIsRefused() throws Exception {
		SpringApplication application = new SpringApplication(Application.class);
		application.setAdditionalProfiles("server");
		application.setDefaultProperties(Map.of("server.port", "0", "server.address", "127.0.0.1", "ray.address",
				"embedded", "ray.executor.enabled", "true"));
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(get(context, "/async")).isEqualTo("AsyncRequestHttpTests.Reports.print");
			assertThat(get(context, "/task")).isEqualTo("report");
			assertThat(get(context, "/callable")).contains("An asynchronous request of Spring MVC")
				.contains("runner.submit(…).toCompletableFuture()");
		}
	}

	private static String get(ConfigurableApplicationContext context, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableAsync
	@Import({ Reports.class, ReportController.class, RequestsOnRay.class })
	static class Application {

	}

	static class RequestsOnRay implements WebMvcConfigurer {

		private final AsyncTaskExecutor executor;

		RequestsOnRay(@Qualifier("rayTaskExecutor") AsyncTaskExecutor executor) {
			this.executor = executor;
		}

		@Override
		public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
			configurer.setTaskExecutor(this.executor);
		}

	}

	static class Reports {

		@Async("rayTaskExecutor")
		CompletableFuture<String> print() {
			return CompletableFuture.completedFuture(TaskContext.current().map(TaskContext::name).orElse("none"));
		}

	}

	@RestController
	static class ReportController {

		private final Reports reports;

		private final RayTaskRunner runner;

		ReportController(Reports reports, RayTaskRunner runner) {
			this.reports = reports;
			this.runner = runner;
		}

		@GetMapping("/async")
		CompletableFuture<String> async() {
			return this.reports.print();
		}

		@GetMapping("/task")
		CompletableFuture<String> task() {
			return this.runner.submit(() -> "report").toCompletableFuture();
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return () -> "report";
		}

		@ExceptionHandler
		String refused(TaskRejectedException ex) {
			return String.valueOf(ex.getMessage());
		}

	}

}
