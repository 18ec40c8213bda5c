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

package io.github.raytaskrunner.worker;

import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.Upstream;
import io.github.raytaskrunner.wire.ResultFrame;
import io.github.raytaskrunner.wire.ResultFrame.Entry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link UpstreamValues}.
 */
class UpstreamValuesTests {

	@Test
	void attemptFindsTheValuesThatItReads() {
		byte[] one = ResultFrame.toBytes(List.of(entry(12, 1), entry(10, 2)));
		byte[] other = ResultFrame.toBytes(List.of(entry(11, 3)));
		UpstreamValues values = new UpstreamValues(Map.of(10L, 0, 11L, 2, 12L, 0), new byte[][] { one, null, other });
		Attempt attempt = attempt(new Upstream.Value(11), new Upstream.State(new byte[] { 9 }), new Upstream.Value(10),
				new Upstream.Value(13));
		assertThat(values.of(attempt, Map.of(13L, new byte[] { 4 }, 14L, new byte[0]))).containsOnlyKeys(10L, 11L, 13L)
			.hasEntrySatisfying(10L, (value) -> assertThat(value).containsExactly(2))
			.hasEntrySatisfying(11L, (value) -> assertThat(value).containsExactly(3))
			.hasEntrySatisfying(13L, (value) -> assertThat(value).containsExactly(4));
		assertThat(values.all()).extracting(Entry::attempt).containsExactlyInAnyOrder(10L, 11L, 12L);
	}

	@Test
	void valueThatDidNotComeIsNamed() {
		UpstreamValues values = new UpstreamValues(Map.of(), new byte[0][]);
		assertThatIllegalStateException().isThrownBy(() -> values.of(attempt(new Upstream.Value(11)), Map.of()))
			.withMessageContaining("11");
	}

	private static Entry entry(long attempt, int value) {
		return Entry.of(attempt, new AttemptResult(false, new byte[] { (byte) value }));
	}

	private static Attempt attempt(Upstream... upstreams) {
		return new Attempt(1, "", "", 1, new byte[0], List.of(upstreams));
	}

}
