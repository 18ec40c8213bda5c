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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogTail} and {@link WorkerOutput}.
 */
class LogTailTests {

	@TempDir
	private Path directory;

	@Test
	void isTheLastLines() throws IOException {
		Path file = Files.writeString(this.directory.resolve("log"), "one\n\ntwo\nthree €\nfour");
		assertThat(new LogTail(file, 1000, 2).lines((line) -> true)).containsExactly("three €", "four");
		assertThat(new LogTail(file, 1000, 9).lines((line) -> !line.isEmpty())).containsExactly("one", "two", "three €",
				"four");
		assertThat(new LogTail(file, 6, 9).lines((line) -> true)).hasSize(2).endsWith("four");
	}

	@Test
	void isNothingWhereNothingIs() throws IOException {
		assertThat(new LogTail(this.directory.resolve("none"), 1000, 9).lines((line) -> true)).isEmpty();
		Path file = Files.createFile(this.directory.resolve("empty"));
		assertThat(new LogTail(file, 1000, 9).lines((line) -> true)).isEmpty();
	}

	@Test
	void outputOfWorkersIsWithoutTheMessagesOfRay() throws IOException {
		assertThat(WorkerOutput.lastLines(this.directory)).isEmpty();
		Files.writeString(this.directory.resolve("raylet.out"), """
				[2026-11-26 01:00:00,000 I 1 1] (raylet) main.cc:1: Started
				Error: Could not create the Java Virtual Machine.

				[state-dump] something
				Invalid maximum heap size: -Xmx1k
				Error: Could not create the Java Virtual Machine.
				""");
		assertThat(WorkerOutput.lastLines(this.directory)).isEqualTo(
				List.of("Error: Could not create the Java Virtual Machine.", "Invalid maximum heap size: -Xmx1k"));
	}

	@Test
	void outputOfWorkersIsWithoutTheFiguresOfTheObjectStore() throws IOException {
		Files.writeString(this.directory.resolve("raylet.out"), """
				[2026-11-26 01:00:00,000 I 1 1] (raylet) store.cc:564: Plasma store debug dump:\s
				Current usage: 0 / 6.47772 GB
				- num bytes created total: 40
				0 pending objects of total size 0MB
				- objects spillable: 0
				- bytes evictable: 0
				- objects created by worker: 0
				- bytes created by worker: 0

				- the worker printed this
				""");
		assertThat(WorkerOutput.lastLines(this.directory)).containsExactly("- the worker printed this");
	}

	@Test
	void complaintsOfWorkersComeBeforeWhatElseTheyPrinted() throws IOException {
		Files.writeString(this.directory.resolve("raylet.out"), "printed\n");
		Files.writeString(this.directory.resolve("raylet.err"), """
				[2026-11-26 01:00:00,000 I 29 32] gcs_client.cc:96: GcsClient has no Cluster ID set.
				Unrecognized VM option 'NoSuchThing'
				Error: A fatal exception has occurred. Program will exit.
				Unrecognized VM option 'NoSuchThing'
				""");
		assertThat(WorkerOutput.lastLines(this.directory)).containsExactly("Unrecognized VM option 'NoSuchThing'",
				"Error: A fatal exception has occurred. Program will exit.", "printed");
	}

}
