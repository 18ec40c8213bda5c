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

package io.github.raytaskrunner.benchmarks.workload;

import java.util.EnumMap;
import java.util.Map;

import io.github.raytaskrunner.RayTaskRunner;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The library, as an application has it: a bean, whose properties come from the command
 * line.
 */
public final class RunnerImplementations implements Implementations {

	private final ConfigurableApplicationContext context = BenchmarkApplication.start();

	private final Map<Workload, Implementation> all = new EnumMap<>(Workload.class);

	public RunnerImplementations() {
		RayTaskRunner runner = this.context.getBean(RayTaskRunner.class);
		this.all.putAll(new RunnerTasks(runner).all());
		this.all.putAll(new RunnerGraphs(runner).all());
		this.all.putAll(new RunnerValues(runner).all());
		this.all.putAll(new UnfinishedTasks(runner).all());
		this.all.putAll(new UnfinishedCosts(runner).all());
	}

	@Override
	public Map<Workload, Implementation> all() {
		return this.all;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
