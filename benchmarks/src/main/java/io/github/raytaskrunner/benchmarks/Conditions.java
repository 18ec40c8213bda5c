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

package io.github.raytaskrunner.benchmarks;

import java.time.Duration;

import io.github.raytaskrunner.benchmarks.contender.Contenders;
import io.github.raytaskrunner.benchmarks.scenario.Entrant;
import io.github.raytaskrunner.benchmarks.scenario.Scenario;

/**
 * Sees to it that contenders run under conditions by which they can be judged.
 */
interface Conditions {

	/**
	 * How long a contender works before its first round: a JVM that has just started
	 * shows how fast it compiles and not how fast it is.
	 */
	Duration WARM_UP = Duration.ofSeconds(8);

	/**
	 * What part of a round is done again and again meanwhile.
	 */
	int WARM_UP_PART = 5;

	/**
	 * Prepare a scenario.
	 * @param scenario the scenario
	 */
	void prepare(Scenario scenario);

	/**
	 * Prepare a round of a contender.
	 * @param scenario the scenario
	 * @param entrant the contender
	 */
	void prepare(Scenario scenario, Entrant entrant);

	/**
	 * Return conditions that are the same for all: only contenders of the scenario run,
	 * each of them anew or warm as the scenario wants it.
	 * @param contenders the contenders
	 * @param limit longest time to warm up
	 * @return the conditions
	 */
	static Conditions fair(Contenders contenders, Duration limit) {
		return new Conditions() {

			@Override
			public void prepare(Scenario scenario) {
				contenders.endAllBut(scenario.launches());
			}

			@Override
			public void prepare(Scenario scenario, Entrant entrant) {
				if (scenario.cold()) {
					contenders.end(entrant.launch());
				}
				else {
					contenders.warmUp(entrant.launch(), scenario.warmUp(), Math.max(1, entrant.size() / WARM_UP_PART),
							WARM_UP, limit);
				}
			}

		};
	}

	/**
	 * Return conditions under which nobody can be judged: contenders run as they do.
	 * @return the conditions
	 */
	static Conditions any() {
		return new Conditions() {

			@Override
			public void prepare(Scenario scenario) {
			}

			@Override
			public void prepare(Scenario scenario, Entrant entrant) {
			}

		};
	}

}
