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

package com.example;

import java.util.List;
import java.util.stream.IntStream;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * An application that has nothing but the starter.
 */
@SpringBootApplication
public class DemoApplication {

	/**
	 * Name of a class that the tests add, because compilers may have no locale either.
	 */
	static final String TASK = "com.example.Gr\u00f6\u00dfe";

	public static void main(String[] args) {
		SpringApplication.run(DemoApplication.class, args);
	}

	@Bean
	ApplicationRunner demo(RayTaskRunner runner, Greeter greeter) {
		return (args) -> {
			List<RayTaskFuture<Integer>> squares = IntStream.range(0, 10)
				.mapToObj((number) -> runner.submit(() -> number * number))
				.toList();
			RayTaskFuture<Integer> sum = runner.submit(() -> squares.stream().mapToInt(RayTaskFuture::result).sum());
			System.out.println("Spring Boot " + SpringBootVersion.getVersion() + ": " + sum.result());
			System.out.println("A bean says: " + runner.submit(() -> greeter.greet("Ray")).result());
			RayCallable<?> task = (RayCallable<?>) Class.forName(TASK).getConstructor().newInstance();
			System.out.println("Class with umlauts: " + runner.submit(task).result());
		};
	}

}
