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

import java.io.ByteArrayInputStream;
import java.io.RandomAccessFile;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.raytaskrunner.RayTaskRunnerException;
import io.github.raytaskrunner.backend.BackendUnavailableException;
import io.github.raytaskrunner.testsupport.CodeFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CodePackages}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CodePackagesTests {

	@TempDir
	Path directory;

	private Path classes;

	private Path released;

	private Path snapshot;

	private Path worker;

	@BeforeEach
	void createApplication() {
		this.classes = CodeFiles.folder(this.directory.resolve("app/classes"), "com/example/App.class", "app",
				"application.properties", "a=b");
		this.released = CodeFiles.jar(this.directory.resolve("app/guava-33.6.0-jre.jar"), "guava", "guava");
		this.snapshot = CodeFiles.jar(this.directory.resolve("app/domain-1.0-SNAPSHOT.jar"), "domain", "domain");
		this.worker = CodeFiles.folder(this.directory.resolve("app/worker"),
				"io/github/raytaskrunner/worker/ApplicationClassLoader.class", "loader");
	}

	@Test
	void hideTheApplicationBelowTheTop() throws Exception {
		CodePackages packages = build(this.classes, this.snapshot, this.released);
		List<CodePackage> all = packages.packages();
		assertThat(all).hasSize(4);
		assertThat(CodeFiles.unzip(all.get(0).file())).containsOnlyKeys("README.txt", "lib/guava-33.6.0-jre.jar");
		assertThat(CodeFiles.unzip(all.get(1).file())).containsOnlyKeys("README.txt", "lib/domain-1.0-SNAPSHOT.jar");
		assertThat(CodeFiles.unzip(all.get(2).file())).containsKeys("README.txt", "classes/0/",
				"classes/0/com/example/App.class", "classes/0/application.properties");
		assertThat(CodeFiles.unzip(all.get(3).file())).containsOnlyKeys("README.txt", "worker.jar", "classpath.idx",
				"ray_task_runner_python/__init__.py", "ray_task_runner_python/calls.py",
				"ray_task_runner_python/failures.py", "ray_task_runner_python/values.py");
	}

	@Test
	void areNamedForRay() throws Exception {
		CodePackages packages = build(this.classes);
		assertThat(packages.packages()).allSatisfy((codePackage) -> {
			assertThat(codePackage.name()).matches("_ray_pkg_[0-9a-f]{16}\\.zip");
			assertThat(codePackage.file()).hasFileName(codePackage.name()).hasSize(codePackage.size());
			assertThat(codePackage.uri()).isEqualTo("gcs://" + codePackage.name());
		});
		assertThat(packages.uris()).hasSameSizeAs(packages.packages());
	}

	@Test
	void keepContentsAsTheyAre() throws Exception {
		List<CodePackage> all = build(this.classes, this.released).packages();
		assertThat(CodeFiles.unzip(all.get(0).file()).get("lib/guava-33.6.0-jre.jar"))
			.isEqualTo(Files.readAllBytes(this.released));
		assertThat(CodeFiles.unzip(all.get(1).file()).get("classes/0/application.properties")).asString()
			.isEqualTo("a=b");
	}

	@Test
	void indexTheClassPathInItsOrder() throws Exception {
		CodePackages packages = build(this.snapshot, this.classes, this.released);
		List<CodePackage> all = packages.packages();
		assertThat(index(packages)).containsExactly(all.get(1).folder() + "/lib/domain-1.0-SNAPSHOT.jar",
				all.get(2).folder() + "/classes/0/", all.get(0).folder() + "/lib/guava-33.6.0-jre.jar",
				all.get(2).folder() + "/classes/1/");
	}

	@Test
	void takeTheWorkersClassesFromAFolder() throws Exception {
		Map<String, byte[]> worker = CodeFiles.unzip(last(build(this.classes)).file());
		assertThat(CodeFiles.unzip(new ByteArrayInputStream(worker.get("worker.jar"))))
			.containsOnlyKeys("io/github/raytaskrunner/worker/ApplicationClassLoader.class");
	}

	@Test
	void takeTheWorkersJarAsItIs() throws Exception {
		Path jar = CodeFiles.jar(this.directory.resolve("library.jar"),
				"io/github/raytaskrunner/worker/ApplicationClassLoader.class", "loader");
		try (URLClassLoader classLoader = CodeFiles.loader(this.classes, jar)) {
			assertThat(CodeFiles.unzip(last(build(classLoader)).file()).get("worker.jar"))
				.isEqualTo(Files.readAllBytes(jar));
		}
	}

	@Test
	void needTheLibraryOnTheClassPath() throws Exception {
		try (URLClassLoader loader = CodeFiles.loader(this.classes)) {
			assertThatExceptionOfType(RayTaskRunnerException.class).isThrownBy(() -> build(loader))
				.withMessageContaining("io.github.raytaskrunner.worker.ApplicationClassLoader")
				.withMessageContaining(this.classes.toString());
		}
	}

	@Test
	void haveTheSameNamesForTheSameContent() throws Exception {
		List<String> uris = build(this.classes, this.released).uris();
		Path otherPlace = Files.createDirectories(this.directory.resolve("elsewhere"));
		Path released = Files.copy(this.released, otherPlace.resolve(this.released.getFileName()));
		Path classes = CodeFiles.folder(otherPlace.resolve("classes"), "application.properties", "a=b",
				"com/example/App.class", "app");
		try (Stream<Path> files = Files.walk(otherPlace)) {
			for (Path file : (Iterable<Path>) files::iterator) {
				Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
			}
		}
		assertThat(build(classes, released).uris()).isEqualTo(uris);
	}

	@Test
	void ofLibrariesStayWhenTheApplicationChanges() throws Exception {
		List<String> before = build(this.classes, this.snapshot, this.released).uris();
		CodeFiles.folder(this.classes, "com/example/App.class", "changed");
		List<String> after = build(this.classes, this.snapshot, this.released).uris();
		assertThat(after.subList(0, 2)).isEqualTo(before.subList(0, 2));
		assertThat(after.subList(2, 4)).doesNotContainAnyElementsOf(before);
		CodeFiles.jar(this.snapshot, "domain", "changed");
		List<String> last = build(this.classes, this.snapshot, this.released).uris();
		assertThat(last.get(0)).isEqualTo(before.get(0));
		assertThat(last.get(1)).isNotEqualTo(before.get(1));
	}

	@Test
	void ofLibrariesStayWhenOnlyTheOrderChanges() throws Exception {
		Path other = CodeFiles.jar(this.directory.resolve("app/asm-9.7.jar"), "asm", "asm");
		List<String> before = build(this.classes, this.released, other).uris();
		List<String> after = build(this.classes, other, this.released).uris();
		assertThat(after.subList(0, 2)).isEqualTo(before.subList(0, 2));
		assertThat(after.get(2)).isNotEqualTo(before.get(2));
	}

	@Test
	void keepJarsOfTheSameNameApart() throws Exception {
		Path same = CodeFiles.jar(this.directory.resolve("other/guava-33.6.0-jre.jar"), "guava", "another");
		CodePackages packages = build(this.released, same);
		Map<String, byte[]> libraries = CodeFiles.unzip(packages.packages().get(0).file());
		assertThat(libraries.get("lib/guava-33.6.0-jre.jar")).isEqualTo(Files.readAllBytes(this.released));
		assertThat(libraries.get("lib/2/guava-33.6.0-jre.jar")).isEqualTo(Files.readAllBytes(same));
		assertThat(index(packages)).extracting((line) -> line.substring(line.indexOf('/')))
			.startsWith("/lib/guava-33.6.0-jre.jar", "/lib/2/guava-33.6.0-jre.jar");
	}

	@Test
	void haveAPlaceForAnEmptyFolder() throws Exception {
		Path empty = CodeFiles.folder(this.directory.resolve("empty"));
		CodePackages packages = build(empty);
		assertThat(CodeFiles.unzip(packages.packages().get(0).file())).containsKey("classes/0/");
	}

	@Test
	void leaveOutWhatIsHiddenAndSaySo(CapturedOutput output) throws Exception {
		CodeFiles.folder(this.classes, ".env", "password", ".git/config", "", ".git/objects/a", "", "com/.idea/b", "",
				"com/example/.gitkeep", "", "static/a.b.css", "");
		assertThat(contentsOfFolder(build(this.classes))).containsExactlyInAnyOrder("", "com/example/App.class",
				"application.properties", "static/a.b.css");
		assertThat(output)
			.contains("do not go to Ray: .env, .git, com/.idea, com/example/.gitkeep in " + this.classes.toString());
	}

	@Test
	void leaveOutWhatIsHiddenInAJarOfSpringBoot(CapturedOutput output) throws Exception {
		Path jar = CodeFiles.jar(this.directory.resolve("app.jar"), "BOOT-INF/classes/a", "", "BOOT-INF/classes/.env",
				"", "BOOT-INF/classes/.git/config", "", "BOOT-INF/classes/b/.c/d", "");
		try (URLClassLoader library = CodeFiles.loader(this.worker);
				NestedUrlClassLoader loader = new NestedUrlClassLoader(jar, library, "BOOT-INF/classes/")) {
			assertThat(CodeFiles.unzip(build(loader).packages().get(0).file())).containsKey("classes/1/a")
				.noneSatisfy((name, content) -> assertThat(name).contains("/."));
		}
		assertThat(output).contains("do not go to Ray: .env, .git, b/.c in " + jar);
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.key", "tls/server.PEM", "store.p12", "store.jks", "prod.env", "keys/id_rsa" })
	void takeKeysAlongAndSaySo(String name, CapturedOutput output) throws Exception {
		CodeFiles.folder(this.classes, name, "");
		assertThat(contentsOfFolder(build(this.classes))).contains(name);
		assertThat(output).contains("go to the nodes of Ray: " + name + " in " + this.classes);
	}

	@Test
	void saySoIfTheyGrowByMuchThatIsNoClass(CapturedOutput output) throws Exception {
		try (RandomAccessFile file = new RandomAccessFile(this.classes.resolve("history.csv").toFile(), "rw")) {
			file.setLength(30 << 20);
		}
		build(this.classes);
		assertThat(output).contains("30 MB").contains("history.csv in " + this.classes);
	}

	@Test
	void ofOrdinaryApplicationsAreNotWorthALine(CapturedOutput output) throws Exception {
		build(this.classes, this.snapshot, this.released);
		assertThat(output).isEmpty();
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void leaveOutWhatCannotBeRead() throws Exception {
		Files.createSymbolicLink(this.classes.resolve("loop"), this.classes);
		Files.createSymbolicLink(this.classes.resolve("nowhere"), Path.of("no/such/file"));
		assertThat(contentsOfFolder(build(this.classes))).containsExactlyInAnyOrder("", "com/example/App.class",
				"application.properties");
	}

	@Test
	void areSplitWhenTheyGetTooLarge() throws Exception {
		long maxSize = 20_000;
		String text = "x".repeat(8_000);
		Path one = CodeFiles.jar(this.directory.resolve("one-1.0.jar"), "text", text);
		Path two = CodeFiles.jar(this.directory.resolve("two-1.0.jar"), "text", text);
		Path three = CodeFiles.jar(this.directory.resolve("three-1.0.jar"), "text", text);
		Path folder = CodeFiles.folder(this.directory.resolve("folder"), "a", text, "b", text, "c", text);
		Path library = CodeFiles.jar(this.directory.resolve("library.jar"),
				"io/github/raytaskrunner/worker/ApplicationClassLoader.class", "loader");
		try (URLClassLoader loader = CodeFiles.loader(one, two, three, folder, library)) {
			CodePackages packages = CodePackages.build(ApplicationClassPath.of(loader), target(), maxSize);
			assertThat(packages.packages()).hasSize(2 + 1 + 2 + 1)
				.allMatch((codePackage) -> codePackage.size() <= maxSize);
			assertThat(index(packages)).hasSize(6)
				.filteredOn((line) -> line.endsWith("/classes/0/"))
				.hasSize(2)
				.doesNotHaveDuplicates();
		}
	}

	@Test
	void refuseAFileThatIsTooLarge() throws Exception {
		Path jar = CodeFiles.jar(this.directory.resolve("model-1.0.jar"), "text", "x".repeat(10_000));
		Path folder = CodeFiles.folder(this.directory.resolve("folder"), "models/large.bin", "x".repeat(10_000));
		try (URLClassLoader loader = CodeFiles.loader(jar)) {
			assertThatExceptionOfType(BackendUnavailableException.class)
				.isThrownBy(() -> CodePackages.build(ApplicationClassPath.of(loader), target(), 10_000))
				.withMessageContaining(jar.toString())
				.withMessageContaining("10,000");
		}
		try (URLClassLoader loader = CodeFiles.loader(folder)) {
			assertThatExceptionOfType(BackendUnavailableException.class)
				.isThrownBy(() -> CodePackages.build(ApplicationClassPath.of(loader), target(), 10_000))
				.withMessageContaining("models/large.bin in " + folder);
		}
	}

	@Test
	void leaveNoOtherFilesBehind() throws Exception {
		CodePackages packages = build(this.classes, this.released);
		Set<Path> files = Set.copyOf(packages.packages().stream().map(CodePackage::file).toList());
		assertThat(target()).isDirectoryNotContaining((path) -> !files.contains(path));
	}

	@Test
	void ofThisJvmAreBuilt() throws Exception {
		CodePackages packages = build(getClass().getClassLoader());
		assertThat(packages.packages()).allMatch((codePackage) -> codePackage.size() <= CodePackages.MAX_SIZE);
		assertThat(index(packages)).anyMatch((line) -> line.contains("/lib/spring-core-"));
	}

	private CodePackages build(Path... paths) throws Exception {
		Path[] withLibrary = Stream.concat(Stream.of(paths), Stream.of(this.worker)).toArray(Path[]::new);
		try (URLClassLoader loader = CodeFiles.loader(withLibrary)) {
			return build(loader);
		}
	}

	private CodePackages build(ClassLoader loader) throws Exception {
		return CodePackages.build(ApplicationClassPath.of(loader), target());
	}

	private Path target() throws Exception {
		return Files.createDirectories(this.directory.resolve("packages"));
	}

	private static List<String> contentsOfFolder(CodePackages packages) throws Exception {
		return CodeFiles.unzip(packages.packages().get(0).file())
			.keySet()
			.stream()
			.filter((name) -> name.startsWith("classes/0/"))
			.map((name) -> name.substring("classes/0/".length()))
			.toList();
	}

	private static CodePackage last(CodePackages packages) {
		return packages.packages().get(packages.packages().size() - 1);
	}

	private static List<String> index(CodePackages packages) throws Exception {
		byte[] index = CodeFiles.unzip(last(packages).file()).get("classpath.idx");
		return new String(index, StandardCharsets.UTF_8).lines().toList();
	}

}
