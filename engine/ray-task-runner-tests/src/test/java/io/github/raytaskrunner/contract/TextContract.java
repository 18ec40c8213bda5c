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

package io.github.raytaskrunner.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.TaskFailedException;
import io.github.raytaskrunner.TaskOptions;
import io.github.raytaskrunner.testsupport.RandomTexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How text of every kind arrives.
 */
abstract class TextContract extends ContractPart {

	TextContract(RunnerContract contract) {
		super(contract);
	}

	@Test
	void anyNameAndKeyIsThatOfFutureAndTask() throws Exception {
		List<String> texts = new RandomTexts().unicode(60);
		List<RayTaskFuture<String>> futures = new ArrayList<>();
		for (int i = 0; i < texts.size(); i++) {
			String name = texts.get(i);
			String key = "text " + i + name;
			RayTaskFuture<String> future = runner().with((options) -> options.name(name).key(key))
				.submit(TextContract::nameAndKey);
			assertThat(future.name()).isEqualTo(name);
			assertThat(runner().find(key)).isEqualTo(Optional.of(future));
			futures.add(future);
		}
		for (int i = 0; i < texts.size(); i++) {
			assertThat(futures.get(i).result(LIMIT)).isEqualTo(texts.get(i) + "|text " + i + texts.get(i));
		}
	}

	@Test
	void anyNameIsThatOfATaskInATask() throws Exception {
		RayTaskRunner runner = runner();
		String name = "rocket 🚀\0";
		assertThat(runner.submit(
				() -> runner.with((options) -> options.name(name).key(name)).submit(TextContract::nameAndKey).result())
			.result(LIMIT)).isEqualTo(name + "|" + name);
	}

	@Test
	void anyNameIsSaidInAFailure() throws Exception {
		RayTaskFuture<Object> future = runner().with(TaskOptions.named("rocket 🚀\0")).submit(() -> {
			throw new IllegalStateException("🚀\0");
		});
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> future.result(LIMIT))
			.withMessageContaining("rocket 🚀\0")
			.havingCause()
			.withMessage("🚀\0");
	}

	@Test
	void methodOfAnyNameCanBeATask() throws Exception {
		assertThat(runner().submit(TextContract::𝔘mlaut).name()).isEqualTo("TextContract.𝔘mlaut");
		assertThat(runner().submit(TextContract::𝔘mlaut).result(LIMIT)).isEqualTo("TextContract.𝔘mlaut");
		assertThat(runner().submit(() -> 𝔘mlaut()).result(LIMIT)).endsWith("methodOfAnyNameCanBeATask");
	}

	private static String 𝔘mlaut() {
		return TaskContext.current().orElseThrow().name();
	}

	private static String nameAndKey() {
		TaskContext context = TaskContext.current().orElseThrow();
		return context.name() + "|" + context.key();
	}

}
