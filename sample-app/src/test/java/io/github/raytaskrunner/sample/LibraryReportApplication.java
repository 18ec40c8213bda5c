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

import java.time.Duration;
import java.util.Map;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Prints the {@link LibraryReport} of a task.
 */
@ImportAutoConfiguration(RayTaskRunnerAutoConfiguration.class)
public final class LibraryReportApplication {

	private LibraryReportApplication() {
	}

	/**
	 * Run the application.
	 * @param args options and Spring properties
	 * @throws Exception if the task fails
	 */
	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(LibraryReportApplication.class)
			.web(WebApplicationType.NONE)
			.run(args)) {
			RayTaskRunner runner = context.getBean(RayTaskRunner.class);
			Map<String, String> report = runner.submit(LibraryReport::create).result(Duration.ofMinutes(1));
			report.put("application.pid", String.valueOf(ProcessHandle.current().pid()));
			report.forEach((name, value) -> System.out.println(LibraryReport.PREFIX + name + "=" + value));
		}
	}

}
