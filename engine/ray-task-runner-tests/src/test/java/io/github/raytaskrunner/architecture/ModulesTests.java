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

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what is in which module, and of what the modules are compiled against.
 */
class ModulesTests {

	private static final String[] OF_EVERY_PROCESS = { "java..", "javax..", "io.github.raytaskrunner..",
			"org.jspecify.annotations" };

	@Test
	void noPackageIsInTwoModules() {
		Map<String, Path> modules = new HashMap<>();
		for (Path module : Modules.all()) {
			for (JavaClass type : Modules.importClassesAndTests(module)) {
				Path other = modules.putIfAbsent(type.getPackageName(), module);
				assertThat(other).as(type.getPackageName()).isIn(null, module);
			}
		}
		assertThat(modules).hasSizeGreaterThan(20);
		assertThat(modules.values()).containsAll(Modules.all());
	}

	@Test
	void workerNeedsTheJdkAndRayAlone() {
		assertDependsOnly("worker", "io.ray..");
	}

	@Test
	void driverNeedsNoSpring() {
		assertDependsOnly("driver", "io.ray..", "com.google.protobuf..");
	}

	@Test
	void coreNeedsNoRay() {
		assertDependsOnly("core", "org.springframework..", "org.apache.commons.logging", "org.slf4j", "sun.reflect",
				"sun.misc");
	}

	private static void assertDependsOnly(String module, String... packages) {
		JavaClasses classes = Modules
			.importClasses(RayTestInstallation.projectFolder().resolve("engine/ray-task-runner-" + module));
		assertThat(classes).isNotEmpty();
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackages(OF_EVERY_PROCESS)
				.and(JavaClass.Predicates.resideOutsideOfPackages(packages)))
			.check(classes);
	}

}
