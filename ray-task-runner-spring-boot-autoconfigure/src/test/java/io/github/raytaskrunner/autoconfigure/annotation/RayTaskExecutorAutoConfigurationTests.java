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

package io.github.raytaskrunner.autoconfigure.annotation;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.ObservableRayTaskRunner;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.autoconfigure.TwoRunners;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.interceptor.AsyncUncaughtExceptionHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RayTaskExecutorAutoConfiguration}.
 */
class RayTaskExecutorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class, RayTaskAutoConfiguration.class,
				RayTaskExecutorAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
		.withPropertyValues("ray.address=embedded", "ray.executor.enabled=true");

	private final ApplicationContextRunner asyncRunner = this.contextRunner.withUserConfiguration(AsyncMethods.class)
		.withBean("pricing", Pricing.class);

	@Test
	void executorIsThereOnRequest() {
		this.contextRunner.withPropertyValues("ray.executor.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("rayTaskExecutor"));
	}

	@Test
	void executorIsOfThePrimaryRunner() {
		this.contextRunner.withUserConfiguration(TwoRunners.class)
			.withPropertyValues("first.ray.address=embedded", "second.ray.address=embedded")
			.withInitializer((context) -> context
				.addBeanFactoryPostProcessor((beanFactory) -> beanFactory.getBeanDefinition("second").setPrimary(true)))
			.run((context) -> {
				context.getBean("second", RayTaskRunner.class).stop();
				assertThatExceptionOfType(TaskRejectedException.class)
					.isThrownBy(() -> executor(context).submit(() -> 1));
			});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void severalRunnersOfWhichNoneIsPrimaryAreExplained(CapturedOutput output) {
		SpringApplication application = new SpringApplication(TwoRunners.class, RayTaskRunnerAutoConfiguration.class,
				RayTaskAutoConfiguration.class, RayTaskExecutorAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run("--first.ray.address=embedded",
				"--second.ray.address=embedded", "--ray.executor.enabled=true"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("rayTaskExecutor")
			.contains("- first: ", "- second: ")
			.contains("marking one of the beans as @Primary");
	}

	@Test
	void executorDisplacesNoOther() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasBean("applicationTaskExecutor");
			assertThat(context.getBeanProvider(AsyncTaskExecutor.class).getIfUnique())
				.isSameAs(context.getBean("applicationTaskExecutor"));
		});
	}

	@Test
	void whatTravelsRunsAsATask() {
		this.contextRunner.run((context) -> {
			AsyncTaskExecutor executor = executor(context);
			assertThat(executor.submit(() -> TaskContext.current().isPresent()).get()).isTrue();
			assertThat(executor.submitCompletable(() -> TaskContext.current().isPresent()).get()).isTrue();
			assertThat(executor.submit(RayTaskExecutorAutoConfigurationTests::requireTask).get()).isNull();
			assertThat(executor.submitCompletable(RayTaskExecutorAutoConfigurationTests::requireTask).get()).isNull();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> executor.submit(() -> {
				throw new IOException("lost");
			}).get()).withCauseInstanceOf(TaskFailedException.class).havingRootCause().withMessage("lost");
		});
	}

	@Test
	void taskIsNamedAfterWhatIsExecuted() {
		this.contextRunner.run((context) -> {
			AsyncTaskExecutor executor = executor(context);
			assertThat(executor.submit(Pricing::nameOfTask).get()).isEqualTo("RayTaskExecutorAutoConfigurationTests");
			assertThat(executor.submit(new Named()).get()).isEqualTo("RayTaskExecutorAutoConfigurationTests.Named");
			try (TaskOptions.Scope scope = TaskOptions.named("scoped").open()) {
				assertThat(executor.submit(new Named()).get()).isEqualTo("scoped");
			}
		});
	}

	@Test
	void cancelReachesTheTask() {
		this.contextRunner.run((context) -> {
			ObservableRayTaskRunner runner = context.getBean(ObservableRayTaskRunner.class);
			Future<?> endless = executor(context).submit(RayTaskExecutorAutoConfigurationTests::neverEnd);
			Future<Integer> endlessValue = executor(context).submit(() -> {
				new CountDownLatch(1).await();
				return 1;
			});
			assertThat(endless.cancel(true)).isTrue();
			assertThat(endlessValue.cancel(true)).isTrue();
			Awaitility.await().untilAsserted(() -> {
				assertThat(runner.counts().queued()).isZero();
				assertThat(runner.counts().inFlight()).isZero();
			});
		});
	}

	@Test
	void executedTaskRunsToo() {
		this.contextRunner.withBean("pricing", Pricing.class).run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			executor(context).execute(() -> pricing.done().countDown());
			assertThat(pricing.done().await(30, TimeUnit.SECONDS)).isTrue();
		});
	}

	@Test
	void asynchronousMethodRunsAsATaskOfItsBean() {
		this.asyncRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			assertThat(pricing.price(21).get()).isEqualTo(42);
			assertThat(pricing.future(21).get()).isEqualTo(42);
			assertThat(pricing.taskName().get()).isEqualTo("RayTaskExecutorAutoConfigurationTests.Pricing.taskName");
			pricing.announce();
			assertThat(pricing.done().await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(pricing.tasks()).containsExactly("RayTaskExecutorAutoConfigurationTests.Pricing.announce");
		});
	}

	@Test
	void argumentsOfAnAsynchronousMethodTravel() {
		this.asyncRunner.run((context) -> {
			List<Integer> amounts = new CopyOnWriteArrayList<>(List.of(1));
			assertThat(context.getBean(Pricing.class).add(amounts).get()).containsExactly(1, 2);
			assertThat(amounts).containsExactly(1);
		});
	}

	@Test
	void exceptionOfAnAsynchronousMethodIsTheCause() {
		this.asyncRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> pricing.fail().get())
				.withCauseInstanceOf(TaskFailedException.class)
				.havingRootCause()
				.isInstanceOf(IOException.class);
			pricing.failSilently();
			assertThat(context.getBean(CountDownLatch.class).await(30, TimeUnit.SECONDS)).isTrue();
		});
	}

	@Test
	void asynchronousMethodOfATaskIsATaskOfItsOwn() {
		this.asyncRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			assertThat(runner.submit(() -> pricing.taskName().get()).result())
				.isEqualTo("RayTaskExecutorAutoConfigurationTests.Pricing.taskName");
		});
	}

	@Test
	void methodOfAnotherExecutorStaysThere() {
		this.asyncRunner.run((context) -> {
			Pricing pricing = context.getBean(Pricing.class);
			assertThat(pricing.elsewhere().get()).isEqualTo("none");
			assertThat(pricing.within(executor(context)).get()).isEqualTo("within");
		});
	}

	@Test
	void interfaceIsAsGoodAsAClass() {
		this.asyncRunner.withBean("reports", PrintedReports.class)
			.run((context) -> assertThat(context.getBean(Reports.class).print().get()).isEqualTo("printed"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatWaitsHereForTheEndIsRefused(boolean future) {
		this.contextRunner.run((context) -> {
			Executor executor = executor(context);
			assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> {
				if (future) {
					executor.execute(new FutureTask<>(() -> 1));
				}
				else {
					CompletableFuture.supplyAsync(() -> 1, executor);
				}
			}).withMessageContaining("its result belongs to this process");
		});
	}

	@Test
	void stoppedRunnerRejects() {
		this.contextRunner.run((context) -> {
			AsyncTaskExecutor executor = executor(context);
			context.close();
			assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> executor.submit(() -> 1))
				.withMessageContaining("was stopped");
		});
	}

	@Test
	void interruptWhileItWaitsForRoomRejects() {
		String[] properties = { "ray.runner.max-unfinished=1", "ray.shutdown.grace-period=0s" };
		this.contextRunner.withPropertyValues(properties).run((context) -> {
			AsyncTaskExecutor executor = executor(context);
			CompletableFuture<Integer> first = executor.submitCompletable(() -> {
				Thread.sleep(Long.MAX_VALUE);
				return 1;
			});
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(TaskRejectedException.class).isThrownBy(() -> executor.submit(() -> 1))
				.withMessageContaining("Interrupted");
			assertThat(Thread.interrupted()).isTrue();
			assertThat(first).isNotDone();
		});
	}

	private static AsyncTaskExecutor executor(ApplicationContext context) {
		return context.getBean("rayTaskExecutor", AsyncTaskExecutor.class);
	}

	private static void requireTask() {
		TaskContext.current().orElseThrow();
	}

	private static void neverEnd() {
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			// its cancel
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncMethods {

		@Bean
		CountDownLatch uncaught() {
			return new CountDownLatch(1);
		}

		@Bean
		static AsyncConfigurer counting(ObjectProvider<CountDownLatch> uncaught) {
			return new AsyncConfigurer() {

				@Override
				public AsyncUncaughtExceptionHandler getAsyncUncaughtExceptionHandler() {
					return (ex, method, arguments) -> uncaught.getObject().countDown();
				}

			};
		}

		@Bean(defaultCandidate = false)
		SyncTaskExecutor caller() {
			return new SyncTaskExecutor();
		}

	}

	static class Pricing {

		private final int factor = 2;

		private final CountDownLatch done = new CountDownLatch(1);

		private final List<String> tasks = new CopyOnWriteArrayList<>();

		@Async("rayTaskExecutor")
		CompletableFuture<Integer> price(int amount) {
			return CompletableFuture.completedFuture(this.factor * amount);
		}

		@Async("rayTaskExecutor")
		Future<Integer> future(int amount) {
			return CompletableFuture.completedFuture(this.factor * amount);
		}

		@Async("rayTaskExecutor")
		CompletableFuture<String> taskName() {
			return CompletableFuture.completedFuture(nameOfTask());
		}

		@Async("rayTaskExecutor")
		void announce() {
			this.tasks.add(nameOfTask());
			this.done.countDown();
		}

		@Async("rayTaskExecutor")
		CompletableFuture<List<Integer>> add(List<Integer> amounts) {
			amounts.add(2);
			return CompletableFuture.completedFuture(amounts);
		}

		@Async("rayTaskExecutor")
		CompletableFuture<Integer> fail() throws IOException {
			throw new IOException("lost");
		}

		@Async("rayTaskExecutor")
		void failSilently() throws IOException {
			throw new IOException("lost");
		}

		@Async("applicationTaskExecutor")
		CompletableFuture<String> elsewhere() {
			return CompletableFuture.completedFuture(nameOfTask());
		}

		@Async("caller")
		CompletableFuture<String> within(AsyncTaskExecutor executor) {
			return executor.submitCompletable(() -> "within");
		}

		CountDownLatch done() {
			return this.done;
		}

		List<String> tasks() {
			return this.tasks;
		}

		private static String nameOfTask() {
			return TaskContext.current().map(TaskContext::name).orElse("none");
		}

	}

	static class Named implements Callable<String> {

		@Override
		public String call() {
			return Pricing.nameOfTask();
		}

	}

	interface Reports {

		@Async("rayTaskExecutor")
		CompletableFuture<@Nullable String> print();

	}

	static class PrintedReports implements Reports {

		@Override
		public CompletableFuture<@Nullable String> print() {
			return CompletableFuture.completedFuture(TaskContext.current().map((task) -> "printed").orElse(null));
		}

	}

}
