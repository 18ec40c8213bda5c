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

package io.github.raytaskrunner.autoconfigure.beans;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.RayTask;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.annotation.RayTaskAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.annotation.RayTaskExecutorAutoConfiguration;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of an application whose tasks use its beans on Ray.
 */
@Tag("slow")
@RayInstallations
class BeansOnRayTests {

	@ParameterizedTest
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	void beansOfATaskAreThoseOfItsWorker(String version) throws Exception {
		try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, "--ray.address=local",
				"--ray.home=" + RayTestInstallation.version(version), "--ray.init.num-cpus=1",
				"--ray.executor.enabled=true", "--pricing.factor=3")) {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			Pricing pricing = context.getBean(Pricing.class);
			Environment environment = context.getEnvironment();
			assertThat(runner.submit(() -> pricing.price(7)).result()).isEqualTo(21);
			assertThat(pricing.submitPrice(8).result()).isEqualTo(24);
			assertThat(runner.map((amount) -> pricing.price(amount), List.of(1, 2)).result()).containsExactly(3, 6);
			assertThat(runner.submit(() -> pricing.submitPrice(9).result()).result()).isEqualTo(27);
			assertThat(runner.submit(() -> environment.matchesProfiles("default & ray.worker")).result()).isTrue();
			assertThat(runner.submit(() -> pricing).result()).isSameAs(pricing);
			assertThat(runner.submit(() -> Prices.CREATED.get()).result()).isEqualTo(1);
			assertThat(pricing.priceAsTask(10).result()).isEqualTo(30);
			assertThat(pricing.priceAsynchronously(11).get()).isEqualTo(33);
			assertThat(pricing.process().get()).isNotEqualTo(ProcessHandle.current().pid());
			Discount discount = context.getBean(Discount.class);
			assertThat(discount.submitReduced(runner, 9).result()).isEqualTo(6);
			assertThat(runner.submit(() -> discount.reduce(9)).result()).isEqualTo(6);
			Reports reports = context.getBean(Reports.class);
			assertThatExceptionOfType(TaskFailedException.class)
				.isThrownBy(() -> runner.submit(reports::print).result())
				.withCauseInstanceOf(TaskSerializationException.class)
				.withMessageContaining("the Spring bean 'reports', which cannot be had here: No bean named 'reports'");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ RayTaskRunnerAutoConfiguration.class, RayTaskAutoConfiguration.class,
			RayTaskExecutorAutoConfiguration.class })
	@EnableAsync
	static class Application {

		@Bean
		Pricing pricing(Prices prices, RayTaskRunner runner) {
			return new Pricing(prices, runner);
		}

		@Bean
		Prices prices(@Value("${pricing.factor}") int factor) {
			return new Prices(factor);
		}

		@Bean
		Discount discount() {
			return (Discount) new ProxyFactory(new FixedDiscount()).getProxy();
		}

		@Bean
		@Profile("!ray.worker")
		Reports reports() {
			return new Reports();
		}

	}

	static class Prices {

		static final AtomicInteger CREATED = new AtomicInteger();

		private final int factor;

		Prices(int factor) {
			this.factor = factor;
			CREATED.incrementAndGet();
		}

	}

	static class Pricing {

		private final Prices prices;

		private final RayTaskRunner runner;

		Pricing(Prices prices, RayTaskRunner runner) {
			this.prices = prices;
			this.runner = runner;
		}

		int price(int amount) {
			return amount * this.prices.factor;
		}

		RayTaskFuture<Integer> submitPrice(int amount) {
			return this.runner.submit(() -> price(amount));
		}

		@RayTask
		RayTaskFuture<Integer> priceAsTask(int amount) {
			return RayTaskFuture.completed(price(amount));
		}

		@Async("rayTaskExecutor")
		CompletableFuture<Integer> priceAsynchronously(int amount) {
			return CompletableFuture.completedFuture(price(amount));
		}

		@Async("rayTaskExecutor")
		CompletableFuture<Long> process() {
			return CompletableFuture.completedFuture(ProcessHandle.current().pid());
		}

	}

	interface Discount {

		int reduce(int price);

		RayTaskFuture<Integer> submitReduced(RayTaskRunner runner, int price);

	}

	static class FixedDiscount implements Discount {

		@Override
		public int reduce(int price) {
			return price - 3;
		}

		@Override
		public RayTaskFuture<Integer> submitReduced(RayTaskRunner runner, int price) {
			return runner.submit(() -> reduce(price));
		}

	}

	static class Reports {

		String print() {
			return "printed";
		}

	}

}
