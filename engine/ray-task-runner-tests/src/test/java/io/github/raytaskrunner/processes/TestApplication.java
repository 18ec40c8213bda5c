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

package io.github.raytaskrunner.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskState;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A Spring Boot application that does what its standard input says, one command a line,
 * and prints what becomes of its tasks. It ends with its standard input.
 * <ul>
 * <li>{@code hold NAME}: a task that writes its process to the file {@code NAME.pid} and
 * runs until there is a file {@code NAME.end}</li>
 * <li>{@code after NAME UPSTREAM}: a task that captures the future of another</li>
 * <li>{@code close}: close the application context</li>
 * </ul>
 */
public final class TestApplication {

	static final String UP = "application is up";

	static final String CLOSED = "closed after ";

	static final String SUBMITTED = "submitted ";

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private final Map<String, RayTaskFuture<String>> futures = new LinkedHashMap<>();

	private final PrintStream console = System.out;

	private final ConfigurableApplicationContext context;

	private final Path folder;

	private TestApplication(ConfigurableApplicationContext context, Path folder) {
		this.context = context;
		this.folder = folder;
	}

	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = SpringApplication.run(TestConfiguration.class, args);
		TestApplication application = new TestApplication(context,
				Path.of(context.getEnvironment().getRequiredProperty("folder")));
		System.out.println(UP);
		try (context; BufferedReader input = new BufferedReader(new InputStreamReader(System.in))) {
			for (String line = input.readLine(); line != null; line = input.readLine()) {
				application.execute(line.split(" "));
			}
		}
	}

	private void execute(String... command) {
		switch (command[0]) {
			case "hold" -> {
				String file = this.folder.resolve(command[1]).toString();
				submit(command[1], () -> hold(file));
			}
			case "after" -> {
				RayTaskFuture<String> upstream = this.futures.get(command[2]);
				submit(command[1], () -> upstream.result() + " and more");
			}
			case "close" -> close();
			default -> throw new IllegalArgumentException(String.join(" ", command));
		}
	}

	private void submit(String name, RayCallable<String> task) {
		try {
			RayTaskFuture<String> future = this.context.getBean(RayTaskRunner.class).submit(task);
			this.futures.put(name, future);
			print(SUBMITTED + name);
			future.onDone((done) -> print(name + ": " + describe(done)));
		}
		catch (RayTaskRejectedException ex) {
			print(name + ": Rejected " + ex.getMessage());
		}
	}

	private String describe(RayTaskFuture<String> future) {
		TaskState state = future.state();
		if (state instanceof TaskState.Crashed crashed) {
			return "Crashed " + crashed.reason();
		}
		if (state instanceof TaskState.NotReady notReady) {
			return "NotReady " + name(notReady.upstreamKey());
		}
		return (state.isCompleted()) ? "Completed " + future.result() : state.toString();
	}

	private String name(String key) {
		return this.futures.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().key().equals(key))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse("?");
	}

	private void close() {
		long start = System.nanoTime();
		this.context.close();
		print(CLOSED + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
	}

	private void print(String message) {
		this.console.println(message.replace('\n', '|'));
	}

	private static String hold(String file) throws Exception {
		Path pid = Path.of(file + ".pid");
		Path written = Files.writeString(Path.of(file + ".writing"), String.valueOf(ProcessHandle.current().pid()),
				StandardCharsets.UTF_8);
		Files.move(written, pid, StandardCopyOption.ATOMIC_MOVE);
		Instant limit = Instant.now().plus(LIMIT);
		while (!Files.exists(Path.of(file + ".end"))) {
			if (Instant.now().isAfter(limit)) {
				throw new IllegalStateException("No file " + file + ".end");
			}
			Thread.sleep(5);
		}
		return "value";
	}

	@EnableAutoConfiguration
	@Configuration(proxyBeanMethods = false)
	static class TestConfiguration {

	}

}
