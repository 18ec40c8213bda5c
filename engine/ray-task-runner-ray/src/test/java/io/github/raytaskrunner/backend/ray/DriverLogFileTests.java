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
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link DriverLogFile}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DriverLogFileTests {

	@TempDir
	private Path directory;

	@Test
	void hasWhatWasWrittenSoFar() throws IOException {
		Path path = this.directory.resolve("driver.log");
		try (DriverLogFile file = new DriverLogFile(path)) {
			file.write("first");
			file.write("second");
			assertThat(Files.readAllLines(path)).containsExactly("first", "second");
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void fullDiskIsToldOnce(CapturedOutput output) {
		try (DriverLogFile file = new DriverLogFile(Path.of("/dev/full"))) {
			file.write("first");
			file.write("second");
		}
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), "cannot be kept in /dev/full")).isOne();
	}

	@Test
	void folderThatIsNotThereIsTold(CapturedOutput output) {
		Path path = this.directory.resolve("missing").resolve("driver.log");
		try (DriverLogFile file = new DriverLogFile(path)) {
			file.write("first");
		}
		assertThat(output.getAll()).contains("cannot be kept in " + path);
	}

}
