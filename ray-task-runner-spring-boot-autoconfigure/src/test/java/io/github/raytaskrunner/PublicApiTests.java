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

package io.github.raytaskrunner;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what is easily got wrong with the public API.
 */
class PublicApiTests {

	private static final String BASE = "io.github.raytaskrunner";

	/**
	 * A method such as {@code wait(Duration)} would let {@code wait(1000)} compile, which
	 * is that of {@link Object}.
	 */
	@Test
	void noMethodIsMistakenForOneOfObject() {
		List<Method> ofObject = List.of(Object.class.getDeclaredMethods());
		assertThat(types()).hasSizeGreaterThan(20)
			.allSatisfy((type) -> assertThat(type.getDeclaredMethods())
				.noneMatch((method) -> ofObject.stream().anyMatch((other) -> isMistakenFor(method, other))));
	}

	private static boolean isMistakenFor(Method method, Method other) {
		return method.getName().equals(other.getName())
				&& !Arrays.equals(method.getParameterTypes(), other.getParameterTypes());
	}

	/**
	 * Kotlin takes a lambda for the least specific of several functional interfaces.
	 */
	@Test
	void noTwoMethodsDifferInTheFunctionalInterfaceAlone() {
		assertThat(RayTaskSubmitter.class.getMethods()).filteredOn((method) -> method.getName().equals("submit"))
			.singleElement()
			.extracting((method) -> method.getParameterTypes()[0])
			.isEqualTo(RayCallable.class);
		assertThat(RayTaskSubmitter.class.getMethods()).filteredOn((method) -> method.getName().equals("execute"))
			.singleElement()
			.extracting((method) -> method.getParameterTypes()[0])
			.isEqualTo(RayRunnable.class);
	}

	private static Stream<Class<?>> types() {
		return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackages(BASE)
			.stream()
			.filter((type) -> type.getPackageName().equals(BASE))
			.map(JavaClass::reflect);
	}

}
