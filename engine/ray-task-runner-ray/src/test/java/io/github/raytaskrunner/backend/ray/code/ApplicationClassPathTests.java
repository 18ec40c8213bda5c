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

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.testsupport.CodeFiles;
import io.github.raytaskrunner.worker.ApplicationClassLoader;
import io.ray.api.Ray;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.SpringVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationClassPath}.
 */
class ApplicationClassPathTests {

	@TempDir
	Path directory;

	@Test
	void hasFoldersAndJarsInTheOrderOfTheLoader() throws Exception {
		Path second = CodeFiles.jar(this.directory.resolve("b.jar"), "b", "");
		Path first = CodeFiles.folder(this.directory.resolve("classes"), "a", "");
		Path third = CodeFiles.jar(this.directory.resolve("a.jar"), "a", "");
		assertThat(elements(first, second, third)).containsExactly(first.toString(), second.toString(),
				third.toString());
	}

	@Test
	void hasParentsBeforeTheirChildren() throws Exception {
		Path parentJar = CodeFiles.jar(this.directory.resolve("parent.jar"), "a", "");
		Path childJar = CodeFiles.jar(this.directory.resolve("child.jar"), "a", "");
		try (URLClassLoader parent = CodeFiles.loader(parentJar);
				URLClassLoader child = new URLClassLoader(new URL[] { childJar.toUri().toURL() }, parent)) {
			assertThat(names(ApplicationClassPath.of(child))).containsExactly("parent.jar", "child.jar");
		}
	}

	@Test
	void keepsJarsOfTheSameNameAndDropsRepetitions() throws Exception {
		Path one = CodeFiles.jar(this.directory.resolve("one/common.jar"), "a", "1");
		Path two = CodeFiles.jar(this.directory.resolve("two/common.jar"), "a", "2");
		assertThat(elements(one, two, one)).containsExactly(one.toString(), two.toString());
	}

	@Test
	void ignoresWhatTheJvmIgnores() throws Exception {
		Path text = Files.writeString(this.directory.resolve("notes.txt"), "not a jar");
		Path jar = CodeFiles.jar(this.directory.resolve("a.jar"), "a", "");
		assertThat(elements(this.directory.resolve("missing.jar"), text, jar)).containsExactly(jar.toString());
	}

	@Test
	void understandsTheNamesOfFiles() throws Exception {
		Path jar = CodeFiles.jar(this.directory.resolve("a folder!/with 100% + ü#.jar"), "a", "");
		assertThat(elements(jar)).containsExactly(jar.toString());
	}

	@Test
	void readsTheClassPathOfTheJvm() {
		Path jar = CodeFiles.jar(this.directory.resolve("a.jar"), "a", "");
		Path folder = CodeFiles.folder(this.directory.resolve("classes"), "a", "");
		String classPath = String.join(File.pathSeparator, folder.toString(), "no/such.jar", jar.toString());
		assertThat(ClassPathScanner.scan(classPath)).extracting(ClassPathElement::toString)
			.containsExactly(folder.toString(), jar.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":", "::", "%s:", ":%s", "%s::%1$s", "no/such.jar::%s:no/such:" })
	void hasNoFolderThatWasNotNamed(String classPath) {
		Path folder = CodeFiles.folder(this.directory.resolve("classes"), "a", "");
		String actual = String.format(classPath, folder).replace(":", File.pathSeparator);
		assertThat(ClassPathScanner.scan(actual)).extracting(ClassPathElement::toString)
			.isSubsetOf(folder.toString())
			.hasSize(classPath.contains("%s") ? 1 : 0);
	}

	@Test
	void hasTheCurrentFolderIfItIsNamed() throws Exception {
		assertThat(ClassPathScanner.scan("." + File.pathSeparator + "no/such.jar"))
			.extracting(ClassPathElement::toString)
			.containsExactly(Path.of("").toRealPath().toString());
	}

