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

package io.github.raytaskrunner.backend.embedded;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.raytaskrunner.attempt.Call;
import io.github.raytaskrunner.attempt.Resources;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ResourceLedger}.
 */
class ResourceLedgerTests {

	private final ResourceLedger ledger = new ResourceLedger(Map.of("CPU", 2.0, "tpu", 1.0));

	private CallRun await(Map<String, Double> demand) {
		CallRun run = new CallRun(new Call("test", new Resources(demand), List.of()));
		this.ledger.await(run);
		return run;
	}

	@Test
	void callsStartInOrderAsFarAsResourcesGo() {
		CallRun first = await(Map.of("CPU", 1.0));
		CallRun second = await(Map.of("CPU", 1.0));
		CallRun third = await(Map.of("CPU", 1.0));
		assertThat(this.ledger.takeReady()).containsExactly(first, second);
		assertThat(this.ledger.takeReady()).isEmpty();
		this.ledger.giveBack(first.call().resources());
		assertThat(this.ledger.takeReady()).containsExactly(third);
	}

	@Test
	void largeCallIsNotStarvedBySmallOnes() {
		CallRun running = await(Map.of("CPU", 1.0));
		this.ledger.takeReady();
		CallRun large = await(Map.of("CPU", 2.0));
		CallRun small = await(Map.of("CPU", 1.0));
		assertThat(this.ledger.takeReady()).isEmpty();
		this.ledger.giveBack(running.call().resources());
		assertThat(this.ledger.takeReady()).containsExactly(large);
		this.ledger.giveBack(large.call().resources());
		assertThat(this.ledger.takeReady()).containsExactly(small);
	}

	@Test
	void callThatWaitsForOneResourceDoesNotHoldUpOthers() {
		CallRun first = await(Map.of("CPU", 1.0, "tpu", 1.0));
		CallRun second = await(Map.of("CPU", 0.0, "tpu", 1.0));
		CallRun third = await(Map.of("CPU", 1.0));
		assertThat(this.ledger.takeReady()).containsExactly(first, third);
		this.ledger.remove(second);
		this.ledger.giveBack(first.call().resources());
		assertThat(this.ledger.takeReady()).isEmpty();
	}

	@Test
	void callsBehindOneThatWaitsClaimNothing() {
		CallRun running = await(Map.of("CPU", 1.0, "tpu", 1.0));
		this.ledger.takeReady();
		List<CallRun> waiting = Stream.generate(() -> await(Map.of("CPU", 0.5, "tpu", 1.0))).limit(10).toList();
		CallRun small = await(Map.of("CPU", 0.5));
		assertThat(this.ledger.takeReady()).containsExactly(small);
		this.ledger.giveBack(running.call().resources());
		assertThat(this.ledger.takeReady()).containsExactly(waiting.get(0));
	}

	@Test
	void resourceOfWhichNothingIsAskedForIsNotWaitedFor() {
		await(Map.of("CPU", 1.0, "tpu", 1.0));
		await(Map.of("CPU", 0.5, "tpu", 1.0));
		CallRun none = await(Map.of("CPU", 0.5, "tpu", 0.0));
		assertThat(this.ledger.takeReady()).hasSize(2).contains(none);
	}

	@Test
	void fractionsAddUp() {
		for (int i = 0; i < 20; i++) {
			await(Map.of("CPU", 0.1));
		}
		assertThat(this.ledger.takeReady()).hasSize(20);
		await(Map.of("CPU", 0.1));
		assertThat(this.ledger.takeReady()).isEmpty();
	}

}
