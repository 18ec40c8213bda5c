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
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CurrentClusterTests {

	@TempDir
	private Path folder;

	@Test
	void isThatOfTheEnvironment() throws IOException {
		record("10.0.0.1:6379");
		assertThat(
				CurrentCluster.address(Map.of("RAY_ADDRESS", "head:6379", "RAY_TMPDIR", this.folder.toString())::get))
			.contains("head:6379");
	}

	@Test
	void isTheOneThatWasStartedLast() throws IOException {
		record("10.0.0.1:6379\n");
		assertThat(CurrentCluster.address(Map.of("RAY_TMPDIR", this.folder.toString())::get)).contains("10.0.0.1:6379");
		assertThat(CurrentCluster.address(Map.of("RAY_ADDRESS", "auto", "TMPDIR", this.folder.toString())::get))
			.contains("10.0.0.1:6379");
	}

	@Test
	void mayBeNone() {
		assertThat(CurrentCluster.address(Map.of("RAY_TMPDIR", this.folder.toString())::get)).isEmpty();
	}

	private void record(String address) throws IOException {
		Files.writeString(Files.createDirectory(this.folder.resolve("ray")).resolve("ray_current_cluster"), address);
	}

}
