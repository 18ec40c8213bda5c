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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ChildDriver}.
 */
class ChildDriverTests {

	@Test
	void driverHasItsTimeToEndThoughTheThreadThatStopsItIsInterrupted(@TempDir Path directory) throws IOException {
		Process process = new ProcessBuilder("sh", "-c", "cat > /dev/null; sleep 1; exit 7").start();
		ChildDriver driver = new ChildDriver(process, directory.resolve("driver.log"));
		Thread.currentThread().interrupt();
		driver.stop(Duration.ofSeconds(30));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(process.exitValue()).isEqualTo(7);
	}

}
