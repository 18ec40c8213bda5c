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

package io.github.raytaskrunner.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import io.github.raytaskrunner.testsupport.RayTestInstallation;

import org.springframework.util.Assert;

/**
 * The modules, as they are before they are packaged: first of all those whose classes
 * reach applications.
 */
public final class Modules implements LocationProvider {

	private static final List<String> PUBLISHED = List.of("engine/ray-task-runner-worker",
			"engine/ray-task-runner-protocol", "engine/ray-task-runner-core", "engine/ray-task-runner-driver",
			"engine/ray-task-runner-ray", "ray-task-runner-spring-boot-autoconfigure",
			"engine/ray-task-runner-spring-boot-test");

	private static final List<String> OF_TESTS = List.of("engine/ray-task-runner-test-support",
			"engine/ray-task-runner-tests");

	/**
	 * Return the modules whose classes reach applications.
	 * @return their folders
	 */
	public static List<Path> published() {
		return PUBLISHED.stream().map(RayTestInstallation.projectFolder()::resolve).toList();
	}

	/**
	 * Return the modules whose classes reach applications, and those of tests.
	 * @return their folders
	 */
	static List<Path> all() {
		return Stream.concat(PUBLISHED.stream(), OF_TESTS.stream())
			.map(RayTestInstallation.projectFolder()::resolve)
			.toList();
	}

	@Override
	public Set<Location> get(Class<?> testClass) {
		return published().stream().map(Modules::classes).map(Location::of).collect(Collectors.toSet());
	}

	/**
	 * Import the classes of a module.
	 * @param module its folder
	 * @return the classes
	 */
	static JavaClasses importClasses(Path module) {
		return new ClassFileImporter().importPath(classes(module));
	}

	/**
	 * Import the classes of a module and of its tests.
	 * @param module its folder
	 * @return the classes
	 */
	static JavaClasses importClassesAndTests(Path module) {
		List<Path> folders = Stream.of("target/classes", "target/test-classes")
			.map(module::resolve)
			.filter(Files::isDirectory)
			.toList();
		Assert.state(!folders.isEmpty(), () -> module + " has no classes: compile all modules first");
		return new ClassFileImporter().importPaths(folders);
	}

	private static Path classes(Path module) {
		Path classes = module.resolve("target/classes");
		Assert.state(Files.isDirectory(classes), () -> classes + " does not exist: compile all modules first");
		return classes;
	}

}
