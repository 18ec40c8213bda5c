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

package io.github.raytaskrunner.worker.task;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.TimeZone;

import io.github.raytaskrunner.launch.DefaultsVariable;
import io.github.raytaskrunner.launch.EnvironmentNames;
import io.github.raytaskrunner.launch.ProcessDefaults;
import io.github.raytaskrunner.launch.ProcessDefaults.Locales;
import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ApplicationTaskHandler}, in a process of its own as on a worker.
 */
@Tag("slow")
class ApplicationTaskHandlerTests {

	@TempDir
	private Path folder;

	@Test
	void workerThatCannotListenToItsTasksRunsThem() {
		try (TestJvm program = TestJvm.of(Program.class)
			.environment(EnvironmentNames.LOG, "not Base64")
			.start(this.folder.resolve("output"))) {
			assertThat(program.awaitExit(Duration.ofSeconds(60))).isZero();
			assertThat(program.output()).contains("there is a handler")
				.anyMatch((line) -> line.startsWith("Not all that tasks log is told"));
		}
	}

	@Test
	void exceptionThatEndsAThreadIsPrintedAsInTheApplication() {
		try (TestJvm program = TestJvm.of(Program.class).start(this.folder.resolve("output"))) {
			assertThat(program.awaitExit(Duration.ofSeconds(60))).isZero();
			assertThat(program.output())
				.contains("Exception in thread \"of-a-task\" java.lang.IllegalStateException: unexpected");
		}
	}

	@Test
	void workerHasTheDefaultsOfTheApplication() throws IOException {
		Locale thai = Locale.forLanguageTag("tr-TR-u-nu-thai");
		Locale swiss = Locale.forLanguageTag("de-CH");
		TimeZone timeZone = new SimpleTimeZone(3_600_000, "Mine");
		ProcessDefaults defaults = new ProcessDefaults(timeZone, new Locales(thai, Locale.ROOT, swiss));
		try (TestJvm program = TestJvm.of(Program.class)
			.environment(EnvironmentNames.DEFAULTS, DefaultsVariable.write(defaults))
			.start(this.folder.resolve("output"))) {
			assertThat(program.awaitExit(Duration.ofSeconds(60))).isZero();
			assertThat(program.output()).contains(defaults.toString());
		}
	}

	/**
	 * A process that has a handler, and before it one of Ray for exceptions.
	 */
	public static final class Program {

		private Program() {
		}

		public static void main(String[] args) throws Exception {
			Thread.setDefaultUncaughtExceptionHandler((thread, exception) -> {
			});
			new ApplicationTaskHandler(Program.class.getClassLoader());
			System.out.println("there is a handler");
			System.out.println(new ProcessDefaults(TimeZone.getDefault(), Locales.present()));
			Thread thread = new Thread(() -> {
				throw new IllegalStateException("unexpected");
			}, "of-a-task");
			thread.start();
			thread.join();
		}

	}

}
