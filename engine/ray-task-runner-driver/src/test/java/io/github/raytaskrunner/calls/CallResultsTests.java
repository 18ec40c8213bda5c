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

package io.github.raytaskrunner.calls;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

import io.ray.runtime.object.NativeRayObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link CallResults}.
 */
class CallResultsTests {

	@ParameterizedTest
	@CsvSource({ "0, the worker process that ran it died", "23, the node that ran it died",
			"22, its worker process was killed as its node ran out of memory",
			"7, its runtime environment could not be set up", "20, Ray reports OUT_OF_DISK_ERROR",
			"9999, Ray reports error 9999", "PYTHON, Ray reports error PYTHON" })
	void errorOfRayIsDescribedAlsoWithoutAnExplanation(String metadata, String description) {
		assertThat(describe(metadata, null)).isEqualTo(description);
		assertThat(describe(metadata, new byte[0])).isEqualTo(description);
	}

	@Test
	void stackTraceIsReducedToItsMessages() {
		StringWriter trace = new StringWriter();
		new IllegalStateException("outer", new IllegalArgumentException("inner"))
			.printStackTrace(new PrintWriter(trace));
		assertThat(CallResults.withoutFrames(trace.toString())).isEqualTo(
				"java.lang.IllegalStateException: outer " + "Caused by: java.lang.IllegalArgumentException: inner");
	}

	@Test
	void explanationIsOneLineOfLimitedLength() {
		assertThat(CallResults.shortened("Memory ran out.\n\tUsed: 15.9 of 16 GB\n"))
			.isEqualTo("Memory ran out. Used: 15.9 of 16 GB");
		assertThat(CallResults.shortened("x".repeat(100_000))).hasSizeLessThan(600).endsWith("x...");
	}

	private static String describe(String metadata, byte @Nullable [] data) {
		return CallResults.describe(new NativeRayObject(data, metadata.getBytes(StandardCharsets.US_ASCII)));
	}

}
