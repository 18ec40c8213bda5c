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

import java.nio.file.Path;
import java.time.Duration;

import io.github.raytaskrunner.testsupport.LinuxProcesses;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How much memory application and driver take, whatever the number and size of the tasks.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class BoundedMemoryTests {

	private static final long MEBIBYTE = 1024 * 1024;

	/**
	 * Beside its heap a JVM takes memory for code, threads and network buffers.
	 */
	private static final long BESIDE_HEAP = 350 * MEBIBYTE;

	@Test
	void manySmallTasksLargeCapturesAndALongChainRunInSmallHeaps(@TempDir Path folder) {
		TestJvm.Builder jvm = TestJvm.of(LoadApplication.class).jvmOptions("-Xmx256m", TestJvm.LONG_LIVED);
		try (RunningApplication application = RunningApplication
			.launch(jvm, RayVersions.NEWEST, folder, "--ray.driver.jvm-options=" + TestJvm.LONG_LIVED)
			.awaitUp()) {
			long driver = application.driver();
			Peak ofApplication = new Peak(application.pid());
			Peak ofDriver = new Peak(driver);
			await().atMost(RunningApplication.LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> {
				ofApplication.sample();
				ofDriver.sample();
				return !application.jvm().process().isAlive();
			});
			application.output().stream().filter((line) -> line.endsWith(" ms")).forEach(System.out::println);
			System.out.println("private memory at its peak: application " + ofApplication.bytes / MEBIBYTE
					+ " MiB, driver " + ofDriver.bytes / MEBIBYTE + " MiB");
			assertThat(application.output()).noneMatch((line) -> line.contains("OutOfMemoryError"))
				.anyMatch((line) -> line.startsWith("small: 12497500 "))
				.anyMatch((line) -> line.startsWith("large: 1000000000 "))
				.anyMatch((line) -> line.startsWith("chain: 100 "));
			assertThat(application.jvm().process().exitValue()).isZero();
			assertThat(ofApplication.bytes).isLessThan(256 * MEBIBYTE + BESIDE_HEAP);
			assertThat(ofDriver.bytes).isLessThan(512 * MEBIBYTE + BESIDE_HEAP);
		}
	}

	private static final class Peak {

		private final long pid;

		private long bytes;

		private Peak(long pid) {
			this.pid = pid;
		}

		private void sample() {
			this.bytes = Math.max(this.bytes, LinuxProcesses.privateMemory(this.pid));
		}

	}

}
