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

package io.github.raytaskrunner.benchmarks.workload;

/**
 * How a contender does a workload.
 */
@FunctionalInterface
public interface Implementation {

	/**
	 * Do it once.
	 * @param size how much there is to do
	 * @return what came of it
	 * @throws Exception if it cannot be done
	 */
	Outcome run(int size) throws Exception;

	/**
	 * Return an implementation of which the whole time counts.
	 * @param code does it and returns the result
	 * @return the implementation
	 */
	static Implementation timed(Code code) {
		return (size) -> {
			long start = System.nanoTime();
			long result = code.run(size);
			return new Outcome(result, System.nanoTime() - start, 0);
		};
	}

	/**
	 * What does a workload and does not care for the time it takes.
	 */
	@FunctionalInterface
	interface Code {

		/**
		 * Do it once.
		 * @param size how much there is to do
		 * @return the result
		 * @throws Exception if it cannot be done
		 */
		long run(int size) throws Exception;

	}

}
