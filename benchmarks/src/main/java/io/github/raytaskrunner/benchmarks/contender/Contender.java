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

package io.github.raytaskrunner.benchmarks.contender;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.raytaskrunner.benchmarks.workload.ClusterImplementations;
import io.github.raytaskrunner.benchmarks.workload.HazelcastImplementations;
import io.github.raytaskrunner.benchmarks.workload.JobRunrImplementations;
import io.github.raytaskrunner.benchmarks.workload.RayCluster;
import io.github.raytaskrunner.benchmarks.workload.RayImplementations;
import io.github.raytaskrunner.benchmarks.workload.RedissonImplementations;
import io.github.raytaskrunner.benchmarks.workload.RunnerImplementations;
import io.github.raytaskrunner.benchmarks.workload.SimulatedWorkersImplementations;
import io.github.raytaskrunner.benchmarks.workload.ThreadPoolImplementations;

/**
 * Something that runs tasks. Each has as many workers as the machine has processors.
 */
public enum Contender {

	/**
	 * The library, on a temporary Ray cluster.
	 */
	RUNNER("RayTaskRunner",
			new JavaProgram(RunnerImplementations.class, BuildFolders::applicationClassPath,
					() -> List.of("-Dray.address=local", "-Dray.home=" + Pythons.ray()))),

	/**
	 * The library, on a Ray cluster that runs already.
	 */
	RUNNER_ON_CLUSTER("RayTaskRunner on a cluster that runs",
			new JavaProgram(ClusterImplementations.class, BuildFolders::applicationClassPath, Contender::cluster)),

	/**
	 * The library, embedded.
	 */
	EMBEDDED("embedded RayTaskRunner",
			new JavaProgram(RunnerImplementations.class, BuildFolders::applicationClassPath,
					() -> List.of("-Dray.address=embedded"))),

	/**
	 * The part of the library's driver that has to do with workers, and workers that only
	 * pretend to work.
	 */
	SIMULATED_WORKERS("driver with simulated workers",
			new JavaProgram(SimulatedWorkersImplementations.class, BuildFolders::baselinesClassPath, List::of)),

	/**
	 * A thread pool that copies tasks and values.
	 */
	THREAD_POOL("thread pool",
			new JavaProgram(ThreadPoolImplementations.class, BuildFolders::applicationClassPath, List::of)),

	/**
	 * Ray's Java API.
	 */
	RAY_JAVA("Ray's Java API",
			new JavaProgram(RayImplementations.class, BuildFolders::rayClassPath, Contender::cluster)),

	/**
	 * Ray's Python API.
	 */
	RAY_PYTHON("Ray's Python API", new PythonProgram("ray_workloads.py", Pythons::ray)),

	/**
	 * Prefect's Ray task runner.
	 */
	PREFECT_RAY("prefect-ray", new PythonProgram("prefect_workloads.py", Pythons::prefect)),

	/**
	 * Hazelcast's executor.
	 */
	HAZELCAST("Hazelcast",
			new JavaProgram(HazelcastImplementations.class, BuildFolders::baselinesClassPath, Contender::logging)),

	/**
	 * Redisson's executor.
	 */
	REDISSON("Redisson",
			new JavaProgram(RedissonImplementations.class, BuildFolders::baselinesClassPath, Contender::logging)),

	/**
	 * JobRunr.
	 */
	JOBRUNR("JobRunr",
			new JavaProgram(JobRunrImplementations.class, BuildFolders::baselinesClassPath, Contender::logging));

	private final String title;

	private final Program program;

	Contender(String title, Program program) {
		this.title = title;
		this.program = program;
	}

	/**
	 * Return what people call it.
	 * @return a few words
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Return what it is called on the command line of the benchmarks.
	 * @return the name
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Find a contender.
	 * @param id its {@link #id()}
	 * @return the contender
	 * @throws IllegalArgumentException if there is none
	 */
	public static Contender of(String id) {
		return Stream.of(values())
			.filter((contender) -> contender.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no contender '%s', but there are %s".formatted(id,
					Arrays.stream(values()).map(Contender::id).toList())));
	}

	/**
	 * Return the command line of its process.
	 * @param options further options, of a JVM
	 * @param port port of the benchmarks
	 * @return the command line
	 */
	List<String> command(List<String> options, int port) {
		return this.program.command(options, port);
	}

	private static List<String> cluster() {
		return List.of("-D" + RayCluster.PYTHON + "=" + Pythons.executable(Pythons.ray()),
				"-D" + RayCluster.CLASSES + "=" + BuildFolders.classes());
	}

	private static List<String> logging() {
		return List.of("-Dlogback.configurationFile=" + BuildFolders.resource("logback-baselines.xml"));
	}

}
