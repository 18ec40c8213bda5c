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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.raytaskrunner.testsupport.RayInstallations;
import io.github.raytaskrunner.testsupport.RayVersions;
import io.github.raytaskrunner.testsupport.TestJvm;
import io.github.raytaskrunner.testsupport.network.TestHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A large group of an application on a host without Ray, while workers die and the
 * application's link is cut.
 */
@Tag("slow")
@RayInstallations(RayVersions.NEWEST)
class GroupSoakTests {

	private static final Duration LIMIT = Duration.ofMinutes(5);

	private static final Duration KILL_PERIOD = Duration.ofSeconds(2);

	private static final int SLOTS = 2;

	private static final Duration SHORT_CUT = Duration.ofSeconds(2);

	private static final Duration LONG_CUT = Duration.ofSeconds(8);

	private static final String HEAP = "-Xmx128m";

	private static final Pattern SUMMARY = Pattern
		.compile(GroupSoakProgram.SUMMARY + "(\\d+) results, (\\d+) repeated, sum (\\d+), .* (\\d+) retries");

	@TempDir
	Path folder;

	@Test
	void everyItemHasOneResult() throws Exception {
		try (RemoteCluster cluster = new RemoteCluster(RayVersions.NEWEST, null);
				TestJvm application = launch(cluster.application());
				WorkerKiller killer = new WorkerKiller(SoakNotes.starts(this.folder), KILL_PERIOD, SLOTS,
						cluster.head(), cluster.node())) {
			awaitTaken(application, GroupSoakProgram.COUNT / 4);
			cluster.cutApplication(SHORT_CUT);
			awaitTaken(application, GroupSoakProgram.COUNT / 2);
			cluster.cutApplication(LONG_CUT);
			check(application, killer);
		}
	}

	private TestJvm launch(TestHost host) {
		return TestJvm.of(GroupSoakProgram.class)
			.on(host)
			.jvmOptions(HEAP, "-XX:+ExitOnOutOfMemoryError")
			.environment("PATH", Path.of(System.getProperty("java.home"), "bin").toString())
			.arguments("--folder=" + this.folder, "--spring.main.banner-mode=off", "--ray.address=http://head:8265",
					"--ray.runner.crash-retries=20")
			.start(this.folder.resolve("application.log"));
	}

	private static void awaitTaken(TestJvm application, int number) {
		application.awaitLine((number + GroupSoakProgram.TAKEN)::equals, LIMIT);
	}

	private static void check(TestJvm application, WorkerKiller killer) {
		String summary = application.awaitLine((line) -> line.startsWith(GroupSoakProgram.SUMMARY), LIMIT);
		System.out.println(summary + ", killed workers: " + killer.killed());
		assertThat(application.awaitExit(LIMIT)).isZero();
		assertThat(killer.killed()).isPositive();
		Matcher matcher = SUMMARY.matcher(summary);
		assertThat(matcher.matches()).as(summary).isTrue();
		assertThat(Integer.parseInt(matcher.group(1))).isEqualTo(GroupSoakProgram.COUNT);
		assertThat(Integer.parseInt(matcher.group(2))).isZero();
		assertThat(Long.parseLong(matcher.group(3)))
			.isEqualTo(GroupSoakProgram.COUNT * (GroupSoakProgram.COUNT - 1L) / 2);
		assertThat(Integer.parseInt(matcher.group(4))).as("retries").isPositive();
	}

}
