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

import java.util.Map;

/**
 * All that a contender can do. The class has a constructor without parameters, which
 * starts whatever the contender needs.
 */
public interface Implementations extends AutoCloseable {

	/**
	 * Return the implementations.
	 * @return the implementations by what they do
	 */
	Map<Workload, Implementation> all();

	/**
	 * End whatever the contender needed.
	 * @throws Exception if that fails
	 */
	@Override
	void close() throws Exception;

}
