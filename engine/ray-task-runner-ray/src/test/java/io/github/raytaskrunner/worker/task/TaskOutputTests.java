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

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.raytaskrunner.testsupport.TestJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TaskOutput}, in a process of its own as on a worker.
 */
@Tag("slow")
class TaskOutputTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final String TOLD = "told name key 2 ";

	@TempDir
	private Path folder;

	private List<String> run(TestJvm.Builder jvm) {
		try (TestJvm program = jvm.jvmOptions(TestJvm.SHORT_LIVED, "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8")
			.start(this.folder.resolve("output"))) {
			assertThat(program.awaitExit(LIMIT)).isZero();
			return program.output();
		}
	}

	private static List<String> told(List<String> output) {
		return output.stream()
			.filter((line) -> line.contains(TOLD))
			.map((line) -> line.substring(line.indexOf(TOLD) + TOLD.length()))
			.toList();
	}

	@Test
	void whatATaskLogsAndPrintsIsToldOnce() {
		List<String> output = run(TestJvm.of(TaskOutputProgram.class).arguments("slf4j"));
		assertThat(told(output)).containsExactly(TaskOutput.PRINTED + " INFO printed größer",
				TaskOutput.PRINTED + " WARN an error", "jul WARN by JUL", "loud DEBUG loud by JUL", "jul INFO null",
				"slf4j ERROR by SLF4J", "loud DEBUG loud by SLF4J", "anew INFO after another configuration",
				"anew INFO after a stop", "loud DEBUG loud after a stop", TaskOutput.PRINTED + " INFO not ended");
		assertThat(output).contains("java.lang.IllegalStateException: broken");
	}

	@Test
	void itRemainsInTheOutputOfTheProcess() {
		List<String> output = run(TestJvm.of(TaskOutputProgram.class).arguments("slf4j"));
		assertThat(output).contains("before", "printed größer", "an error", "after")
			.anyMatch((line) -> line.endsWith("not ended"))
			.anyMatch((line) -> !line.startsWith("told") && line.contains("loud by SLF4J"))
			.anyMatch((line) -> !line.startsWith("told") && line.contains("by JUL"));
	}

	@Test
	void applicationNeedsNoLibraryForLogging() {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((element) -> !Path.of(element).getFileName().toString().matches("(logback|slf4j|jul).*"))
			.collect(Collectors.joining(File.pathSeparator));
		List<String> output = run(TestJvm.of(TaskOutputProgram.class).classPath(classPath));
		assertThat(told(output)).containsExactly(TaskOutput.PRINTED + " INFO printed größer",
				TaskOutput.PRINTED + " WARN an error", "jul WARN by JUL", "loud DEBUG loud by JUL", "jul INFO null",
				TaskOutput.PRINTED + " INFO not ended");
	}

}
