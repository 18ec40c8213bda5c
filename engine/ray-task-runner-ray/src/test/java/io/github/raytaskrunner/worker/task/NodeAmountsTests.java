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

import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.attempt.Resources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link NodeAmounts}.
 */
class NodeAmountsTests {

	private static final Map<String, Double> SMALL = Map.of("CPU", 2.0);

	private static final Map<String, Double> LARGE = Map.of("CPU", 8.0, "GPU", 1.0);

	private static final Resources GPU = new Resources(Map.of("CPU", 1.0, "GPU", 1.0));

	private List<Map<String, Double>> nodes = List.of(SMALL, SMALL);

	private int asked;

	private long time;

	private NodeAmounts amounts(@Nullable String fixedCluster) {
		return new NodeAmounts(this.nodes, () -> {
			this.asked++;
			return this.nodes;
		}, fixedCluster, () -> this.time);
	}

	@Test
	void demandThatANodeMeetsMissesNothing() {
		NodeAmounts amounts = amounts("temporary cluster");
		assertThat(amounts.missing(new Resources(Map.of("CPU", 2.0)))).isNull();
	}

	@Test
	void demandThatSeveralNodesMeetTogetherIsRefused() {
		NodeAmounts amounts = amounts("temporary cluster");
		assertThatIllegalArgumentException().isThrownBy(() -> amounts.missing(new Resources(Map.of("CPU", 3.0))))
			.withMessageContaining("it needs 3.0 of the resource 'CPU', but the largest node of the temporary cluster "
					+ "has 2.0 (ray.init.num-cpus)");
	}

	@Test
	void clusterThatCanGrowSaysWhatIsMissing() {
		assertThat(amounts(null).missing(GPU))
			.isEqualTo("no node has 1.0 of the resource 'GPU', the most that one has is 0.0");
	}

	@Test
	void nodeThatHasJoinedMeetsTheDemand() {
		NodeAmounts amounts = amounts(null);
		this.nodes = List.of(SMALL, LARGE);
		assertThat(amounts.missing(GPU)).isNotNull();
		this.time += 1_000_000_000;
		assertThat(amounts.missing(GPU)).isNull();
	}

	@Test
	void rayIsAskedOnlyForDemandsThatAreNotMetAndOnceInASecond() {
		NodeAmounts amounts = amounts(null);
		this.time += 2_000_000_000;
		amounts.missing(Resources.DEFAULT);
		assertThat(this.asked).isZero();
		for (int i = 0; i < 10; i++) {
			amounts.missing(GPU);
		}
		assertThat(this.asked).isOne();
	}

}
