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

package io.github.raytaskrunner.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code docs/reference.md} says what there is. Where it does not, the failure
 * has the lines that belong there.
 */
class ReferenceTests {

	private static final Path REFERENCE = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."), "docs",
			"reference.md");

	@Test
	void hasAllProperties() throws IOException {
		assertThat(section("properties")).isEqualTo(table("| property | default | meaning |", properties()));
	}

	private static Stream<String> properties() throws IOException {
		try (InputStream metadata = Objects
			.requireNonNull(RayProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
			return JsonMapper.shared()
				.readTree(metadata)
				.path("properties")
				.valueStream()
				.sorted(Comparator.comparing((property) -> property.path("name").asString()))
				.map(ReferenceTests::row)
				.toList()
				.stream();
		}
	}

	private static String row(JsonNode property) {
		JsonNode defaultValue = property.path("defaultValue");
		return "| `%s` | %s | %s |".formatted(property.path("name").asString(),
				defaultValue.isMissingNode() ? "" : "`" + defaultValue.asString() + "`",
				property.path("description").asString());
	}

	@Test
	void hasAllPropertiesOfProfiles() throws IOException {
		String names = components(RayProperties.Profile.class, "").map((name) -> "`" + name + "`")
			.collect(Collectors.joining(", "));
		assertThat(section("profiles")).isEqualTo(names);
	}

	private static Stream<String> components(Class<?> type, String prefix) {
		return Arrays.stream(type.getRecordComponents()).flatMap((component) -> names(component, prefix));
	}

	private static Stream<String> names(RecordComponent component, String prefix) {
		String name = prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase();
		assertThat(ConfigurationPropertyName.isValid(name)).isTrue();
		return component.getType().isRecord() ? components(component.getType(), name + ".") : Stream.of(name);
	}

	private static String table(String head, Stream<String> rows) {
		String line = head.replaceAll("[^|]+", "---");
		return Stream.concat(Stream.of(head, line), rows).collect(Collectors.joining("\n"));
	}

	private static String section(String name) throws IOException {
		String text = Files.readString(REFERENCE);
		List<String> parts = List.of(text.split("<!-- " + name + ": (begin|end) -->"));
		assertThat(parts).as("the markers of '%s'", name).hasSize(3);
		return parts.get(1).strip();
	}

}
