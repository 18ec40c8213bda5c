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

package io.github.raytaskrunner.autoconfigure.json;

import io.github.raytaskrunner.RayTaskFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RayTaskFutureJsonAutoConfiguration}.
 */
class RayTaskFutureJsonAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RayTaskFutureJsonAutoConfiguration.class));

	@Test
	void futureIsWrittenAsWhatIsKnownOfItsTask() {
		this.contextRunner.run((context) -> {
			JsonMapper mapper = JsonMapper.builder().addModule(context.getBean(JacksonModule.class)).build();
			RayTaskFuture<String> future = RayTaskFuture.completed("a value");
			assertThat(mapper.writeValueAsString(future))
				.isEqualTo("{\"key\":\"" + future.key() + "\",\"name\":\"completed\",\"state\":\"completed\"}");
		});
	}

	@Test
	void nothingIsThereWithoutJackson() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.run((context) -> assertThat(context).doesNotHaveBean("rayTaskFutureModule"));
	}

}
