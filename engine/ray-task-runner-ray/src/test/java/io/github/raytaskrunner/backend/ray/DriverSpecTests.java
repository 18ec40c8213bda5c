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

package io.github.raytaskrunner.backend.ray;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DriverSpec}.
 */
class DriverSpecTests {

	private final DriverSpec spec = new DriverSpec("abc", new RaySettings.Listen(0, 0, null, null),
			Duration.ofMinutes(1), List.of("-Xmx1g", "-Dray.job.runtime-env.env-vars.A=back\\slash\nnext", "-Da=b"),
			Duration.ofMinutes(1), null);

	@Test
	void environmentOfTheTasksIsNotOnTheCommandLine() {
		assertThat(this.spec.commandLineOptions()).containsExactly("-Xmx1g", "-Da=b");
	}

	@Test
	void environmentOfTheTasksIsALineOfTheConfiguration() {
		assertThat(this.spec.config(Duration.ZERO)).isEqualTo("""
				secret-sha256=abc
				first-port=0
				last-port=0
				lease=PT0S
				property.ray.job.runtime-env.env-vars.A=back\\\\slash\\nnext

				""");
	}

}
