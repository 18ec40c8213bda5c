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

package io.github.raytaskrunner.backend.ray.cluster;

import io.github.raytaskrunner.backend.BackendUnavailableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RayVersionTests {

	@ParameterizedTest
	@ValueSource(strings = { "2.39.0", "2.60.0", "2.60.0rc1", "3.0.0.dev0", "10.0", "nightly" })
	void acceptsWhatIsNotTooOld(String version) {
		assertThatNoException()
			.isThrownBy(() -> RayVersion.parse(version).requireSupported("The cluster at http://head:8265"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "2.38.0", "2.9.3", "1.13.0" })
	void refusesWhatIsTooOld(String version) {
		assertThatExceptionOfType(BackendUnavailableException.class)
			.isThrownBy(() -> RayVersion.parse(version).requireSupported("The cluster at http://head:8265"))
			.withMessageContaining("http://head:8265")
			.withMessageContaining("Ray " + version)
			.withMessageContaining("2.39");
	}

}