	@Test
	void ofThisJvmHasNothingButWhatItsClassPathNames() throws Exception {
		String classPath = System.getProperty("java.class.path");
		System.setProperty("java.class.path", classPath + File.pathSeparator);
		try {
			assertThat(ApplicationClassPath.of(ClassLoader.getSystemClassLoader()).elements())
				.extracting((element) -> element.location().file())
				.isNotEmpty()
				.doesNotContain(Path.of("").toRealPath());
		}
		finally {
			System.setProperty("java.class.path", classPath);
		}
	}

	@Test
	void saysIfClassesLieInAFolderThatWasNotNamed() throws Exception {
		Path classes = CodeFiles.locationOf(getClass());
		String libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((path) -> !Path.of(path).equals(classes))
			.collect(Collectors.joining(File.pathSeparator));
		Path output = this.directory.resolve("output");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				libraries + File.pathSeparator, ClassPathProgram.class.getName())
			.directory(classes.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		assertThat(process.waitFor()).isZero();
		assertThat(output).content()
			.contains("WARN", "Classes of the application lie in " + classes)
			.doesNotContain("element: " + classes);
	}

	@Test
	void ofThisJvmHasThisLibraryAndItsDependenciesWithoutRay() {
		ApplicationClassPath classPath = ApplicationClassPath.of(getClass().getClassLoader());
		assertThat(classPath.elements()).extracting((element) -> element.location().file())
			.contains(CodeFiles.locationOf(ApplicationClassLoader.class), CodeFiles.locationOf(getClass()),
					CodeFiles.locationOf(SpringVersion.class), CodeFiles.locationOf(Assertions.class))
			.doesNotContain(CodeFiles.locationOf(Ray.class));
		assertThat(names(classPath)).noneMatch((name) -> name.startsWith("ray-runtime"));
	}

	@Test
	void keepsAnApplicationRepackagedWithRay() throws Exception {
		Path jar = CodeFiles.jar(this.directory.resolve("shaded.jar"), "io/ray/api/Ray.class", "");
		Path other = CodeFiles.jar(this.directory.resolve("ray-tracer.jar"), "tracer", "");
		assertThat(elements(jar, other)).containsExactly(jar.toString(), other.toString());
	}

	@Test
	void findsTheFirstElementOfAClass() throws Exception {
		Path one = CodeFiles.jar(this.directory.resolve("one.jar"), "com/example/Other.class", "");
		Path two = CodeFiles.jar(this.directory.resolve("two.jar"), "com/example/Some.class", "");
		Path three = CodeFiles.folder(this.directory.resolve("three"), "com/example/Some.class", "");
		try (URLClassLoader loader = CodeFiles.loader(one, two, three)) {
			ApplicationClassPath classPath = ApplicationClassPath.of(loader);
			assertThat(classPath.find("com.example.Some")).hasToString(two.toString());
			assertThat(classPath.find("com.example.None")).isNull();
		}
	}

	private static List<String> elements(Path... paths) throws Exception {
		try (URLClassLoader loader = CodeFiles.loader(paths)) {
			return ApplicationClassPath.of(loader).elements().stream().map(ClassPathElement::toString).toList();
		}
	}

	private static List<String> names(ApplicationClassPath classPath) {
		return classPath.elements().stream().map(ClassPathElement::name).toList();
	}

	@Nested
	class Manifests {

		@TempDir
		Path directory;

		@Test
		void areFollowedBeforeTheNextElement() throws Exception {
			CodeFiles.jar(this.directory.resolve("lib/c.jar"), "c", "");
			CodeFiles.pathingJar(this.directory.resolve("lib/b.jar"), "c.jar");
			Path a = CodeFiles.pathingJar(this.directory.resolve("a.jar"), "lib/b.jar lib/d.jar");
			CodeFiles.jar(this.directory.resolve("lib/d.jar"), "d", "");
			Path e = CodeFiles.jar(this.directory.resolve("e.jar"), "e", "");
			try (URLClassLoader loader = CodeFiles.loader(a, e)) {
				assertThat(names(ApplicationClassPath.of(loader))).containsExactly("a.jar", "b.jar", "c.jar", "d.jar",
						"e.jar");
			}
		}

