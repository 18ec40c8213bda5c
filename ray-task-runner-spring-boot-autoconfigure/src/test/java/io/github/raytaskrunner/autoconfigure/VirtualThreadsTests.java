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

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.testsupport.OtherJdk;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of tasks in an application whose threads are to be virtual.
 */
class VirtualThreadsTests {

	@Test
	void anOlderJavaHasOrdinaryOnes() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
			.withPropertyValues("ray.address=embedded", "spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(
					context.getBean(RayTaskRunner.class).submit(() -> Thread.currentThread().getName()).result())
				.startsWith("ray-embedded-"));
	}

	@ParameterizedTest
	@Tag("slow")
	@CsvSource({ "true, 1500", "false, 1000" })
	void tasksWithoutCpuRunOnThem(boolean virtual, int atOnce, @TempDir Path directory) throws Exception {
		try (TestJvm jvm = TestJvm.of(Program.class)
			.javaHome(OtherJdk.home())
			.arguments("" + virtual, "" + atOnce)
			.start(directory.resolve("output"))) {
			assertThat(jvm.awaitExit(Duration.ofMinutes(2))).as(() -> jvm.output().toString()).isZero();
			assertThat(jvm.output()).contains("with a CPU: ray-embedded, virtual: false",
					"without: " + ((virtual) ? "ray-embedded-virtual, virtual: true" : "ray-embedded, virtual: false"),
					"at once: " + atOnce, "cancelled: true");
		}
	}

	/**
	 * An application that needs a Java with virtual threads.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(RayTaskRunnerAutoConfiguration.class)
	public static class Program {

		static final Semaphore RUNNING = new Semaphore(0);

		static final CountDownLatch FREED = new CountDownLatch(1);

		/**
		 * Run the application.
		 * @param args whether threads are virtual, and how many tasks run at once
		 * @throws Exception what goes wrong
		 */
		public static void main(String[] args) throws Exception {
			SpringApplication application = new SpringApplication(Program.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			try (ConfigurableApplicationContext context = application.run("--ray.address=embedded",
					"--ray.init.num-cpus=1", "--spring.docker.compose.enabled=false",
					"--spring.threads.virtual.enabled=" + args[0])) {
				RayTaskRunner runner = context.getBean(RayTaskRunner.class);
				RayTaskSubmitter withoutCpu = runner.with((options) -> options.numCpus(0));
				RayTaskFuture<String> first = runner.submit(() -> thread());
				System.out.println("with a CPU: " + first.result());
				System.out.println("without: " + withoutCpu.submit(() -> thread()).result());
				printThoseAtOnce(withoutCpu, Integer.parseInt(args[1]));
				RayTaskFuture<Object> endless = withoutCpu.submit(() -> {
					new CountDownLatch(1).await();
					return null;
				});
				endless.cancel();
				System.out.println("cancelled: " + endless.await(Duration.ofSeconds(30)).isPresent());
			}
		}

		private static void printThoseAtOnce(RayTaskSubmitter runner, int count) throws InterruptedException {
			for (int i = 0; i < count; i++) {
				runner.execute(Program::stay);
			}
			RUNNING.acquire(count);
			System.out.println("at once: " + count);
			FREED.countDown();
		}

		private static void stay() throws InterruptedException {
			RUNNING.release();
			FREED.await();
		}

		private static String thread() throws ReflectiveOperationException {
			Thread thread = Thread.currentThread();
			return thread.getName().replaceAll("-\\d+$", "") + ", virtual: "
					+ Thread.class.getMethod("isVirtual").invoke(thread);
		}

	}

}
