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

package io.github.raytaskrunner.autoconfigure;

import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.RayTask;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.autoconfigure.annotation.RayTaskAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.annotation.RayTaskExecutorAutoConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/**
 * An application that prints what its tasks return, and ends.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ RayTaskRunnerAutoConfiguration.class, RayTaskAutoConfiguration.class,
		RayTaskExecutorAutoConfiguration.class })
@EnableAsync
public class AotApplication {

	/**
	 * Run the application.
	 * @param args arguments of the application
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(AotApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run("--ray.executor.enabled=true")) {
			Pricing pricing = context.getBean(Pricing.class);
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			System.out.println("task: " + runner.submit(() -> pricing.factor() * 21).result());
			System.out.println("annotated: " + pricing.price(21).result());
			System.out.println("asynchronous: " + pricing.later(21).join());
		}
	}

	@Bean
	Pricing pricing() {
		return new Pricing();
	}

	/**
	 * A bean whose methods are tasks.
	 */
	public static class Pricing {

		int factor() {
			return 2;
		}

		@RayTask
		RayTaskFuture<Integer> price(int amount) {
			return RayTaskFuture.completed(factor() * amount);
		}

		@Async("rayTaskExecutor")
		CompletableFuture<Integer> later(int amount) {
			return CompletableFuture.completedFuture(factor() * amount);
		}

	}

}
