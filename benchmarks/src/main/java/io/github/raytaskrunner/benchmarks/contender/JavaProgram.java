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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.raytaskrunner.benchmarks.workload.Implementations;
import io.github.raytaskrunner.benchmarks.workload.WorkloadServer;

/**
 * A JVM.
 *
 * @param implementations what it does
 * @param classPath its class path
 * @param options options of the JVM, which are made when it is started
 */
record JavaProgram(Class<? extends Implementations> implementations, Supplier<String> classPath,
		Supplier<List<String>> options) implements Program {

	@Override
	public List<String> command(List<String> options, int port) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-cp", this.classPath.get()));
		command.addAll(this.options.get());
		command.addAll(options);
		command.addAll(List.of(WorkloadServer.class.getName(), this.implementations.getName(), Integer.toString(port)));
		return command;
	}

}
