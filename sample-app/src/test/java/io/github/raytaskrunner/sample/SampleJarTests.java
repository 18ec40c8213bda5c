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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("slow")
class SampleJarTests {

	private static final int WINDOWS = 4595;

	private static final Pattern SUMMARY = Pattern.compile("(?<result>windows=" + WINDOWS
			+ " exceedances=\\d+ rate=0\\.\\d{4}) seconds=\\d+\\.\\d backend=(?<backend>\\S+)");

	private static final String FEW_PATHS = "--paths=200";

	@TempDir
	static Path folder;

	private static Result embedded;

	@BeforeAll
	static void runEmbedded() throws Exception {
		embedded = run("embedded", FEW_PATHS, "--ray.address=embedded");
	}

	@Test
	void hasTheSameResultEachTime() throws Exception {
		assertThat(run("embedded", FEW_PATHS, "--ray.address=embedded", "--ray.init.num-cpus=5")).isEqualTo(embedded);
	}

	@Test
	@RayInstallations(RayVersions.NEWEST)
	void hasTheSameResultOnRay() throws Exception {
		Result result = runOnRay(RayVersions.NEWEST);
		assertThat(result).isEqualTo(run("embedded", "--ray.address=embedded")).isNotEqualTo(embedded);
	}

	@Test
	@RayInstallations(RayVersions.NEWEST)
	void hasTheSameResultWithTheDriverAsRayJob() throws Exception {
		assertThat(runOnRay(RayVersions.NEWEST, FEW_PATHS, "--ray.driver.launch=job")).isEqualTo(embedded);
	}

	@Test
	@RayInstallations(RayVersions.OLDEST)
	void hasTheSameResultOnTheOldestRay() throws Exception {
		assertThat(runOnRay(RayVersions.OLDEST, FEW_PATHS)).isEqualTo(embedded);
	}

	@Test
	void failsWithAnInvalidOption() throws Exception {
		SampleJar.Run run = new SampleJar(folder, Map.of()).run("--paths=0", "--ray.address=embedded");
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

	private static Result runOnRay(String version, String... args) throws Exception {
		List<String> arguments = new ArrayList<>(List.of(args));
		arguments.add("--ray.address=local");
		arguments.add("--ray.home=" + RayTestInstallation.version(version));
		return run("ray-" + version, arguments.toArray(String[]::new));
	}

	/**
	 * Run the sample, and check all that it writes to the console and what its JVM loads.
	 */
	private static Result run(String backend, String... args) throws Exception {
		Path csv = Files.createTempDirectory(folder, "table").resolve("table.csv");
		List<String> arguments = new ArrayList<>(List.of(args));
		arguments.add("--csv=" + csv);
		SampleJar.Run run = new SampleJar(folder, Map.of()).run(arguments.toArray(String[]::new));
		assertThat(run.exitCode()).as("exit code of%n%s%n%s", run.stdout(), run.stderr()).isZero();
		assertThat(run.stderr()).isEmpty();
		List<String> lines = run.stdout().lines().toList();
		assertThat(lines.subList(0, lines.size() - 1))
			.allSatisfy((line) -> assertThat(line)
				.matches("\\S+Z? +INFO .* \\[sp500-backtest] .* (i\\.g\\.r\\.|io\\.github\\.raytaskrunner\\.).* : .*"))
			.anySatisfy((line) -> assertThat(line).contains(" 100 % ("));
		assertThat(run.loadedClasses()).anyMatch((line) -> line.contains(" io.github.raytaskrunner.RayTaskRunner "))
			.noneMatch((line) -> line.contains(" io.ray."));
		Matcher summary = SUMMARY.matcher(lines.get(lines.size() - 1));
		assertThat(summary.matches()).as(lines.get(lines.size() - 1)).isTrue();
		assertThat(summary.group("backend")).isEqualTo(backend);
		String table = Files.readString(csv);
		assertThat(table.lines()).hasSize(WINDOWS + 1);
		return new Result(summary.group("result"), table);
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

	/**
	 * What every run must have in common.
	 *
	 * @param summary the summary without time and backend
	 * @param table the content of the CSV file
	 */
	private record Result(String summary, String table) {

	}

}
