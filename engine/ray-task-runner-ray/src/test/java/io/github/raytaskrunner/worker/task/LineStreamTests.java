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

package io.github.raytaskrunner.worker.task;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LineStream}.
 */
class LineStreamTests {

	private final ByteArrayOutputStream original = new ByteArrayOutputStream();

	private final List<String> lines = new ArrayList<>();

	private PrintStream stream(String... loggedBy) {
		return new PrintStream(new LineStream(new PrintStream(this.original, true, StandardCharsets.UTF_8),
				StandardCharsets.UTF_8, List.of(loggedBy), this.lines::add), true, StandardCharsets.UTF_8);
	}

	@Test
	void linesAreToldWhenTheyEnd() {
		PrintStream stream = stream();
		stream.print("ä");
		assertThat(this.lines).isEmpty();
		stream.print("b\nsecond\r\n\nthird");
		stream.write('\n');
		assertThat(this.lines).containsExactly("äb", "second", "", "third");
		assertThat(this.original.toString(StandardCharsets.UTF_8)).isEqualTo("äb\nsecond\r\n\nthird\n");
	}

	@Test
	void lineThatDoesNotEndIsToldInTheEndAndTakesLittleMemory() {
		LineStream stream = new LineStream(new PrintStream(this.original), StandardCharsets.UTF_8, List.of(),
				this.lines::add);
		stream.endLine();
		byte[] bytes = new byte[1000];
		for (int i = 0; i < 1000; i++) {
			stream.write(bytes, 0, bytes.length);
		}
		stream.endLine();
		stream.endLine();
		assertThat(this.lines).singleElement().asString().hasSizeLessThan(100_000);
		assertThat(this.original.size()).isEqualTo(1_000_000);
	}

	@Test
	void whatALibraryForLoggingPrintsIsNotTold() {
		PrintStream stream = stream(getClass().getName());
		stream.println("printed by a class whose lines are told otherwise");
		assertThat(this.lines).isEmpty();
		assertThat(this.original.size()).isPositive();
	}

}
