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

package io.github.raytaskrunner.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of files that tell what was measured.
 */
class ReportTests {

	@TempDir
	private Path folder;

	@Test
	void makesAFile() throws IOException {
		Path file = this.folder.resolve("new/benchmarks.md");
		Report.write(file, "table\n");
		assertThat(file).hasContent("table\n");
	}

	@Test
	void replacesOnlyWhatIsBetweenTheMarks() throws IOException {
		Path file = Files.writeString(this.folder.resolve("performance.md"),
				"before\n<!-- benchmarks: begin -->\nold\n<!-- benchmarks: end -->\nafter\n");
		Report.write(file, "new\n");
		assertThat(file).hasContent("before\n<!-- benchmarks: begin -->\nnew\n<!-- benchmarks: end -->\nafter\n");
	}

}
