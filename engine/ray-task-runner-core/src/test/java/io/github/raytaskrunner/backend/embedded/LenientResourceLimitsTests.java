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

package io.github.raytaskrunner.backend.embedded;

import java.util.Map;

import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.Resources.PlacementGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LenientResourceLimits}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LenientResourceLimitsTests {

	private final LenientResourceLimits limits = new LenientResourceLimits(Map.of("CPU", 2.0, "license", 1.0));

	@Test
	void whatThereIsIsGivenAsItIsAskedFor(CapturedOutput output) {
		Resources asked = new Resources(Map.of("CPU", 0.5, "license", 1.0));
		assertThat(this.limits.occupied(asked)).isEqualTo(asked);
		assertThat(this.limits.occupied(new Resources(Map.of("CPU", 0.0))))
			.isEqualTo(new Resources(Map.of("CPU", 0.0)));
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void moreThanThereIsIsAllThereIs() {
		assertThat(this.limits.occupied(new Resources(Map.of("CPU", 8.0, "license", 3.0, "GPU", 1.0))))
			.isEqualTo(new Resources(Map.of("CPU", 2.0, "license", 1.0, "GPU", 0.0)));
	}

	@Test
	void environmentAndPlacementGroupAreLeftOut() {
		assertThat(this.limits
			.occupied(new Resources(Map.of("CPU", 1.0), "{\"env_vars\":{}}", new PlacementGroup("group", 0))))
			.isEqualTo(Resources.DEFAULT);
	}

	@Test
	void oneWarningSaysSo(CapturedOutput output) {
		this.limits.occupied(new Resources(Map.of("GPU", 1.0), "{\"env_vars\":{\"PASSWORD\":\"secret\"}}", null));
		this.limits.occupied(new Resources(Map.of("CPU", 8.0)));
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("[GPU, runtime environment]")
			.doesNotContain("secret");
	}

}