		@Test
		void mayNameEachOther() throws Exception {
			Path a = CodeFiles.pathingJar(this.directory.resolve("a.jar"), "b.jar a.jar");
			Path b = CodeFiles.pathingJar(this.directory.resolve("b.jar"), "a.jar");
			assertThat(elements(a)).containsExactly(a.toString(), b.toString());
		}

		@Test
		void mayNameUrlsAndFoldersThatEndInASlash() throws Exception {
			Path classes = CodeFiles.folder(this.directory.resolve("my classes"), "a", "");
			CodeFiles.folder(this.directory.resolve("other"), "a", "");
			Path jar = CodeFiles.jar(this.directory.resolve("lib/b.jar"), "b", "");
			Path a = CodeFiles.pathingJar(this.directory.resolve("a.jar"), "my%20classes/ other " + jar.toUri());
			assertThat(elements(a)).containsExactly(a.toString(), classes.toString(), jar.toString());
		}

		@Test
		void mayHaveEmptyAndOddEntries() throws Exception {
			Path b = CodeFiles.jar(this.directory.resolve("b.jar"), "b", "");
			Path a = CodeFiles.pathingJar(this.directory.resolve("a.jar"), "  # \t %20 ?  file: file:. b.jar  ");
			assertThat(elements(a)).containsExactly(a.toString(), b.toString());
			Path none = CodeFiles.pathingJar(this.directory.resolve("none.jar"), "");
			assertThat(elements(none)).containsExactly(none.toString());
		}

		@Test
		void mayNameWhatDoesNotExist() throws Exception {
			Path a = CodeFiles.pathingJar(this.directory.resolve("a.jar"), "b.jar http://example.com/c.jar :");
			assertThat(elements(a)).containsExactly(a.toString());
		}

	}

	@Nested
	class SpringBootJars {

		@TempDir
		Path directory;

		@Test
		void consistOfTheirParts() throws Exception {
			Path library = CodeFiles.jar(this.directory.resolve("b.jar"), "com/example/Library.class", "library");
			Map<String, byte[]> entries = new LinkedHashMap<>();
			entries.put("META-INF/MANIFEST.MF", CodeFiles.manifest("Spring-Boot-Lib: BOOT-INF/lib/").getBytes());
			entries.put("BOOT-INF/classes/com/example/App.class", "app".getBytes());
			entries.put("BOOT-INF/lib/b-1.0.jar", Files.readAllBytes(library));
			Path jar = CodeFiles.jar(this.directory.resolve("an app.jar"), entries);
			try (URLClassLoader launcher = CodeFiles.loader(jar);
					NestedUrlClassLoader loader = new NestedUrlClassLoader(jar, launcher, "BOOT-INF/classes/",
							"BOOT-INF/lib/b-1.0.jar")) {
				ApplicationClassPath classPath = ApplicationClassPath.of(loader);
				assertThat(names(classPath)).containsExactly("classes", "b-1.0.jar");
				assertThat(classPath.elements()).extracting(ClassPathElement::isJar).containsExactly(false, true);
				assertThat(classPath.find("com.example.Library")).isEqualTo(classPath.elements().get(1));
				ClassPathElement classes = classPath.elements().get(0);
				assertThat(classes.folderContents().files()).containsOnlyKeys("com/example/App.class");
				assertThat(classes.folderContents().files().get("com/example/App.class").open()).hasContent("app");
				assertThat(classPath.elements().get(1).jarContent().open())
					.hasBinaryContent(Files.readAllBytes(library));
			}
		}

		@Test
		void mayBeUnpacked() throws Exception {
			Path app = CodeFiles.folder(this.directory.resolve("app"), "META-INF/MANIFEST.MF",
					CodeFiles.manifest("Spring-Boot-Lib: BOOT-INF/lib/"));
			Path classes = CodeFiles.folder(app.resolve("BOOT-INF/classes"), "a", "");
			Path jar = CodeFiles.jar(app.resolve("BOOT-INF/lib/b.jar"), "b", "");
			assertThat(elements(app, classes, jar)).containsExactly(classes.toString(), jar.toString());
		}

	}

}
