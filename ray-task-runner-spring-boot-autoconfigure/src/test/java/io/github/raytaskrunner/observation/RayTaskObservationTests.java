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

package io.github.raytaskrunner.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.raytaskrunner.TaskContext;
import io.github.raytaskrunner.testsupport.RayTestInstallation;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.BeanUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what observations are called is what is documented.
 */
class RayTaskObservationTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|[^|]+\\|([^|]+)\\|([^|]+)\\|$");

	private static final Pattern NAME = Pattern.compile("`([^`]+)`");

	@ParameterizedTest
	@EnumSource
	void keysAreThoseOfTheDefaultConvention(RayTaskObservation observation) {
		assertThat(keys(convention(observation).getLowCardinalityKeyValues(context(observation))))
			.containsExactlyInAnyOrderElementsOf(names(observation.getLowCardinalityKeyNames()));
		assertThat(keys(convention(observation).getHighCardinalityKeyValues(context(observation))))
			.containsExactlyInAnyOrderElementsOf(names(observation.getHighCardinalityKeyNames()));
	}

	@ParameterizedTest
	@EnumSource
	void observationIsDocumentedWithItsKeys(RayTaskObservation observation) throws IOException {
		String document = document();
		MatchResult row = ROW.matcher(document)
			.results()
			.filter((match) -> match.group(1).equals(convention(observation).getName()))
			.findFirst()
			.orElseThrow();
		List<String> low = names(observation.getLowCardinalityKeyNames());
		List<String> high = names(observation.getHighCardinalityKeyNames());
		assertThat(namesIn(row.group(2))).containsExactlyElementsOf(low);
		assertThat(namesIn(row.group(3))).containsExactlyElementsOf(high);
		assertThat(Stream.concat(low.stream(), high.stream()))
			.allMatch((key) -> document.contains("\n- `" + key + "` "));
	}

	private static String document() throws IOException {
		return Files.readString(RayTestInstallation.projectFolder().resolve("docs/observability.md"));
	}

	private static List<String> namesIn(String cell) {
		return NAME.matcher(cell).results().map((match) -> match.group(1)).toList();
	}

	private static List<String> names(KeyName[] keys) {
		return Arrays.stream(keys).map(KeyName::asString).toList();
	}

	private static List<String> keys(KeyValues values) {
		return values.stream().map(KeyValue::getKey).toList();
	}

	@SuppressWarnings("unchecked")
	private static ObservationConvention<Observation.Context> convention(RayTaskObservation observation) {
		return (ObservationConvention<Observation.Context>) BeanUtils
			.instantiateClass(observation.getDefaultConvention());
	}

	private static Observation.Context context(RayTaskObservation observation) {
		return switch (observation) {
			case TASK -> new RayTaskSenderContext("task", "key");
			case RUN -> new RayTaskReceiverContext("task", new TaskContext("task", "key", 1), Map.of());
		};
	}

}
