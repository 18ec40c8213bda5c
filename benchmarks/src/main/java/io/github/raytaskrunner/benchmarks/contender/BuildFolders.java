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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.raytaskrunner.testsupport.CodeFiles;

/**
 * Where the build of this module puts things.
 */
public final class BuildFolders {

	private static final String RESOURCES = "io/github/raytaskrunner/benchmarks";

	private static final String RAY_JAR = "site-packages/ray/jars/ray_dist.jar";

	private BuildFolders() {
	}

	/**
	 * Return the folder of all that is built.
	 * @return the folder
	 */
	public static Path target() {
		// this class may be in the folder of classes or in a jar beside it
		return CodeFiles.locationOf(BuildFolders.class).resolveSibling("");
	}

	static Path classes() {
		return target().resolve("classes");
	}

	static Path resource(String name) {
		return classes().resolve(RESOURCES).resolve(name);
	}

	/**
	 * Return what an application has that uses the library, and nothing else: it travels
	 * to the cluster.
	 * @return the class path
	 */
	static String applicationClassPath() {
		return classes() + File.pathSeparator + jars("application");
	}

	static String baselinesClassPath() {
		return applicationClassPath() + File.pathSeparator + jars("baselines");
	}

	static String rayClassPath() {
		Path libraries = Pythons.ray().resolve("lib");
		try (Stream<Path> pythons = Files.list(libraries)) {
			Path jar = pythons.map((python) -> python.resolve(RAY_JAR)).filter(Files::exists).findFirst().orElseThrow();
			return classes() + File.pathSeparator + jar;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String jars(String folder) {
		Path jars = target().resolve(folder);
		if (!Files.isDirectory(jars)) {
			throw new IllegalStateException(jars + " does not exist: package this module first");
		}
		return jars + File.separator + "*";
	}

}
