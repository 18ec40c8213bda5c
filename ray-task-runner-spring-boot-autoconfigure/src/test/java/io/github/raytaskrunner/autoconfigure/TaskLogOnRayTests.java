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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.autoconfigure.RecordedLog.Line;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what tasks log is in the log of the application.
 */
class TaskLogOnRayTests {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private static final String OUTPUT = "io.github.raytaskrunner.output";

	private RecordedLog log;

	@TempDir
	private Path folder;

	@BeforeEach
	void record() {
		this.log = new RecordedLog();
	}

	@AfterEach
	void close() {
		this.log.close();
		MDC.clear();
	}

	@Test
	@Tag("slow")
	@RayInstallations(RayVersions.NEWEST)
	void whatTasksLogRemainsOnRayIfThatIsAskedFor() {
		try (AnnotationConfigApplicationContext context = startContext(RayVersions.NEWEST,
				"ray.init.log-to-driver=false")) {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			List<Integer> lengths = runner.map((item) -> {
				System.out.println("unheard");
				LoggerFactory.getLogger("tests.slf4j").error("unheard");
				return item;
			}, List.of(1, 2, 3)).result();
			assertThat(lengths).containsExactly(1, 2, 3);
			assertThat(runner.submit(() -> System.out.getClass().getName() + System.getenv("RAY_TASK_RUNNER_LOG"))
				.result()).isEqualTo("java.io.PrintStreamnull");
		}
		assertThat(lines("unheard")).isEmpty();
	}

	@Test
	void whatEmbeddedTasksLogIsThereOnceAndNamesThem() {
		MDC.put("traceId", "4711");
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
			.withPropertyValues("ray.address=embedded")
			.run((context) -> context.getBean(RayTaskRunner.class)
				.with((options) -> options.name("logs").key("logs-1"))
				.execute(() -> LoggerFactory.getLogger("tests.slf4j").warn("embedded line"))
				.result());
		assertThat(lines("embedded line"))
			.containsExactly(new Line("tests.slf4j", Level.WARN, "embedded line", Map.of(TaskContext.MDC_NAME, "logs",
					TaskContext.MDC_KEY, "logs-1", TaskContext.MDC_ATTEMPT, "1", "traceId", "4711")));
	}

	private String gate() {
		return this.folder.resolve("gate").toString();
	}

	private List<Line> lines(String text) {
		return this.log.lines(text);
	}

	private Line await(String text) {
		return Awaitility.await()
			.atMost(LIMIT)
			.until(() -> lines(text).stream()
				.filter((line) -> line.text().endsWith(text) || line.text().contains(" lines "))
				.toList(), (lines) -> !lines.isEmpty())
			.get(0);
	}

	private static void awaitFile(String file) throws InterruptedException {
		while (!Files.exists(Path.of(file))) {
			Thread.sleep(5);
		}
	}

