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
import java.util.List;
import java.util.function.Supplier;

/**
 * A script.
 *
 * @param script its name
 * @param environment the Python environment, which is made when it is needed
 */
record PythonProgram(String script, Supplier<Path> environment) implements Program {

	@Override
	public List<String> command(List<String> options, int port) {
		// -B: no bytecode in the folder of the classes, which travels to the cluster
		return List.of(Pythons.executable(this.environment.get()).toString(), "-B",
				BuildFolders.resource(this.script).toString(), Integer.toString(port));
	}

}
