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

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

import io.github.raytaskrunner.benchmarks.contender.Contender;
import io.github.raytaskrunner.benchmarks.workload.Workload;

/**
 * What is measured: a workload that the library and others do.
 *
 * @param id what it is called on the command line
 * @param title what people call it
 * @param workload what there is to do
 * @param unit what is compared
 * @param cold whether every round starts its contenders anew
 * @param shortSize how much there is to do in the short form
 * @param library the library
 * @param baselines whom it is compared with
 * @param bounds what it is compared with besides
 */
public record Scenario(String id, String title, Workload workload, Unit unit, boolean cold, int shortSize,
		Entrant library, List<Baseline> baselines, List<Bound> bounds) {

	/**
	 * Begin a scenario of the library on Ray, in which rates of tasks are compared.
	 * @param id what it is called on the command line
	 * @param title what people call it
	 * @param workload what there is to do
	 * @param size how much of it
	 * @return a scenario without anything to compare with
	 */
	static Scenario of(String id, String title, Workload workload, int size) {
		return new Scenario(id, title, workload, Unit.TASKS_PER_SECOND, false, Math.min(size, 200),
				new Entrant(Contender.RUNNER, size, List.of()), List.of(), List.of());
	}

	Scenario in(Unit unit) {
		return new Scenario(this.id, this.title, this.workload, unit, this.cold, this.shortSize, this.library,
				this.baselines, this.bounds);
	}

	Scenario fromCold() {
		return new Scenario(this.id, this.title, this.workload, this.unit, true, this.shortSize, this.library,
				this.baselines, this.bounds);
	}

	Scenario shortly(int shortSize) {
		return new Scenario(this.id, this.title, this.workload, this.unit, this.cold, shortSize, this.library,
				this.baselines, this.bounds);
	}

	Scenario embedded() {
		return withLibrary(new Entrant(Contender.EMBEDDED, this.library.size(), this.library.options()));
	}

	Scenario with(String... options) {
		return withLibrary(new Entrant(this.library.contender(), this.library.size(), List.of(options)));
	}

	private Scenario withLibrary(Entrant library) {
		return new Scenario(this.id, this.title, this.workload, this.unit, this.cold, this.shortSize, library,
				this.baselines, this.bounds);
	}

	Scenario beside(Contender contender, int size, double aim) {
		List<Baseline> baselines = new ArrayList<>(this.baselines);
		baselines.add(new Baseline(new Entrant(contender, size, List.of()), aim));
		return withBaselines(baselines);
	}

	Scenario within(String title, IntToDoubleFunction value, double aim) {
		List<Bound> bounds = new ArrayList<>(this.bounds);
		bounds.add(new Bound(title, value, aim));
		return new Scenario(this.id, this.title, this.workload, this.unit, this.cold, this.shortSize, this.library,
				this.baselines, List.copyOf(bounds));
	}

	/**
	 * Return the same with other baselines.
	 * @param baselines the baselines
	 * @return the scenario
	 */
	public Scenario withBaselines(List<Baseline> baselines) {
		return new Scenario(this.id, this.title, this.workload, this.unit, this.cold, this.shortSize, this.library,
				List.copyOf(baselines), this.bounds);
	}

}