	private static AnnotationConfigApplicationContext startContext(String version, String... properties) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(RayTaskRunnerAutoConfiguration.class);
		TestPropertyValues
			.of("ray.address=local", "ray.home=" + RayTestInstallation.version(version), "ray.init.num-cpus=2")
			.and(properties)
			.applyTo(context);
		context.refresh();
		return context;
	}

	@Nested
	@ParameterizedClass
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	@TestInstance(Lifecycle.PER_CLASS)
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	@Tag("slow")
	@RayInstallations
	class OfTheApplication {

		private final LoggingSystem loggingSystem = LoggingSystem.get(getClass().getClassLoader());

		@Parameter
		private String version;

		private AnnotationConfigApplicationContext context;

		private RayTaskRunner runner;

		@BeforeParameterizedClassInvocation
		void start() {
			this.loggingSystem.setLogLevel("tests.quiet", LogLevel.WARN);
			this.loggingSystem.setLogLevel("tests.loud", LogLevel.DEBUG);
			this.context = startContext(this.version);
			this.runner = this.context.getBean(RayTaskRunner.class);
		}

		@AfterParameterizedClassInvocation
		void stop() {
			this.loggingSystem.setLogLevel("tests.quiet", null);
			this.loggingSystem.setLogLevel("tests.loud", null);
			if (this.context != null) {
				this.context.close();
			}
		}

		@Test
		void linesComeWhileTheTaskRuns() throws IOException {
			String gate = gate();
			MDC.put("traceId", "4711");
			RayTaskFuture<String> future = this.runner.with((options) -> options.name("logs").key("logs-1"))
				.submit(() -> {
					LoggerFactory.getLogger("tests.slf4j").warn("by {}: größer", "SLF4J", new IOException("broken"));
					java.util.logging.Logger.getLogger("tests.jul").info("by JUL");
					System.err.println("printed an error");
					System.out.println("printed");
					awaitFile(gate);
					return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
				});
			MDC.clear();
			Line printed = await("printed");
			assertThat(future.state().isFinal()).isFalse();
			Files.createFile(Path.of(gate));
			Path file = Path.of(future.result());
			Map<String, String> mdc = Map.of(TaskContext.MDC_NAME, "logs", TaskContext.MDC_KEY, "logs-1",
					TaskContext.MDC_ATTEMPT, "1", "traceId", "4711");
			assertThat(lines("größer")).singleElement().satisfies((line) -> {
				assertThat(line.logger()).isEqualTo("tests.slf4j");
				assertThat(line.level()).isEqualTo(Level.WARN);
				assertThat(line.text()).startsWith("by SLF4J: größer").contains("java.io.IOException: broken", "\tat ");
				assertThat(line.mdc()).isEqualTo(mdc);
			});
			assertThat(lines("by JUL")).containsExactly(new Line("tests.jul", Level.INFO, "by JUL", mdc));
			assertThat(lines("printed")).containsExactly(new Line(OUTPUT, Level.WARN, "printed an error", mdc),
					printed);
			assertThat(printed).isEqualTo(new Line(OUTPUT, Level.INFO, "printed", mdc));
			assertThat(file).content().contains("by SLF4J: größer").contains("printed\n");
		}

		@Test
		void levelsHold() {
			this.runner.execute(() -> {
				LoggerFactory.getLogger("tests.quiet.A").info("quiet");
				LoggerFactory.getLogger("tests.quiet.A").warn("not so quiet");
				LoggerFactory.getLogger("tests.loud.A").debug("loud");
				LoggerFactory.getLogger("tests.loud.A").trace("too loud");
				System.out.println("end of the levels");
			}).result();
			await("end of the levels");
			assertThat(lines("quiet")).extracting(Line::text).containsExactly("not so quiet");
			assertThat(lines("loud")).extracting(Line::text).containsExactly("loud");
		}

		@Test
		void whatEndsAThreadOfATaskComes() {
			this.runner.execute(() -> {
				Thread thread = new Thread(() -> {
					throw new IllegalStateException("unexpected");
				}, "of-a-task");
				thread.start();
				thread.join();
			}).result();
			assertThat(await("Exception in thread \"of-a-task\" java.lang.IllegalStateException: unexpected"))
				.extracting(Line::logger, Line::level)
				.containsExactly(OUTPUT, Level.WARN);
		}

		@Test
		void linesOfTasksOfTasksCome() throws IOException {
			String gate = gate();
			RayTaskFuture<@Nullable Void> outer = this.runner.with((options) -> options.name("outer")).execute(() -> {
				RayTaskRunner within = TaskContext.current().orElseThrow().runner();
				within.with((options) -> options.name("inner"))
					.execute(() -> System.out.println("from within"))
					.result();
				awaitFile(gate);
			});
			assertThat(await("from within").mdc()).containsEntry(TaskContext.MDC_NAME, "inner");
			Files.createFile(Path.of(gate));
			outer.result();
		}

		// some of the tests after it might be left out too
		@Test
		@Order(Integer.MAX_VALUE)
		void linesThatAreTooManyAreCounted() {
			this.runner.execute(() -> {
				for (int i = 0; i < 100_000; i++) {
					System.out.println("one of many");
				}
			}).result();
			await("lines that tasks logged were left out");
			assertThat(lines("one of many")).hasSizeBetween(1, 99_999);
		}

	}

}
