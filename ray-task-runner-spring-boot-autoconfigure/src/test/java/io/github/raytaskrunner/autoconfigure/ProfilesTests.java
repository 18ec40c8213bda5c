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

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Profiles}.
 */
class ProfilesTests {

	private static final String RUNTIME_ENV = "ray.profiles.large.runtime-env.";

	@Test
	void runtimeEnvironmentHasTheNamesOfRay() {
		assertThat(runtimeEnv(RUNTIME_ENV + "image-uri=registry/large", RUNTIME_ENV + "config.setup-timeout-seconds=30",
				RUNTIME_ENV + "config.eager_install=false"))
			.isEqualTo(Map.of("image_uri", "registry/large", "config",
					Map.of("setup_timeout_seconds", "30", "eager_install", "false")));
	}

	@Test
	void otherNamesWithinItAreAsTheyAre() {
		assertThat(runtimeEnv(RUNTIME_ENV + "nsight.stop-on-exit=true", RUNTIME_ENV + "env-vars.SOME_NAME=4"))
			.isEqualTo(Map.of("nsight", Map.of("stop-on-exit", "true"), "env_vars", Map.of("SOME_NAME", "4")));
	}

	private static @Nullable Map<String, Object> runtimeEnv(String... pairs) {
		return new Profiles(TestProperties.of(pairs)).all().get("large").runtimeEnv();
	}

}
