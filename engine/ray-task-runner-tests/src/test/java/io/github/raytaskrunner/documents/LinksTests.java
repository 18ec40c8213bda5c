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

package io.github.raytaskrunner.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.raytaskrunner.testsupport.RayTestInstallation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that links within a document, and from one to another, lead somewhere.
 */
class LinksTests {

	private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)#?([^)]*)\\)");

	private static final Pattern EXAMPLE = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);

	private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

	@ParameterizedTest
	@MethodSource("documents")
	void leadSomewhere(Path document) {
		assertThat(links(document)).allSatisfy((link) -> {
			Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
			assertThat(target).exists();
			if (!link.group(2).isEmpty()) {
				assertThat(anchors(target)).contains(link.group(2));
			}
		});
	}

	static List<Path> documents() throws IOException {
		Path project = RayTestInstallation.projectFolder();
		try (Stream<Path> first = Files.list(project); Stream<Path> others = Files.walk(project.resolve("docs"))) {
			return Stream.concat(first, others).filter((file) -> file.toString().endsWith(".md")).toList();
		}
	}

	private static List<MatchResult> links(Path document) {
		return LINK.matcher(text(document)).results().toList();
	}

	private static List<String> anchors(Path document) {
		return HEADING.matcher(text(document)).results().map((heading) -> anchor(heading.group(1))).toList();
	}

	private static String anchor(String heading) {
		return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
	}

	private static String text(Path document) {
		try {
			return EXAMPLE.matcher(Files.readString(document)).replaceAll("");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
