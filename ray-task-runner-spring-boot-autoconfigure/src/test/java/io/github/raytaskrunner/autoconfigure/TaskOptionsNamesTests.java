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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.TaskOptionsBuilder;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an option has one name, in Java and in properties.
 */
class TaskOptionsNamesTests {

	/**
	 * What is said about single tasks, and the profile itself.
	 */
	private static final Set<String> IN_JAVA_ALONE = Set.of("name", "itemName", "key", "cacheKey", "waitFor",
			"profile");

	/**
	 * Adds to {@code resources}.
	 */
	private static final String RESOURCE = "resource";

	@Test
	void profileHasTheNamesOfTheBuilder() {
		Set<String> java = methods(TaskOptionsBuilder.class)
			.filter((method) -> method.getReturnType() == TaskOptionsBuilder.class)
			.map(Method::getName)
			.filter((name) -> !IN_JAVA_ALONE.contains(name) && !name.equals(RESOURCE))
			.collect(Collectors.toSet());
		assertThat(components(RayProperties.Profile.class)).isEqualTo(java);
	}

	@Test
	void runnerHasNamesOfTheBuilderForItsDefaults() {
		assertThat(components(RayProperties.Runner.class)).contains("crashRetries", "timeLimit", "retry");
	}

	@Test
	void retryHasTheNamesOfSpring() {
		Set<String> java = methods(RetryPolicy.Builder.class).map(Method::getName).collect(Collectors.toSet());
		assertThat(java).containsAll(components(RayProperties.Retry.class));
	}

	@Test
	void optionsAreReadByTheNamesTheyAreSetBy() {
		Set<String> set = methods(TaskOptionsBuilder.class).map(Method::getName).collect(Collectors.toSet());
		Set<String> read = methods(TaskOptions.class).filter((method) -> !Modifier.isStatic(method.getModifiers()))
			.filter((method) -> method.getParameterCount() == 0 && !method.getName().equals("open"))
			.map(Method::getName)
			.filter((name) -> Stream.of(Object.class.getMethods()).noneMatch((method) -> method.getName().equals(name)))
			.collect(Collectors.toSet());
		assertThat(set).containsAll(read);
	}

	private static Stream<Method> methods(Class<?> type) {
		return Stream.of(type.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic());
	}

	private static Set<String> components(Class<? extends Record> type) {
		return Stream.of(type.getRecordComponents()).map(RecordComponent::getName).collect(Collectors.toSet());
	}

}
