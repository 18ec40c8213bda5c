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

import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.testsupport.RandomTexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RayText} and that all options of tasks pass it.
 */
class RayTextTests {

	private final RandomTexts texts = new RandomTexts();

	@Test
	void nameAndKeyTakeUnicodeAndNothingElse() {
		assertThat(this.texts.unicode(1000)).allSatisfy((text) -> {
			assertThat(TaskOptions.named(text).name()).isEqualTo(text);
			assertThat(TaskOptions.builder().key(text).build().key()).isEqualTo(text);
		});
		assertThat(this.texts.broken(200)).allSatisfy((text) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.named(text))
				.withMessageMatching("'name' must not have the character U\\+D[89A-F].*");
			assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().key(text).build());
		});
	}

	@Test
	void nameAndKeyAreNotEndless() {
		String longest = "x".repeat(10_000);
		assertThat(TaskOptions.named(longest).name()).isEqualTo(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.named(longest + "x"))
			.withMessage("'name' must have at most 10000 characters but has 10001");
		assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().key(longest + "x"))
			.withMessageContaining("'key'");
	}

	@Test
	void whatRayComparesByNameIsTakenAsItIsOrRefused() {
		assertThat(this.texts.unicode(1000)).allSatisfy((text) -> {
			if (survivesModifiedUtf8(text)) {
				assertThatCode(() -> TaskOptions.builder().resource(text, 1.0).placementGroup(text).build())
					.doesNotThrowAnyException();
			}
			else {
				assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().resource(text, 1.0).build())
					.withMessageStartingWith("The name of a resource must not have the character U+");
				assertThatIllegalArgumentException()
					.isThrownBy(() -> TaskOptions.builder().placementGroup(text).bundleIndex(0).build())
					.withMessageStartingWith("The name of a placement group must not have the character U+");
			}
		});
		assertThat(this.texts.broken(200)).allSatisfy((text) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> TaskOptions.builder().resource(text, 1.0).build()));
	}

	@Test
	void runtimeEnvironmentTakesWhatProcessesTake() {
		assertThat(this.texts.unicode(1000)).allSatisfy((text) -> {
			Map<String, Object> value = Map.of("env_vars", Map.of("A", text));
			Map<String, Object> element = Map.of("pip", List.of("numpy", text));
			if (RandomTexts.isOfProcess(text)) {
				assertThat(TaskOptions.builder().runtimeEnv(value).build().runtimeEnv()).isEqualTo(value);
				assertThat(TaskOptions.builder().runtimeEnv(element).build().runtimeEnv()).isEqualTo(element);
			}
			else {
				assertThatIllegalArgumentException().isThrownBy(() -> TaskOptions.builder().runtimeEnv(value).build())
					.withMessageMatching("'env_vars' of a runtime environment must not have the character "
							+ "U\\+(0000|10FFFF): no process of Ray can take that");
				assertThatIllegalArgumentException()
					.isThrownBy(() -> TaskOptions.builder().runtimeEnv(element).build());
			}
		});
		assertThat(this.texts.broken(200)).allSatisfy((text) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> TaskOptions.builder().runtimeEnv(Map.of("working_dir", text)).build()));
	}

	@Test
	void variableNeedsAName() {
		for (String name : List.of("", "A=B", "=")) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> TaskOptions.builder().runtimeEnv(Map.of("env_vars", Map.of(name, "x"))).build())
				.withMessageContaining("names that are not empty and have no '='");
		}
	}

	@Test
	void whatIsShownSurvivesNativeCode() {
		assertThat(this.texts.unicode(1000))
			.allSatisfy((text) -> assertThat(survivesModifiedUtf8(RayText.shown(text))).isTrue());
		assertThat(this.texts.broken(200))
			.allSatisfy((text) -> assertThat(survivesModifiedUtf8(RayText.shown(text))).isTrue());
		assertThat(RayText.shown("rocket 🚀\0é")).isEqualTo("rocket \\u{1F680}\\u{0}é");
	}

	// every character is one to three bytes there, as it is in UTF-8
	private static boolean survivesModifiedUtf8(String text) {
		return text.chars()
			.allMatch((character) -> character != 0
					&& (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE));
	}

}
