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

import java.lang.ref.WeakReference;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of values that are shared by those who read them.
 */
class SharedValuesTests {

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	@Test
	void sharedValueIsReadOnce() {
		byte[] bytes = this.serializer.writeSharedValue(new int[] { 1, 2 });
		Object first = this.serializer.readValue(bytes);
		assertThat(first).isEqualTo(new int[] { 1, 2 });
		assertThat(this.serializer.readValue(bytes)).isSameAs(first);
		assertThat(this.serializer.readValue(bytes.clone())).isNotSameAs(first).isEqualTo(first);
	}

	@Test
	void otherValuesAreReadEachTime() {
		byte[] bytes = this.serializer.writeValue(new int[] { 1, 2 });
		assertThat(this.serializer.readValue(bytes)).isNotSameAs(this.serializer.readValue(bytes));
	}

	@Test
	void sharedValueGoesWithItsBytes() {
		byte[] bytes = this.serializer.writeSharedValue(new int[1000]);
		WeakReference<Object> value = new WeakReference<>(this.serializer.readValue(bytes));
		assertThat(value.get()).isNotNull();
		assertThat(bytes).isNotEmpty();
		bytes = null;
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
			System.gc();
			// entries of arrays that are gone are removed at the next look
			this.serializer.readValue(this.serializer.writeSharedValue(1));
			return value.get() == null;
		});
	}

}
