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
 * Makes a scenario: one of the library on Ray, warm, in which rates of tasks are
 * compared, unless it is told otherwise.
 */
final class ScenarioBuilder {

	private static final int BRIEF_SIZE = 200;

	private final String id;

	private final String title;

	private final Workload workload;

	private Workload warmUp;

	private final int size;

	private final List<Baseline> baselines = new ArrayList<>();

	private final List<Bound> bounds = new ArrayList<>();

	private Contender library = Contender.RUNNER;

	private List<String> options = List.of();

	private Unit unit = Unit.TASKS_PER_SECOND;

	private boolean cold;

	private int briefSize = BRIEF_SIZE;

	/**
	 * Begin a scenario.
	 * @param id what it is called on the command line
	 * @param title what people call it
	 * @param workload what there is to do
	 * @param size how much of it
	 */
	ScenarioBuilder(String id, String title, Workload workload, int size) {
		this.id = id;
		this.title = title;
		this.workload = workload;
		this.warmUp = workload;
		this.size = size;
	}

	/**
	 * Compare something else.
	 */
	ScenarioBuilder in(Unit unit) {
		this.unit = unit;
		return this;
	}

	/**
	 * Let the contenders do something else before their first round, as the workload is
	 * too little to make a JVM warm.
	 */
	ScenarioBuilder warmUp(Workload warmUp) {
		this.warmUp = warmUp;
		return this;
	}

	/**
	 * Start the contenders anew in every round.
	 */
	ScenarioBuilder fromCold() {
		this.cold = true;
		return this;
	}

	/**
	 * Do less in the brief form.
	 */
	ScenarioBuilder briefly(int briefSize) {
		this.briefSize = briefSize;
		return this;
	}

	/**
	 * Let the library run in another way than on a temporary cluster.
	 */
	ScenarioBuilder by(Contender library) {
		this.library = library;
		return this;
	}

	/**
	 * Give options to the JVM of the library's application.
	 */
	ScenarioBuilder options(String... options) {
		this.options = List.of(options);
		return this;
	}

	/**
	 * Compare the library with another.
	 * @param size how much that has to do: a slow one does less, as rates are compared
	 * @param aim how many times as good the library shall be
	 */
	ScenarioBuilder beside(Contender contender, int size, double aim) {
		this.baselines.add(new Baseline(new Entrant(contender, size, List.of()), aim));
		return this;
	}

	/**
	 * Compare the library with itself when it has less to do, in the same process.
	 * @param size how much that is
	 * @param aim how many times as good it shall be when it has more to do
	 */
	ScenarioBuilder besideItself(int size, double aim) {
		this.baselines.add(new Baseline(new Entrant(this.library, size, this.options), aim));
		return this;
	}

	/**
	 * Show another beside the library, without an aim.
	 */
	ScenarioBuilder beside(Contender contender, int size) {
		return beside(contender, size, 0);
	}

	/**
	 * Compare the library with a number.
	 * @param value the number for a size
	 * @param aim how many times as good the library shall be
	 */
	ScenarioBuilder within(String title, IntToDoubleFunction value, double aim) {
		this.bounds.add(new Bound(title, value, aim));
		return this;
	}

	Scenario build() {
		return new Scenario(this.id, this.title, this.workload, this.warmUp, this.unit, this.cold, this.briefSize,
				new Entrant(this.library, this.size, this.options), this.baselines, this.bounds);
	}

}
