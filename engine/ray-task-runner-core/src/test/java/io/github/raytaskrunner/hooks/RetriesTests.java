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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Retries}.
 */
class RetriesTests {

	private static final IOException FAILURE = new IOException("failed");

	@Test
	void delaysGrowUpToTheirMaximum() {
		Retries retries = new Retries(RetryPolicy.builder()
			.maxRetries(4)
			.delay(Duration.ofMillis(100))
			.multiplier(2)
			.maxDelay(Duration.ofMillis(300))
			.build());
		assertThat(Stream.generate(() -> next(retries)).limit(4)).containsExactly(100L, 200L, 300L, 300L);
		assertThat(retries.next(FAILURE, Duration.ZERO)).isNull();
	}

	@Test
	void jitterSpreadsTheDelays() {
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(1)
			.delay(Duration.ofMillis(1000))
			.jitter(Duration.ofMillis(500))
			.build();
		List<Long> delays = Stream.generate(() -> next(new Retries(policy))).limit(100).toList();
		assertThat(delays).allSatisfy((delay) -> assertThat(delay).isBetween(500L, 1500L));
		assertThat(delays.stream().distinct()).hasSizeGreaterThan(10);
	}

	@Test
	void policyThatCannotDecideIsNoRetry() {
		RetryPolicy policy = RetryPolicy.builder().predicate((exception) -> {
			throw new NoClassDefFoundError("com/example/Missing");
		}).build();
		assertThat(new Retries(policy).next(FAILURE, Duration.ZERO)).isNull();
	}

	private static long next(Retries retries) {
		Duration delay = retries.next(FAILURE, Duration.ZERO);
		assertThat(delay).isNotNull();
		return delay.toMillis();
	}

}
