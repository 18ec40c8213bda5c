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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that tasks on Ray use the application's libraries and their configuration, and
 * not those that Ray brings in other versions.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class WorkerLibrariesTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	@TempDir
	Path folder;

	@Test
	void tasksUseTheLibrariesOfTheApplication() throws IOException {
		Map<String, String> report = report(TestJvm.of(LibraryReportApplication.class));
		assertThat(report).containsEntry("logger", "ch.qos.logback.classic.Logger")
			.containsEntry("json", "{\"name\":\"S&P 500\",\"day\":\"2020-02-20\",\"losses\":[0.25,-0.5]}");
		assertThat(report.get("pid")).isNotEqualTo(report.get("application.pid"));
		assertThat(report.get("source.slf4j")).matches(".*/lib/slf4j-api-2[^/]*\\.jar");
		assertThat(report.get("source.logback")).matches(".*/lib/logback-classic-[^/]*\\.jar");
		assertThat(report.get("source.jackson")).matches(".*/lib/jackson-databind-3[^/]*\\.jar");
		assertThat(report.get("source.task")).matches(".*/classes/[^/]*/");
		assertThat(report.values()).noneMatch((value) -> value.contains("ray_dist"));
	}

	// raydp#317: slf4j and log4j clash; prefect#14494, prefect#16016, prefect#13011: logs
	// of workers missing
	@Test
	void tasksLogAsTheApplicationConfigured() throws IOException {
		Path workerLog = this.folder.resolve("worker.log");
		Path applicationLog = this.folder.resolve("application.log");
		Path configuration = Files.createDirectory(this.folder.resolve("configuration"));
		Files.writeString(configuration.resolve("logback.xml"), """
				<configuration>
					<appender name="FILE" class="ch.qos.logback.core.FileAppender">
						<file>${log.file}</file>
						<encoder>
							<pattern>own configuration: %level %logger{0} %msg%n</pattern>
						</encoder>
					</appender>
					<root level="info">
						<appender-ref ref="FILE"/>
					</root>
				</configuration>
				""");
		String classPath = configuration + File.pathSeparator + System.getProperty("java.class.path");
		report(TestJvm.of(LibraryReportApplication.class)
			.classPath(classPath)
			.systemProperty("log.file", applicationLog.toString()), "--ray.worker.jvm-options=-Dlog.file=" + workerLog);
		assertThat(workerLog).content()
			.isEqualToNormalizingNewlines("own configuration: INFO LibraryReport A task logs\n");
		assertThat(applicationLog).content()
			.contains("own configuration: INFO DefaultRayTaskRunner Ray task runner 'rayTaskRunner' started")
			.containsOnlyOnce("own configuration: INFO LibraryReport A task logs\n");
	}

	private Map<String, String> report(TestJvm.Builder builder, String... args) throws IOException {
		List<String> arguments = new ArrayList<>(List.of(args));
		arguments.add("--ray.address=local");
		arguments.add("--ray.home=" + RayTestInstallation.version(RayVersions.NEWEST));
		Map<String, String> report = new LinkedHashMap<>();
		try (TestJvm jvm = builder.arguments(arguments.toArray(String[]::new)).start(this.folder.resolve("output"))) {
			assertThat(jvm.awaitExit(TIMEOUT)).as(() -> String.join("\n", jvm.output())).isZero();
			jvm.output()
				.stream()
				.filter((line) -> line.startsWith(LibraryReport.PREFIX))
				.map((line) -> line.substring(LibraryReport.PREFIX.length()).split("=", 2))
				.forEach((entry) -> report.put(entry[0], entry[1]));
		}
		return report;
	}

}
