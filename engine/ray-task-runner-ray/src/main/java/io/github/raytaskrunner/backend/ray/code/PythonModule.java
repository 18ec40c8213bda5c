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

package io.github.raytaskrunner.backend.ray.code;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The part of this library that runs in workers of Python, as a module of Python.
 */
final class PythonModule {

	private static final String NAME = "ray_task_runner_python";

	private static final List<String> FILES = List.of("__init__.py", "calls.py", "failures.py", "values.py");

	private PythonModule() {
	}

	/**
	 * Return the files by their paths in a package.
	 */
	static Map<String, Content> contents() throws IOException {
		Map<String, Content> contents = new TreeMap<>();
		for (String file : FILES) {
			String path = NAME + "/" + file;
			try (InputStream input = PythonModule.class.getResourceAsStream(path)) {
				contents.put(path, Content.of(Objects.requireNonNull(input, path).readAllBytes()));
			}
		}
		return contents;
	}

}
