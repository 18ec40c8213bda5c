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

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptEvent;
import io.github.raytaskrunner.attempt.AttemptListener;
import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.attempt.Upstream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link CrashAnalyzer}.
 */
class CrashAnalyzerTests {

	private final Ends ends = new Ends();

	@Test
	void attemptsWithoutUpstreamsCrashed() {
		try (CrashAnalyzer analyzer = new CrashAnalyzer((attempts, timeoutMillis) -> {
			throw new AssertionError("Nothing to find");
		})) {
			analyzer.analyze(lost(call(attempt(1)), 1L), "killed", this.ends);
			assertThat(this.ends.reports).containsExactly("1 crashed: killed");
		}
	}

	@Test
	void attemptsWhoseUpstreamIsLostAreToldFromThoseThatCrashed() {
		try (CrashAnalyzer analyzer = new CrashAnalyzer((attempts, timeoutMillis) -> {
			assertThat(attempts).containsExactlyInAnyOrder(10L, 11L, 12L, 13L);
			return Map.of(11L, "its node died", 13L, "its worker died");
		})) {
			analyzer.analyze(lost(call(attempt(1, 10, 11, 13, 11), attempt(2, 12), attempt(3)), 1L, 2L, 3L), "killed",
					this.ends);
			this.ends.await("1 lost {11=its node died, 13=its worker died}", "2 crashed: killed", "3 crashed: killed");
		}
	}

	@Test
	void attemptsEndWhateverHappensWhileTheyAreExamined() {
		try (CrashAnalyzer analyzer = new CrashAnalyzer((attempts, timeoutMillis) -> {
			throw new IllegalStateException("Ray is gone");
		})) {
			analyzer.analyze(lost(call(attempt(1, 10)), 1L), "killed", this.ends);
			analyzer.analyze(lost(call(attempt(2, 10)), 2L), "killed", this.ends);
			this.ends.await("1 crashed: killed", "2 crashed: killed");
		}
	}

	@Test
	void timeToWaitRunsFromTheEndOfTheCall() {
		Queue<Integer> timeouts = new ConcurrentLinkedQueue<>();
		CountDownLatch second = new CountDownLatch(1);
		try (CrashAnalyzer analyzer = new CrashAnalyzer((attempts, timeoutMillis) -> {
			awaitUninterruptibly(second);
			timeouts.add(timeoutMillis);
			return Map.of();
		})) {
			analyzer.analyze(lost(call(attempt(1, 10)), 1L), "killed", this.ends);
			analyzer.analyze(lost(call(attempt(2, 10)), 2L), "killed", this.ends);
			Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
			second.countDown();
			this.ends.await("1 crashed: killed", "2 crashed: killed");
			assertThat(timeouts).last().satisfies((timeout) -> assertThat(timeout).isLessThanOrEqualTo(9_950));
		}
	}

	@Test
	void whatHadNotStartedIsToldAfterWhatDied() {
		try (CrashAnalyzer analyzer = new CrashAnalyzer((attempts, timeoutMillis) -> Map.of())) {
			analyzer.analyze(
					new LostCall(call(attempt(1, 10), attempt(2)), List.of(1L), List.of(new AttemptEvent.Returned(2))),
					"killed", this.ends);
			this.ends.await("1 crashed: killed", "2 returned");
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static OpenCall call(Attempt... attempts) {
		return new OpenCall(new Call("test", Resources.DEFAULT, List.of(attempts)),
				new LeaseKey(Resources.DEFAULT, Set.of()), Map.of());
	}

	private static LostCall lost(OpenCall call, Long... attempts) {
		return new LostCall(call, List.of(attempts), List.of());
	}

	private static Attempt attempt(long id, long... upstreams) {
		return TestAttempts.of(id, new byte[0],
				Arrays.stream(upstreams).mapToObj(Upstream.Value::new).toArray(Upstream[]::new));
	}

	private static final class Ends implements AttemptListener {

		private final Queue<String> reports = new ConcurrentLinkedQueue<>();

		private void await(String... expected) {
			Awaitility.await().until(() -> this.reports.size() >= expected.length);
			assertThat(this.reports).containsExactly(expected);
		}

		@Override
		public void happened(List<AttemptEvent> events) {
			events.forEach(this::happened);
		}

		private void happened(AttemptEvent event) {
			if (event instanceof AttemptEvent.Crashed crashed) {
				this.reports.add(event.attempt() + " crashed: " + crashed.reason());
			}
			else if (event instanceof AttemptEvent.UpstreamsLost lost) {
				this.reports.add(event.attempt() + " lost " + lost.reasons());
			}
			else if (event instanceof AttemptEvent.Returned) {
				this.reports.add(event.attempt() + " returned");
			}
			else {
				throw new UnsupportedOperationException(event.toString());
			}
		}

	}

}
