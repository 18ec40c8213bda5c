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

package io.github.raytaskrunner.hooks;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link LimitedLog}.
 */
class LimitedLogTests {

	private final List<String> lines = new ArrayList<>();

	private final LimitedLog log = new LimitedLog(this.lines::add);

	@Test
	void tooManyLinesAreLeftOutAndCounted() {
		for (int i = 0; i < LimitedLog.MAX_LINES + 7; i++) {
			int number = i;
			this.log.log(() -> "line " + number);
		}
		assertThat(this.lines).hasSize(LimitedLog.MAX_LINES).startsWith("line 0", "line 1");
		this.log.flush();
		this.log.flush();
		assertThat(this.lines).hasSize(LimitedLog.MAX_LINES + 1).last().asString().startsWith("7 more lines");
	}

	@Test
	void entryIsOneLineOfSomeLength() {
		this.log.log(() -> "first\nsecond");
		this.log.log(() -> "x".repeat(10_000));
		this.log.log(() -> "");
		assertThat(this.lines).hasSize(3).startsWith("first …").allMatch((line) -> line.length() < 600);
	}

}
