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

package io.github.raytaskrunner.serialization;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link Records}.
 */
class RecordsTests {

	@Test
	void recordsAreReadAsTheyWereAdded() {
		Records written = new Records();
		for (int i = 0; i < 1000; i++) {
			written.add(i % 4, new byte[i]);
		}
		byte[] bytes = Arrays.copyOf(written.bytes(), written.size());
		Records read = new Records(bytes, 0, 1000);
		for (int i = 0; i < 1000; i++) {
			assertThat(read.mark(i)).isEqualTo(i % 4);
			assertThat(read.content(i)).hasSize(i);
			assertThat(read.length(i)).isEqualTo(i);
		}
		assertThat(read.count()).isEqualTo(1000);
		assertThat(read.size()).isEqualTo(bytes.length);
	}

	@Test
	void someRecordsAreRecordsToo() {
		Records all = new Records();
		for (String text : new String[] { "a", "bb", "", "dddd" }) {
			all.add(1, text.getBytes(StandardCharsets.UTF_8));
		}
		byte[] slice = new byte[all.slice(1, 3).remaining()];
		all.slice(1, 3).get(slice);
		Records some = new Records(slice, 0, 2);
		assertThat(some.content(0)).asString(StandardCharsets.UTF_8).isEqualTo("bb");
		assertThat(some.content(1)).isEmpty();
	}

	@Test
	void brokenBytesAreNoRecords() {
		assertThatIllegalStateException().isThrownBy(() -> new Records(new byte[] { 40, 1 }, 0, 1));
		assertThatIllegalStateException().isThrownBy(() -> new Records(new byte[] { 0 }, 0, 2));
		assertThatIllegalStateException().isThrownBy(() -> new Records(new byte[] { -1, -1 }, 0, 1));
		assertThatIllegalStateException().isThrownBy(() -> new Records(new byte[0], 0, -1));
	}

}
