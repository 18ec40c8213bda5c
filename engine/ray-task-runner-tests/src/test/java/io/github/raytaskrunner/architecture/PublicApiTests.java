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

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.raytaskrunner.InterruptedWaitException;
import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.RayTaskRejectedException;
import io.github.raytaskrunner.RayTaskRunnerFailure;
import io.github.raytaskrunner.RayTaskSubmitter;
import io.github.raytaskrunner.TaskOptionsBuilder;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.lang.CheckReturnValue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what is easily got wrong with the public API.
 */
class PublicApiTests {

	private static final String BASE = "io.github.raytaskrunner";

	private static final List<String> WITHIN = List.of(BASE + ".serialization.graph", BASE + ".calls", BASE + ".driver",
			BASE + ".worker");

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

	/**
	 * Whoever drops what such a method returns has taken it for one that changes its
	 * object.
	 */
	@Test
	void whatReturnsAnotherOfItsTypeMustNotBeDropped() {
		assertThat(imported())
			.filteredOn((type) -> type.getPackageName().equals(BASE) && !type.isAssignableTo(TaskOptionsBuilder.class))
			.flatExtracting(JavaClass::getMethods)
			.filteredOn((method) -> !method.getModifiers().contains(JavaModifier.STATIC)
					&& !method.getModifiers().contains(JavaModifier.SYNTHETIC)
					&& method.getOwner().isAssignableTo(method.getRawReturnType().getName())
					&& !method.getRawReturnType().isEquivalentTo(Object.class))
			.hasSizeGreaterThan(5)
			.allSatisfy((method) -> assertThat(method.isAnnotatedWith(CheckReturnValue.class)).as(method.getFullName())
				.isTrue());
	}

	@Test
	void exceptionsHaveOneRoot() {
		assertThat(exceptions()).hasSizeGreaterThan(15)
			.allSatisfy((type) -> assertThat(type).isAssignableTo(RayTaskRunnerFailure.class));
	}

	@Test
	void exceptionsAreUncheckedAndRejectionsThoseOfExecutors() {
		assertThat(exceptions()).allSatisfy((type) -> assertThat(type).isAssignableTo(RuntimeException.class));
		assertThat(RayTaskRejectedException.class).isAssignableTo(RejectedExecutionException.class);
		assertThat(InterruptedWaitException.class).isAssignableTo(CancellationException.class);
	}

	@Test
	void noExceptionIsNamedAsOneOfSpringOrTheJdk() throws IOException {
		Set<String> known = new HashSet<>(jdkExceptions());
		for (Resource resource : new PathMatchingResourcePatternResolver()
			.getResources("classpath*:org/springframework/**/*Exception.class")) {
			known.add(simpleName(String.valueOf(resource.getFilename())));
		}
		assertThat(known).contains("TimeoutException", "RemoteException", "TaskRejectedException");
		assertThat(exceptions()).extracting(Class::getSimpleName).doesNotContainAnyElementsOf(known);
	}

	private static Set<String> jdkExceptions() throws IOException {
		try (Stream<Path> files = Files.walk(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules"))) {
			return files.map((file) -> String.valueOf(file.getFileName()))
				.filter((name) -> name.endsWith("Exception.class"))
				.map(PublicApiTests::simpleName)
				.collect(Collectors.toSet());
		}
	}

	private static String simpleName(String file) {
		return file.replaceAll("^.*\\$|\\.class$", "");
	}

	/**
	 * Of what runs in the application. What is thrown between the processes of a cluster,
	 * or within the codec, never gets out.
	 */
	private static List<Class<?>> exceptions() {
		return classes((type) -> type.isAssignableTo(Throwable.class)
				&& WITHIN.stream().noneMatch(type.getPackageName()::startsWith))
			.toList();
	}

	private static Stream<Class<?>> types() {
		return classes((type) -> type.getPackageName().equals(BASE));
	}

	private static Stream<Class<?>> classes(Predicate<JavaClass> predicate) {
		return imported().stream().filter(predicate).map(JavaClass::reflect);
	}

	private static JavaClasses imported() {
		return new ClassFileImporter().importLocations(new Modules().get(PublicApiTests.class));
	}

}
