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

package io.github.raytaskrunner.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.raytaskrunner.RayTaskRunner;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.TwoNodeCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a cluster which runs on this machine is found by what Ray notes of it.
 */
@Tag("slow")
@RayInstallations
class CurrentClusterTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { RayVersions.NEWEST, RayVersions.OLDEST })
	void isFoundByItsControlStore(String version) throws IOException {
		try (TwoNodeCluster cluster = TwoNodeCluster.start(version, 1)) {
			Path record = Files.createDirectory(this.folder.resolve("ray")).resolve("ray_current_cluster");
			Files.writeString(record, cluster.gcsAddress());
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(RayTaskRunnerAutoConfiguration.class))
				.withPropertyValues("RAY_TMPDIR=" + this.folder, "ray.auth.token-path=" + cluster.tokenFile(),
						"ray.worker.jvm-options=" + TestJvm.SHORT_LIVED)
				.run((context) -> {
					RayTaskRunner runner = context.getBean(RayTaskRunner.class);
					assertThat(runner.backend()).isEqualTo("ray-" + version);
					assertThat(runner.submit(() -> 42).result()).isEqualTo(42);
				});
		}
	}

}
