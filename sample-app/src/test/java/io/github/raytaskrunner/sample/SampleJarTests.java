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

package io.github.raytaskrunner.sample;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("slow")
class SampleJarTests {

	private static final int WINDOWS = 4595;

	@TempDir
	Path folder;

	@Test
	void runsEmbedded() throws Exception {
		assertThat(table("embedded", "--ray.address=embedded")).hasSize(WINDOWS + 1);
	}

	@Test
	void hasTheSameTableEachTime() throws Exception {
		assertThat(table("embedded", "--ray.address=embedded")).isEqualTo(table("embedded", "--ray.address=embedded"));
	}

	@Test
	void failsWithAnInvalidOption() throws Exception {
		SampleJar.Run run = new SampleJar(this.folder, Map.of()).run("--paths=0", "--ray.address=embedded");
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.stdout()).contains("APPLICATION FAILED TO START", "--paths must be between 1 and 10000000");
	}

	@Test
	void containsNoClassOfRay() throws IOException {
		try (InputStream jar = Files.newInputStream(SampleJar.FILE)) {
			assertThat(entries(jar)).contains("io/github/raytaskrunner/RayTaskRunner.class")
				.noneMatch((name) -> name.startsWith("io/ray/"));
		}
	}

	/**
	 * Run the sample, check all it writes to the console and its JVM, and return the
	 * lines of its table.
	 */
	private List<String> table(String backend, String... args) throws Exception {
		Path csv = Files.createTempDirectory(this.folder, "table").resolve("table.csv");
		List<String> arguments = new ArrayList<>(List.of("--paths=500", "--csv=" + csv));
		arguments.addAll(List.of(args));
		SampleJar.Run run = new SampleJar(this.folder, Map.of()).run(arguments.toArray(String[]::new));
		assertThat(run.exitCode()).as("exit code of%n%s%n%s", run.stdout(), run.stderr()).isZero();
		assertThat(run.stderr()).isEmpty();
		assertThat(run.stdout().lines()).last()
			.asString()
			.matches("windows=" + WINDOWS + " exceedances=\\d+ rate=0\\.\\d{4} seconds=\\d+\\.\\d backend=" + backend);
		assertThat(run.stdout()).contains(" % (")
			.doesNotContain("WARN", "ERROR")
			.doesNotContainIgnoringCase("slf4j")
			.doesNotContainIgnoringCase("log4j");
		assertThat(run.loadedClasses()).anyMatch((line) -> line.contains("io.github.raytaskrunner."))
			.noneMatch((line) -> line.contains(" io.ray."));
		return Files.readAllLines(csv);
	}

	/**
	 * Return the names of all entries, and those of jars within the jar.
	 */
	private static List<String> entries(InputStream jar) throws IOException {
		List<String> names = new ArrayList<>();
		// not closed: it reads on in the stream of the outer jar
		ZipInputStream zip = new ZipInputStream(new BufferedInputStream(jar));
		for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
			names.add(entry.getName());
			if (entry.getName().endsWith(".jar")) {
				names.addAll(entries(zip));
			}
		}
		return names;
	}

}
