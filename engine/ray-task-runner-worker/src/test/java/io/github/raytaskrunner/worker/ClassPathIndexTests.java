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

package io.github.raytaskrunner.worker;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ClassPathIndex}.
 */
class ClassPathIndexTests {

	@TempDir
	private Path directory;

	private Path workerPackage;

	@BeforeEach
	void createPackage() throws Exception {
		this.workerPackage = Files.createDirectory(this.directory.resolve("_ray_pkg_0"));
	}

	@Test
	void isReadAsItWasWritten() throws Exception {
		List<String> elements = List.of("p2/lib/b \"c\" 'd'-1.0.jar", "p1/classes/0/", "p1/lib/\\a#%20+?.jar");
		for (String element : elements) {
			Path path = this.directory.resolve(element);
			Files.createDirectories(element.endsWith("/") ? path : path.getParent());
			if (!element.endsWith("/")) {
				Files.createFile(path);
			}
		}
		write(elements);
		List<URL> urls = ClassPathIndex.read(this.workerPackage);
		assertThat(urls).hasSameSizeAs(elements);
		for (int i = 0; i < urls.size(); i++) {
			assertThat(Path.of(urls.get(i).toURI())).isEqualTo(this.directory.resolve(elements.get(i)));
			assertThat(urls.get(i).toString().endsWith("/")).isEqualTo(elements.get(i).endsWith("/"));
		}
	}

	@Test
	void mayBeEmpty() throws Exception {
		write(List.of());
		assertThat(ClassPathIndex.read(this.workerPackage)).isEmpty();
	}

	@Test
	void isLinesInUtf8() {
		assertThat(new ClassPathIndex(List.of("p/lib/ä🚀.jar", "p/classes/0/")).toBytes())
			.asString(StandardCharsets.UTF_8)
			.isEqualTo("p/lib/ä🚀.jar\np/classes/0/\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "p/lib/a\nb.jar", "p/lib/a\rb.jar", "p/lib/a\0b.jar" })
	void refusesWhatIsNoLine(String element) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ClassPathIndex(List.of("p/lib/a.jar", element)));
	}

	@Test
	void isMissed() {
		assertThatIllegalStateException().isThrownBy(() -> ClassPathIndex.read(this.workerPackage))
			.withMessageContaining(this.workerPackage.resolve(ClassPathIndex.FILE_NAME).toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "p/lib/a.jar", "p/classes/0/" })
	void elementIsMissed(String element) throws Exception {
		write(List.of(element));
		assertThatIllegalStateException().isThrownBy(() -> ClassPathIndex.read(this.workerPackage))
			.withMessageContaining(this.directory.resolve(element).toString());
	}

	private void write(List<String> elements) throws Exception {
		Files.write(this.workerPackage.resolve(ClassPathIndex.FILE_NAME), new ClassPathIndex(elements).toBytes());
	}

}
