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

package io.github.raytaskrunner.test;

import java.util.List;

import io.github.raytaskrunner.RayTaskRunner;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordRayTasks}, of an application that has a cluster in production.
 */
@SpringBootTest(classes = RecordRayTasksTests.Application.class)
@RecordRayTasks
class RecordRayTasksTests {

	@Autowired
	private RayTaskRunner runner;

	@Autowired
	private RecordedTasks tasks;

	@Test
	void tasksRunEmbedded() {
		assertThat(this.runner.backend()).isEqualTo("embedded");
	}

	@Test
	void whatOnlyTheClusterHasIsLeftOut() {
		assertThat(this.runner.with((options) -> options.name("train").numGpus(8)).submit(() -> "trained").result())
			.isEqualTo("trained");
	}

	@Test
	void tasksAreRecorded() {
		assertThat(this.tasks).hasNotSubmitted("price");
		this.runner.with((options) -> options.name("price")).map((number) -> 2 * number, List.of(1, 2));
		this.runner.with((options) -> options.name("fail")).submit(() -> {
			throw new IllegalStateException("no price");
		});
		assertThat(this.tasks).hasCompleted("price", 2);
		assertThat(this.tasks).hasFailed("fail").isInstanceOf(IllegalStateException.class).hasMessage("no price");
	}

	@Test
	void taskThatWasJustSubmittedIsKnown() {
		this.runner.with((options) -> options.name("just")).submit(() -> "value");
		assertThat(this.tasks.submitted()).containsExactly("just");
	}

	@RepeatedTest(2)
	void eachTestHasItsOwn() {
		this.runner.with((options) -> options.name("own")).submit(() -> "value");
		assertThat(this.tasks).hasCompleted("own", 1);
		assertThat(this.tasks.submitted()).containsExactly("own");
	}

	@Nested
	@SpringBootTest(classes = Application.class,
			properties = { "ray.address=http://127.0.0.1:2", "ray.startup=background", "ray.shutdown.grace-period=1s" })
	class WithAnAddressOfItsOwn {

		@Test
		void tasksRunThere(@Autowired RayTaskRunner runner, @Autowired RecordedTasks tasks) {
			assertThat(runner.backend()).isEqualTo("ray");
			runner.with((options) -> options.name("waits")).submit(() -> "value");
			assertThat(tasks).hasSubmitted("waits");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@PropertySource("classpath:io/github/raytaskrunner/test/production.properties")
	static class Application {

	}

}
