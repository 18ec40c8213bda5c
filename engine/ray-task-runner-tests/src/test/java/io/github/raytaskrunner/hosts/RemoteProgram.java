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

package io.github.raytaskrunner.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.TaskOptions;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A Spring Boot application that does what its standard input says, one command a line,
 * and prints what becomes of its tasks. It ends with its standard input.
 * <ul>
 * <li>{@code hold NAME}: a task that adds a line with its host's name to the file
 * {@code NAME.starts}, runs until there is a file {@code NAME.end} and returns its host's
 * name</li>
 * <li>{@code count NUMBER}: as many short tasks</li>
 * <li>{@code health}: prints what the health indicator says</li>
 * </ul>
 */
public final class RemoteProgram {

	static final String UP = "application is up";

	private static final Duration LIMIT = Duration.ofMinutes(3);

	private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

	private RemoteProgram() {
	}

	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = SpringApplication.run(RemoteConfiguration.class, args);
		Path folder = Path.of(context.getEnvironment().getRequiredProperty("folder"));
		RayTaskRunner runner = context.getBean(RayTaskRunner.class);
		System.out.println(UP);
		try (context; BufferedReader input = new BufferedReader(new InputStreamReader(System.in))) {
			for (String line = input.readLine(); line != null; line = input.readLine()) {
				String[] command = line.split(" ");
				switch (command[0]) {
					case "hold" -> hold(runner, folder, command[1]);
					case "health" ->
						System.out.println(context.getBean("rayHealthContributor", HealthIndicator.class).health());
					case "count" -> count(runner, Integer.parseInt(command[1]));
					default -> throw new IllegalArgumentException(line);
				}
			}
		}
	}

	private static void hold(RayTaskRunner runner, Path folder, String name) {
		String file = folder.resolve(name).toString();
		RayTaskFuture<String> future = runner.with(TaskOptions.named(name)).submit(() -> hold(file));
		future.onDone((done) -> System.out.println(name + ": " + describe(done)));
	}

	private static String describe(RayTaskFuture<String> future) {
		try {
			return "returned " + future.result();
		}
		catch (RayTaskRunnerException ex) {
			return ex.toString().replace('\n', '|');
		}
	}

	private static void count(RayTaskRunner runner, int number) {
		long distinct = IntStream.range(0, number)
			.mapToObj((index) -> runner.submit(() -> index))
			.toList()
			.stream()
			.map(RayTaskFuture::result)
			.distinct()
			.count();
		System.out.println("counted " + distinct);
	}

	private static String hold(String file) throws Exception {
		String host = Files.readString(HOST_NAME).strip();
		Files.writeString(Path.of(file + ".starts"), host + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		Instant limit = Instant.now().plus(LIMIT);
		while (!Files.exists(Path.of(file + ".end"))) {
			if (Instant.now().isAfter(limit)) {
				throw new IllegalStateException("No file " + file + ".end");
			}
			Thread.sleep(5);
		}
		return host;
	}

	@EnableAutoConfiguration
	@Configuration(proxyBeanMethods = false)
	static class RemoteConfiguration {

	}

}
