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

package io.github.raytaskrunner.backend.ray.cluster;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link OwnerEvent}.
 */
class OwnerEventTests {

	@Test
	void isReadAsPythonWritesIt() {
		// urlencode({"event": "failed", "type": "", "message": "a \"b\"=c&d\n+é🚀"})
		assertThat(OwnerEvent
			.parse("ray-task-runner:event=failed&type=&message=a+%22b%22%3Dc%26d%0A%2B%C3%A9%F0%9F%9A%80"))
			.contains(new OwnerEvent("failed", Map.of("type", "", "message", "a \"b\"=c&d\n+é🚀")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "something else", " ray-task-runner:event=died", "ray-task-runner:type=a" })
	void isNotWhatOthersPrint(String line) {
		assertThat(OwnerEvent.parse(line)).isEmpty();
	}

	@Test
	void saysWhatIsMissing() {
		OwnerEvent event = OwnerEvent.parse("ray-task-runner:event=died&pid=1").orElseThrow();
		assertThat(event.get("pid")).isEqualTo("1");
		assertThat(event.find("code")).isNull();
		assertThatIllegalStateException().isThrownBy(() -> event.get("process"))
			.withMessageContaining("died")
			.withMessageContaining("process");
	}

}
