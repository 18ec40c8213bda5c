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

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.raytaskrunner.launch.DriverEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DriverOutput}.
 */
class DriverOutputTests {

	@Test
	void isShortenedToTheFirstLineAndTheLast() {
		List<String> lines = IntStream.range(0, 40).mapToObj((number) -> "line " + number).toList();
		assertThat(shortened(lines)).containsExactlyElementsOf(
				Stream.concat(Stream.of("line 0"), lines.stream().skip(40 - DriverOutput.LAST_LINES)).toList());
	}

	@Test
	void isWholeIfItIsShort() {
		assertThat(shortened(List.of("message", "cause"))).containsExactly("message", "cause");
		assertThat(shortened(List.of("message"))).containsExactly("message");
		assertThat(shortened(List.of())).isEmpty();
	}

	@Test
	void isWithoutWhatLibrariesTellOfThemselves() {
		assertThat(shortened(List.of("Job entrypoint command failed with exit code 137, last available logs:",
				"2026-11-27T02:11:03.410Z main INFO Starting configuration XmlConfiguration[location=jar:file:/ray_dist.jar!/log4j2.xml]...",
				"2026-11-27T02:11:03.411Z main INFO Start watching for changes to jar:file:/ray_dist.jar!/log4j2.xml",
				"2026-11-27T02:11:03.412Z main INFO Stopping configuration XmlConfiguration[location=jar:file:/ray_dist.jar!/log4j2.xml]...",
				"2026-11-27T02:11:03.413Z main INFO Configuration XmlConfiguration[location=jar:file:/ray_dist.jar!/log4j2.xml] stopped.",
				"[2026-11-27 02:11:03,700 I 29 32] gcs_client.cc:96: GcsClient has no Cluster ID set",
				new DriverEndpoint("127.0.0.1", 4711).line(), "Killed")))
			.containsExactly("Job entrypoint command failed with exit code 137, last available logs:", "Killed");
	}

	private static List<String> shortened(List<String> lines) {
		return new DriverOutput(String.join("\n", lines)).shortened().lines().toList();
	}

}
