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

package io.github.raytaskrunner.backend.ray.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An installation of Ray on this machine, known by the Python that runs it.
 * <p>
 * Finding one reads a few files and starts no process.
 *
 * @param python the Python interpreter that has Ray installed
 */
public record RayInstallation(Path python) {

	private static final List<String> PYTHON_NAMES = List.of("python", "python3");

	private static final List<String> PACKAGE_DIRECTORIES = List.of("site-packages", "dist-packages");

	private static final String COMMAND = "ray";

	/**
	 * What tells Ray's own command from others of the same name.
	 */
	private static final String COMMAND_MARK = "ray.scripts.scripts";

	private static final int MAX_COMMAND_LINES = 20;

	/**
	 * First line of an installed script; pip writes the second form when the path is too
	 * long for a kernel or holds spaces.
	 */
	private static final Pattern INTERPRETER = Pattern
		.compile("^(?:#!\\s*|'''exec' )(/\\S*python[^/\\s]*)(?:\\s|$)|^'''exec' \"(/[^\"]*python[^/\"]*)\"");

	private static final Pattern ENV_INTERPRETER = Pattern.compile("^#!\\S*/env (?:-S )?(python\\S*)");

	/**
	 * Find Ray.
	 * @param home a virtual environment or prefix in which Ray is installed, or
	 * {@code null} to look for the {@code ray} command
	 * @param pathVariable value of the environment variable {@code PATH}, or {@code null}
	 * @return the installation at the given home, else the first one on the path, else
	 * nothing
	 * @throws RayNotInstalledException if a home is given and has no Ray
	 */
	public static Optional<RayInstallation> find(@Nullable Path home, @Nullable String pathVariable) {
		if (home != null) {
			return Optional.of(at(home));
		}
		List<Path> directories = directories(pathVariable);
		return directories.stream()
			.map((directory) -> directory.resolve(COMMAND))
			.filter(RayInstallation::isExecutable)
			.flatMap((command) -> interpreter(command, directories).stream())
			.map(RayInstallation::new)
			.findFirst();
	}

	private static RayInstallation at(Path home) {
		if (!Files.isDirectory(home)) {
			throw new RayNotInstalledException("ray.home is '" + home + "', which is no directory");
		}
		Path absoluteHome = home.toAbsolutePath();
		Path python = first(absoluteHome.resolve("bin"), PYTHON_NAMES)
			.orElseThrow(() -> new RayNotInstalledException("ray.home is '" + home + "', which holds no bin/python"));
		if (!holdsRay(absoluteHome)) {
			throw new RayNotInstalledException(
					"ray.home is '" + home + "', which holds a Python in which Ray is not installed");
		}
		return new RayInstallation(python);
	}

	private static boolean holdsRay(Path home) {
		Path libraries = home.resolve("lib");
		if (!Files.isDirectory(libraries)) {
			return false;
		}
		try (DirectoryStream<Path> pythons = Files.newDirectoryStream(libraries, "python3*")) {
			for (Path python : pythons) {
				for (String packages : PACKAGE_DIRECTORIES) {
					if (Files.isRegularFile(python.resolve(packages).resolve("ray").resolve("__init__.py"))) {
						return true;
					}
				}
			}
			return false;
		}
		catch (IOException ex) {
			throw new RayNotInstalledException("ray.home is '" + home + "', which cannot be read: " + ex);
		}
	}

	private static List<Path> directories(@Nullable String pathVariable) {
		List<Path> directories = new ArrayList<>();
		if (pathVariable != null) {
			for (String entry : pathVariable.split(Pattern.quote(File.pathSeparator))) {
				try {
					if (!entry.isEmpty()) {
						directories.add(Path.of(entry).toAbsolutePath());
					}
				}
				catch (InvalidPathException ex) {
					// a shell skips what is no path as well
				}
			}
		}
		return directories;
	}

	private static Optional<Path> interpreter(Path command, List<Path> directories) {
		try {
			Path script = command.toRealPath();
			List<String> lines = head(script);
			if (lines.stream().noneMatch((line) -> line.contains(COMMAND_MARK))) {
				return Optional.empty();
			}
			for (String line : lines.subList(0, Math.min(2, lines.size()))) {
				Optional<Path> interpreter = interpreter(line, directories);
				if (interpreter.isPresent()) {
					return interpreter;
				}
			}
			return first(script.resolveSibling(""), List.of("python3", "python"));
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Path> interpreter(String line, List<Path> directories) {
		Matcher matcher = INTERPRETER.matcher(line);
		if (matcher.find()) {
			String python = (matcher.group(1) != null) ? matcher.group(1) : matcher.group(2);
			return Optional.of(Path.of(python)).filter(RayInstallation::isExecutable);
		}
		Matcher envMatcher = ENV_INTERPRETER.matcher(line);
		if (envMatcher.find()) {
			List<String> name = List.of(envMatcher.group(1));
			return directories.stream().flatMap((directory) -> first(directory, name).stream()).findFirst();
		}
		return Optional.empty();
	}

	private static List<String> head(Path script) throws IOException {
		// any byte is a character here: the file may be a program
		try (BufferedReader reader = Files.newBufferedReader(script, StandardCharsets.ISO_8859_1)) {
			return reader.lines().limit(MAX_COMMAND_LINES).toList();
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	private static Optional<Path> first(Path directory, List<String> names) {
		return names.stream().map(directory::resolve).filter(RayInstallation::isExecutable).findFirst();
	}

	private static boolean isExecutable(Path file) {
		return Files.isRegularFile(file) && Files.isExecutable(file);
	}

}
