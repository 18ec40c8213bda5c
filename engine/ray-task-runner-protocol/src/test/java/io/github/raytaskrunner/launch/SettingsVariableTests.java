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

package io.github.raytaskrunner.launch;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SettingsVariableTests {

	@Test
	void isTextOfOneLine() {
		assertThat(SettingsVariable.write(new byte[1000])).matches("[A-Za-z0-9+/=]+");
	}

	@Test
	void fitsIntoTheEnvironmentOfAProcess() {
		assertThat(SettingsVariable.write(new byte[90_000])).hasSize(120_000);
		assertThatIllegalArgumentException().isThrownBy(() -> SettingsVariable.write(new byte[90_001]))
			.withMessageContaining("ray.profiles");
	}

	@Test
	void isReadAsItWasWritten() {
		byte[] settings = new byte[90_000];
		new Random(1).nextBytes(settings);
		assertThat(SettingsVariable.read(SettingsVariable.write(settings))).isEqualTo(settings);
		assertThat(SettingsVariable.read(SettingsVariable.write(new byte[0]))).isEmpty();
	}

	@Test
	void isThereInProcessesOfTasksOnly() {
		assertThatIllegalStateException().isThrownBy(() -> SettingsVariable.read())
			.withMessageContaining(EnvironmentNames.SETTINGS);
	}

}
