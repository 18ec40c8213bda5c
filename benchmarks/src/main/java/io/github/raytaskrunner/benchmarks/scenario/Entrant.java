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
import java.util.function.IntUnaryOperator;

import io.github.raytaskrunner.benchmarks.contender.Contender;
import io.github.raytaskrunner.benchmarks.contender.Launch;

/**
 * A contender in a scenario.
 *
 * @param contender the contender
 * @param size how much it has to do: a slow one does less, as rates are compared
 * @param options options of its JVM
 */
public record Entrant(Contender contender, int size, List<String> options) {

	/**
	 * Return the same with more or less to do.
	 * @param change what becomes of the size
	 * @return the entrant
	 */
	Entrant ofSize(IntUnaryOperator change) {
		return new Entrant(this.contender, change.applyAsInt(this.size), this.options);
	}

	/**
	 * Return how the contender is started.
	 * @return the contender with the options
	 */
	public Launch launch() {
		return new Launch(this.contender, this.options);
	}

}
