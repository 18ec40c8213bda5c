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

package io.github.raytaskrunner.hosts;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.raytaskrunner.hosts.SoakNotes.End;
import io.github.raytaskrunner.hosts.SoakNotes.Start;
import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.network.TestHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many tasks of an application on a host without Ray, while workers die and the
 * application's link is cut.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class SoakTests {

	private static final Duration LIMIT = Duration.ofMinutes(5);

	private static final Duration KILL_PERIOD = Duration.ofSeconds(2);

	private static final int SLOTS = 2;

	private static final Duration SHORT_CUT = Duration.ofSeconds(5);

	private static final Duration LONG_CUT = Duration.ofSeconds(20);

	private static final String HEAP = "-Xmx128m";

	private static final int MAX_THREADS = 60;

	@TempDir
	Path folder;

	@Test
	void everyTaskHasOneFinalStateAndIsNotStartedAfterIt() throws Exception {
		try (RemoteCluster cluster = new RemoteCluster(RayVersions.NEWEST, null);
				TestJvm application = launch(cluster.application());
				WorkerKiller killer = new WorkerKiller(SoakNotes.starts(this.folder), KILL_PERIOD, SLOTS,
						cluster.head(), cluster.node())) {
			awaitEnds(application, SoakTask.COUNT / 4);
			cluster.cutApplication(SHORT_CUT);
			awaitEnds(application, SoakTask.COUNT / 2);
			cluster.cutApplication(LONG_CUT);
			awaitEnds(application, SoakTask.COUNT);
			check(application, killer.killed());
		}
		List<End> ends = SoakNotes.readEnds(this.folder);
		assertThat(ends).extracting(End::state).containsOnly("Completed");
		assertThat(ends).extracting(End::task)
			.containsExactlyInAnyOrderElementsOf(IntStream.range(0, SoakTask.COUNT).boxed().toList());
		check(SoakNotes.readStarts(this.folder), ends.stream().collect(Collectors.toMap(End::task, End::time)));
	}

	private TestJvm launch(TestHost host) {
		return TestJvm.of(SoakProgram.class)
			.on(host)
			.jvmOptions(HEAP, "-XX:+ExitOnOutOfMemoryError")
			.environment("PATH", Path.of(System.getProperty("java.home"), "bin").toString())
			.arguments("--folder=" + this.folder, "--spring.main.banner-mode=off", "--ray.address=http://head:8265",
					"--ray.runner.crash-retries=20", "--ray.runner.max-unfinished=2000")
			.start(this.folder.resolve("application.log"));
	}

	private static void awaitEnds(TestJvm application, int number) {
		application.awaitLine((number + SoakProgram.ENDED)::equals, LIMIT);
	}

	private static void check(TestJvm application, int killed) {
		String summary = application.awaitLine((line) -> line.startsWith(SoakProgram.SUMMARY), LIMIT);
		System.out.println(summary + ", killed workers: " + killed);
		assertThat(application.awaitExit(LIMIT)).isZero();
		assertThat(killed).isGreaterThan(5);
		assertThat(number("(\\d+) right values", summary)).as(() -> String.join("\n", application.output()))
			.isEqualTo(SoakTask.COUNT);
		assertThat(number("(\\d+) final states", summary)).isEqualTo(SoakTask.COUNT);
		assertThat(number("(\\d+) retries", summary)).isPositive();
		assertThat(number("threads: (\\d+)", summary)).isLessThan(MAX_THREADS);
	}

	private static int number(String pattern, String summary) {
		Matcher matcher = Pattern.compile(pattern).matcher(summary);
		assertThat(matcher.find()).as(summary).isTrue();
		return Integer.parseInt(matcher.group(1));
	}

	private static void check(List<Start> starts, Map<Integer, Instant> ends) {
		assertThat(starts).filteredOn((start) -> !start.time().isBefore(ends.get(start.task())))
			.as("starts after the final state")
			.isEmpty();
		assertThat(starts).extracting((start) -> start.task() + "/" + start.attempt()).doesNotHaveDuplicates();
		assertThat(starts.stream().map(Start::task).distinct()).hasSize(SoakTask.COUNT);
	}

}
