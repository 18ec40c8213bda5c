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

package io.github.raytaskrunner.benchmarks.scenario;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.raytaskrunner.benchmarks.contender.Contender;
import io.github.raytaskrunner.benchmarks.contender.Launch;
import io.github.raytaskrunner.benchmarks.workload.Workload;

/**
 * What is measured: a workload that the library and others do.
 *
 * @param id what it is called on the command line
 * @param title what people call it
 * @param workload what there is to do
 * @param warmUp what contenders do before their first round
 * @param unit what is compared
 * @param cold whether every round starts its contenders anew
 * @param briefSize how much there is to do at most in the brief form
 * @param library the library
 * @param baselines whom it is compared with
 * @param bounds what it is compared with besides
 */
public record Scenario(String id, String title, Workload workload, Workload warmUp, Unit unit, boolean cold,
		int briefSize, Entrant library, List<Baseline> baselines, List<Bound> bounds) {

	/**
	 * Size up to which nothing is scaled: it would take no less time.
	 */
	private static final int UNSCALED = 1_000;

	public Scenario {
		baselines = List.copyOf(baselines);
		bounds = List.copyOf(bounds);
	}

	/**
	 * Return who takes part.
	 * @return the library and the others
	 */
	public List<Entrant> entrants() {
		return Stream.concat(Stream.of(this.library), this.baselines.stream().map(Baseline::entrant)).toList();
	}

	/**
	 * Return how all who take part are started.
	 * @return the contenders with their options
	 */
	public Set<Launch> launches() {
		return entrants().stream().map(Entrant::launch).collect(Collectors.toSet());
	}

	/**
	 * Return the same with some of the baselines, and still with itself.
	 * @param contenders those that may stay
	 * @return the scenario
	 */
	public Scenario beside(List<Contender> contenders) {
		return with(this.library,
				this.baselines.stream()
					.filter((baseline) -> contenders.contains(baseline.entrant().contender()) || isItself(baseline))
					.toList());
	}

	/**
	 * Say whether the library is compared with itself.
	 * @param baseline one of the baselines
	 * @return whether that is the library
	 */
	public boolean isItself(Baseline baseline) {
		return baseline.entrant().contender() == this.library.contender();
	}

	/**
	 * Return the same with more or less to do.
	 * @param factor what large sizes are multiplied by
	 * @return the scenario
	 */
	public Scenario scaled(double factor) {
		return with((entrant) -> entrant.ofSize((size) -> Math.max(Math.min(size, UNSCALED), (int) (size * factor))));
	}

	/**
	 * Return the same with as little to do as shows that the results are right, and with
	 * as few differences between processes.
	 * @return the scenario
	 */
	public Scenario brief() {
		return with((entrant) -> new Entrant(entrant.contender(), Math.min(entrant.size(), this.briefSize), List.of()));
	}

	private Scenario with(UnaryOperator<Entrant> change) {
		return with(change.apply(this.library),
				this.baselines.stream()
					.map((baseline) -> new Baseline(change.apply(baseline.entrant()), baseline.aim()))
					.toList());
	}

	private Scenario with(Entrant library, List<Baseline> baselines) {
		return new Scenario(this.id, this.title, this.workload, this.warmUp, this.unit, this.cold, this.briefSize,
				library, baselines, this.bounds);
	}

}
