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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.github.raytaskrunner.testsupport.RayVersions;

/**
 * Python environments, which are made when they are first asked for and kept in ignored
 * folders of the checkout.
 */
public final class Pythons {

	private static final int MINUTES = 15;

	private static final List<String> PREFECT = List.of("ray[default]==" + RayVersions.NEWEST, "prefect>=3,<4",
			"prefect-ray==0.6.0", "setuptools<80");

	private Pythons() {
	}

	/**
	 * Return the newest Ray.
	 * @return its environment
	 */
	static Path ray() {
		return RayTestInstallation.version(RayVersions.NEWEST);
	}

	/**
	 * Return Prefect with its Ray task runner, which takes some minutes to install.
	 * @return its environment
	 */
	static Path prefect() {
		if (!hasPrefect()) {
			try {
				Path folder = folder();
				Files.createDirectories(folder.getParent());
				run(List.of(executable(ray()).toString(), "-m", "venv", "--clear", folder.toString()));
				run(List.of(executable(folder).toString(), "-m", "pip", "install", "--progress-bar", "off"), PREFECT);
				Files.createFile(marker());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return folder();
	}

	/**
	 * Say whether Prefect is installed already.
	 * @return whether it is
	 */
	public static boolean hasPrefect() {
		return Files.exists(marker());
	}

	static Path executable(Path environment) {
		return environment.resolve("bin").resolve("python");
	}

	private static Path folder() {
		return RayTestInstallation.projectFolder().resolve(".benchmarks").resolve("prefect");
	}

	private static Path marker() {
		return folder().resolve("installed");
	}

	@SafeVarargs
	private static void run(List<String>... command) throws IOException {
		List<String> words = List.of(command).stream().flatMap(List::stream).toList();
		Path log = folder().resolveSibling("prefect.log");
		Process process = new ProcessBuilder(words).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
			.start();
		try {
			if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
				throw new IllegalStateException("Prefect cannot be installed, see " + log);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while Prefect was installed", ex);
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

}
